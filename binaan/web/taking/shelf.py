"""Where taken sheets lie: BINAAN_HOME/unduhan, for their owner's eyes, a day long."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from binaan.web.models import Download

KEPT = timedelta(days=1)


def folder() -> Path:
    """Made when it is not there; nobody else on the machine may look inside."""
    found = settings.HOME / "unduhan"
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    found.chmod(0o700)
    return found


def path_of(download: Download) -> Path:
    return folder() / str(download.pk)


@contextmanager
def desk(download: Download) -> Iterator[Path]:
    """A folder to write the sheet in; gone afterwards. What a killed worker left there goes first."""
    for left in folder().glob(f"{download.pk}.*"):
        shutil.rmtree(left, ignore_errors=True)
    made = Path(tempfile.mkdtemp(prefix=f"{download.pk}.", dir=folder()))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def is_over(download: Download) -> bool:
    """Whether its day has passed, or its file went before."""
    if download.removed_at is not None:
        return True
    return download.ready_at is not None and download.ready_at + KEPT <= timezone.now()


def remove(download: Download) -> None:
    """Delete the file and what a worker left of it; the line stays."""
    path_of(download).unlink(missing_ok=True)
    for left in folder().glob(f"{download.pk}.*"):
        shutil.rmtree(left, ignore_errors=True)
    Download.objects.filter(pk=download.pk, removed_at=None).update(removed_at=timezone.now())


def clear(user=None) -> int:
    """Delete the files whose day has passed, all of them or one person's; answers how many."""
    old = Download.objects.filter(removed_at=None, ready_at__lte=timezone.now() - KEPT)
    if user is not None:
        old = old.filter(user=user)
    found = list(old)
    for download in found:
        remove(download)
    return len(found)


def sweep() -> None:
    """Delete files older than a day that no line speaks of (a database that was restored)."""
    before = (timezone.now() - KEPT - timedelta(hours=1)).timestamp()
    for path in folder().iterdir():
        if path.stat().st_mtime > before:
            continue
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
