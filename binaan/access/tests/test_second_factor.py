import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.urls import reverse

from binaan.access.models import AuditEvent

ACTIVATE = "mfa_activate_totp"


@pytest.fixture
def reader(town):
    """Somebody who reads personal data in full."""
    return town.with_password("siti", "section_staff")


@pytest.fixture
def demanded(settings):
    settings.REQUIRE_TOTP = True


def code_for(secret: str) -> str:
    return auth.format_hotp_value(
        auth.hotp_value(secret, next(iter(auth.yield_hotp_counters_from_time())))
    )


def give_second_factor(user) -> str:
    secret = auth.generate_totp_secret()
    auth.TOTP.activate(user, secret)
    return secret


def test_whoever_reads_personal_data_activates_a_second_factor_first(client, reader, demanded):
    client.force_login(reader)
    assert client.get(reverse("account_profile")).url == reverse(ACTIVATE)


def test_signing_out_stays_possible(client, reader, demanded):
    client.force_login(reader)
    assert client.post(reverse("account_logout")).url == reverse("account_login")


def test_htmx_is_led_there_as_a_whole_page(client, reader, demanded):
    client.force_login(reader)
    answer = client.get(reverse("account_profile"), headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == reverse(ACTIVATE)


def test_others_are_not_asked(client, town, demanded):
    client.force_login(town.user("rina", "planner"))
    assert client.get(reverse("account_profile")).status_code == 200


def test_nobody_is_asked_when_the_deployment_does_not_demand_it(client, reader):
    client.force_login(reader)
    assert client.get(reverse("account_profile")).status_code == 200


def test_with_a_second_factor_the_pages_open(client, reader, demanded):
    give_second_factor(reader)
    client.force_login(reader)
    assert client.get(reverse("account_profile")).status_code == 200


def test_activating_asks_the_password_shows_a_picture_and_gives_recovery_codes(
    client, reader, town, demanded, django_capture_on_commit_callbacks
):
    client.force_login(reader)
    asked = client.get(reverse(ACTIVATE))
    assert asked.url.startswith(reverse("account_reauthenticate"))
    back = client.post(asked.url, {"password": town.PASSWORD})
    page = client.get(back.url)
    assert 'src="data:image/svg+xml;base64,' in page.content.decode()
    secret = page.context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(reverse(ACTIVATE), {"code": code_for(secret)})
    assert done.url == reverse("mfa_view_recovery_codes")
    assert len(client.get(done.url).context["unused_codes"]) == 10
    assert AuditEvent.objects.filter(by="siti", verb="mfa.activated").count() == 1


def test_a_wrong_code_activates_nothing(client, reader, town, demanded):
    client.force_login(reader)
    asked = client.get(reverse(ACTIVATE))
    client.get(client.post(asked.url, {"password": town.PASSWORD}).url)
    answer = client.post(reverse(ACTIVATE), {"code": "000000"})
    assert "Kode salah" in answer.content.decode()
    assert not Authenticator.objects.exists()


def test_the_password_alone_no_longer_signs_in(client, reader, town):
    secret = give_second_factor(reader)
    asked = client.post(reverse("account_login"), {"login": "siti", "password": town.PASSWORD})
    assert asked.url == reverse("mfa_authenticate")
    assert client.get(reverse("account_profile")).status_code == 302
    wrong = client.post(asked.url, {"code": "000000"})
    assert "Kode salah" in wrong.content.decode()
    client.post(asked.url, {"code": code_for(secret)})
    assert client.get(reverse("account_profile")).status_code == 200
    verbs = list(AuditEvent.objects.filter(by="siti").values_list("verb", flat=True))
    assert verbs == ["user.signed_in", "mfa.failed"]


def test_switching_it_off_asks_the_password_and_is_noted(client, reader, town):
    give_second_factor(reader)
    client.force_login(reader)
    asked = client.get(reverse("mfa_deactivate_totp"))
    client.post(asked.url, {"password": town.PASSWORD})
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(type="totp").exists()
    assert AuditEvent.objects.filter(by="siti", verb="mfa.deactivated").count() == 1
