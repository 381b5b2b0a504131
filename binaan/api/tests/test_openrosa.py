"""The OpenRosa server as a phone meets it: known phones only, nothing lost, a sentence for each refusal."""

import base64
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from binaan.intake.actions.devices import make_device, revoke_device
from binaan.intake.models import Device, Submission
from binaan.intake.tests.fieldforms import a_form, told

LIST = "{http://openrosa.org/xforms/xformsList}"
SUBMIT, FORMS = "/openrosa/submission", "/openrosa/formList"


class Phone:
    """A phone with its app password, as its engine asks."""

    def __init__(self, client, name, token):
        packed = base64.b64encode(f"{name}:{token}".encode()).decode()
        self.client, self.headers = client, {"authorization": f"Basic {packed}"}

    def get(self, address):
        return self.client.get(address, headers=self.headers)

    def send(self, xml, **more):
        files = {name: SimpleUploadedFile(name, content) for name, content in more.items()}
        sent = SimpleUploadedFile("kiriman.xml", xml, content_type="text/xml")
        return self.client.post(
            SUBMIT, {"xml_submission_file": sent, **files}, headers=self.headers
        )


@pytest.fixture
def phone(world, client, settings, tmp_path):
    """The phone of an enumerator, and an open form for her office."""
    settings.FILES_DIR = tmp_path / "files"
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    form = a_form(world.place("32.16"), world.offices["disperin"], kind="")
    form.versions.update(media={"wilayah.csv": {"list": "tidak ada"}})
    a_form(world.place("32.75"), world.offices["diskopukm"], key="kota", kind="")
    sender = world.user("enumerator")
    made = make_device(label="Ponsel", by=sender)
    phone = Phone(client, sender.username, made.token)
    phone.device, phone.user, phone.token = made.device, sender, made.token
    return phone


def words(response) -> str:
    return ElementTree.fromstring(response.content).findtext(
        "{http://openrosa.org/http/response}message"
    )


@pytest.mark.parametrize(
    "header", ["", "Basic x", "Bearer a", "Basic " + base64.b64encode(b"a:b").decode()]
)
def test_an_unknown_phone_is_told_the_realm_and_what_to_do(phone, client, header):
    for response in (client.get(FORMS, headers={"authorization": header}), client.post(SUBMIT)):
        assert response.status_code == 401
        assert response["WWW-Authenticate"].startswith('Basic realm="Binaan"')
        assert "kode QR" in words(response)


def test_a_revoked_phone_and_somebody_elses_name_are_unknown(phone, client, world):
    other = Phone(client, world.user("section_staff").username, phone.token)
    assert other.get(FORMS).status_code == 401
    spelled = Phone(client, phone.user.username.upper(), phone.token.upper().replace("-", " "))
    assert spelled.get(FORMS).status_code == 200
    revoke_device(phone.device, by=phone.user)
    assert phone.get(FORMS).status_code == 401
    assert Device.objects.get().seen_at is not None


def test_who_may_send_no_more_is_refused(phone):
    phone.user.assignments.update(role="auditor")
    assert phone.get(FORMS).status_code == 403


def test_a_phone_lists_its_own_forms_and_fetches_them_whole(phone):
    response = phone.get(FORMS)
    assert response["X-OpenRosa-Version"] == "1.0"
    assert int(response["X-OpenRosa-Accept-Content-Length"]) > 1_000_000
    [form] = ElementTree.fromstring(response.content)
    said = {node.tag.removeprefix(LIST): node.text for node in form}
    assert (said["formID"], said["version"], said["hash"][:4]) == (
        "pendataan",
        "2026010101",
        "md5:",
    )
    assert phone.get(said["downloadUrl"]).content == b"<h/>"
    manifest = phone.get(said["manifestUrl"]).content.decode()
    assert "<filename>wilayah.csv</filename>" in manifest
    address = manifest.partition("<downloadUrl>")[2].partition("</downloadUrl>")[0]
    assert phone.get(address.replace("&amp;", "&")).content == b"name,label\n"
    for away in ("formXml?formId=kota", "formMedia?formId=pendataan&name=x.csv", "formManifest"):
        assert phone.get(f"/openrosa/{away}").status_code == 404


def test_head_tells_where_to_send_and_how_much(phone, client):
    response = client.head(SUBMIT, headers=phone.headers)
    assert response.status_code == 204
    assert response["Location"].endswith(SUBMIT)
    assert "X-OpenRosa-Accept-Content-Length" in response
    assert client.get(SUBMIT, headers=phone.headers).status_code == 405


def test_a_submission_in_parts_is_202_until_the_last(phone):
    xml = told("uuid:a", nama_usaha="W", foto="1.jpg")
    first, last, again = phone.send(xml), phone.send(xml, **{"1.jpg": b"foto"}), phone.send(xml)
    assert [one.status_code for one in (first, last, again)] == [202, 201, 201]
    assert "menunggu 1 lampiran" in words(first)
    assert Submission.objects.get().device == phone.device


def test_what_says_that_more_follows_is_202(phone, client):
    sent = {"xml_submission_file": told("u").decode(), "*isIncomplete*": "yes"}
    assert client.post(SUBMIT, sent, headers=phone.headers).status_code == 202


def test_a_torn_instance_is_kept_and_says_so(phone):
    response = phone.send(b"<data id='pend")
    assert (response.status_code, Submission.objects.get().state) == (202, "broken")
    assert "belum dapat dibaca" in words(response)


def test_too_much_at_once_is_413_and_nothing_is_noted(phone, settings):
    settings.UPLOAD_MB = 1
    response = phone.send(told("u"), **{"1.jpg": b"x" * 1_100_000})
    assert response.status_code == 413
    assert "1 MB" in words(response)
    assert not Submission.objects.exists()


def test_a_body_without_answers_or_torn_is_400(phone, client):
    assert client.post(SUBMIT, {"a": "b"}, headers=phone.headers).status_code == 400
    torn = client.generic("POST", SUBMIT, b"--x\r\nContent-", headers=phone.headers,
                          content_type="multipart/form-data; boundary=" + "y" * 300)  # fmt: skip
    assert torn.status_code == 400


def test_a_full_disk_is_503_and_the_phone_keeps_its_answers(phone, monkeypatch):
    def full(*_arguments, **_more):
        raise OSError(28, "no space")

    monkeypatch.setattr("binaan.kit.files.store", full)
    response = phone.send(told("u"))
    assert (response.status_code, Submission.objects.count()) == (503, 0)
    assert "masih aman di ponsel" in words(response)
