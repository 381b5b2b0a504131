import pytest
from django.core import mail
from django.urls import reverse

from binaan.access.models import AuditEvent, User

pytestmark = pytest.mark.once  # on PostgreSQL the walk of tests/test_walks.py opens each page

WRONG = "Nama pengguna atau kata sandi salah."


@pytest.fixture
def siti(town):
    return town.with_password("siti", "planner")


def sign_in(client, username, password):
    return client.post(reverse("account_login"), {"login": username, "password": password})


def verbs(username):
    return list(AuditEvent.objects.filter(by=username).values_list("verb", flat=True))


def signed_in(client):
    return "_auth_user_id" in client.session


def test_the_right_password_opens_the_door_and_is_noted(client, siti, town):
    assert sign_in(client, "siti", town.PASSWORD).status_code == 302
    assert signed_in(client)
    event = AuditEvent.objects.get(by="siti")
    assert (event.verb, event.place_code) == ("user.signed_in", "32.16")


def test_a_name_may_begin_with_a_capital(client, siti, town):
    sign_in(client, " Siti ", town.PASSWORD)
    assert signed_in(client)


def test_a_wrong_password_and_an_unknown_name_are_answered_alike(client, siti):
    answers = [sign_in(client, name, "salah").content.decode() for name in ("siti", "tidakada")]
    assert all(WRONG in answer for answer in answers)
    assert not signed_in(client)
    assert verbs("siti") == ["user.sign_in_failed"]


def test_what_an_unknown_person_typed_lies_in_the_erasable_part(client, db):
    sign_in(client, "sandi-saya-rahasia", "x")
    event = AuditEvent.objects.get()
    assert "rahasia" not in f"{event.by}{event.subject}"
    assert event.payload.content == {"username": "sandi-saya-rahasia"}


def test_someone_deactivated_is_answered_like_anybody_wrong(client, siti, town):
    User.objects.filter(pk=siti.pk).update(is_active=False)
    assert WRONG in sign_in(client, "siti", town.PASSWORD).content.decode()
    assert not signed_in(client)


def test_eight_wrong_passwords_lock_the_door_and_the_right_one_is_refused(client, siti, town):
    for _ in range(8):
        last = sign_in(client, "siti", "salah")
    assert last.status_code == 429
    refused = sign_in(client, "siti", town.PASSWORD)
    assert refused.status_code == 429
    assert "seperempat jam" in refused.content.decode()
    assert not signed_in(client)
    assert verbs("siti").count("user.locked") == 1  # not once for every knock
    assert verbs("siti").count("user.sign_in_failed") == 7


def test_a_lock_is_for_one_name_not_for_the_whole_office(client, siti, town):
    town.with_password("agus", "planner")
    for _ in range(8):
        sign_in(client, "siti", "salah")
    sign_in(client, "agus", town.PASSWORD)
    assert signed_in(client)


def test_signing_out_takes_a_button_not_a_link(client, siti):
    client.force_login(siti)
    assert client.get(reverse("account_logout")).status_code == 405
    client.post(reverse("account_logout"))
    assert not signed_in(client)
    assert verbs("siti")[0] == "user.signed_out"


def test_someone_deactivated_is_out_at_the_next_click(client, siti):
    client.force_login(siti)
    User.objects.filter(pk=siti.pk).update(is_active=False)
    assert client.get(reverse("account_profile")).status_code == 302


def test_a_temporary_password_is_changed_before_anything_else(client, siti, town):
    User.objects.filter(pk=siti.pk).update(must_change_password=True)
    sign_in(client, "siti", town.PASSWORD)
    change = reverse("account_change_password")
    assert client.get(reverse("account_profile")).url == change
    page = client.get(change)
    assert "hanya sementara" in page.content.decode()
    new = "gunung-biru-sore-5"
    answer = client.post(change, {"oldpassword": town.PASSWORD, "password1": new, "password2": new})
    assert answer.url == reverse("account_profile")
    assert client.get(answer.url).status_code == 200  # still signed in, and no longer led away
    assert User.objects.get(pk=siti.pk).check_password(new)
    assert "password.changed" in verbs("siti")


@pytest.mark.parametrize(
    ("old", "new", "again", "told"),
    [
        ("salah", "gunung-biru-sore-5", "gunung-biru-sore-5", "Kata sandi sekarang tidak cocok."),
        (None, "pendek", "pendek", "terlalu pendek"),
        (None, "gunung-biru-sore-5", "gunung-biru-sore-6", "harus sama persis"),
    ],
)
def test_a_faulty_new_password_is_explained_and_changes_nothing(
    client, siti, town, old, new, again, told
):
    client.force_login(siti)
    answer = client.post(
        reverse("account_change_password"),
        {"oldpassword": old or town.PASSWORD, "password1": new, "password2": again},
    )
    assert told in answer.content.decode()
    assert User.objects.get(pk=siti.pk).check_password(town.PASSWORD)


def test_a_forgotten_password_is_renewed_by_a_link_that_works_once(client, siti, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    User.objects.filter(pk=siti.pk).update(email="siti@contoh.go.id")
    client.post(reverse("account_reset_password"), {"email": "SITI@contoh.go.id"})
    link = next(line for line in mail.outbox[0].body.splitlines() if "/sandi/lupa/" in line)
    form = client.get(link).url
    new = "gunung-biru-sore-5"
    answer = client.post(form, {"password1": new, "password2": new})
    assert answer.url == reverse("account_reset_password_from_key_done")
    assert User.objects.get(pk=siti.pk).check_password(new)
    assert verbs("siti") == ["password.changed"]
    assert "tidak berlaku" in client.get(link).content.decode()


def test_an_unknown_address_is_answered_alike_and_gets_no_mail(client, db, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    answer = client.post(reverse("account_reset_password"), {"email": "x@contoh.go.id"})
    assert answer.url == reverse("account_reset_password_done")
    assert mail.outbox == []


@pytest.mark.parametrize(("demo", "shown"), [(True, True), (False, False)])
def test_demo_accounts_stand_at_the_door_of_a_demo_only(client, siti, settings, demo, shown):
    settings.DEMO = demo
    User.objects.update(is_demo=True)
    page = client.get(reverse("account_login")).content.decode()
    assert ("<code>siti</code>" in page) is shown


def test_nobody_signs_up_or_manages_mail_addresses(client, db):
    for path in ("/masuk/daftar/", "/signup/", "/email/", "/accounts/signup/"):
        assert client.get(path).status_code == 404
