import hashlib

import pytest

from binaan.kit import files
from binaan.kit.models import StoredFile


@pytest.fixture
def store(db, settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"
    return settings.FILES_DIR


def written(tmp_path, content, name="a.csv"):
    path = tmp_path / name
    path.write_bytes(content)
    return path


def kept_files(store):
    return [path for path in store.rglob("*") if path.is_file()]


def test_a_file_lies_under_the_digest_of_its_bytes(store, tmp_path):
    kept = files.keep(written(tmp_path, b"isi"), name="a.csv", by="sari")
    assert kept.sha256 == hashlib.sha256(b"isi").hexdigest()
    assert files.path_of(kept.sha256).read_bytes() == b"isi"
    assert (kept.name, kept.size, kept.by) == ("a.csv", 3, "sari")


def test_the_same_bytes_are_kept_once_whatever_their_name(store, tmp_path):
    first = files.keep(written(tmp_path, b"isi"), name="a.csv", by="sari")
    again = files.keep(written(tmp_path, b"isi", "b.csv"), name="b.csv", by="budi")
    assert (again.pk, again.name, again.by) == (first.pk, "a.csv", "sari")
    assert (len(kept_files(store)), StoredFile.objects.count()) == (1, 1)


def test_a_copy_that_breaks_leaves_nothing(store, tmp_path, monkeypatch):
    def broken(*_arguments):
        raise OSError(28, "no space")

    monkeypatch.setattr(files.os, "fsync", broken)
    with pytest.raises(OSError):
        files.keep(written(tmp_path, b"isi"), name="a.csv", by="sari")
    assert (kept_files(store), StoredFile.objects.count()) == ([], 0)
