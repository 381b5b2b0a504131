"""The forms of django-allauth in our words; what they do stays theirs."""

from allauth.account import forms as account
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.core.exceptions import ValidationError

from binaan.access.models import User

RULES = "Paling sedikit 10 huruf atau angka, bukan nama Anda dan bukan kata sandi yang umum."
CURRENT = ("Kata sandi sekarang", "")
NEW = ("Kata sandi baru", RULES)
AGAIN = ("Kata sandi baru sekali lagi", "")
CODE = ("Kode 6 angka dari aplikasi", "")


def _reword(form, words: dict[str, tuple[str, str]]) -> None:
    for name, (label, help_text) in words.items():
        field = form.fields[name]
        field.label, field.help_text = label, help_text
        field.widget.attrs.pop("placeholder", None)


class _TypedTwice:
    def clean(self):
        cleaned = super().clean()
        if "password2" in self.errors and self.cleaned_data.get("password1"):
            self.errors.pop("password2")
            self.add_error("password2", ValidationError("Kedua kata sandi baru harus sama persis."))
        return cleaned


class SignInForm(account.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _reword(self, {"login": ("Nama pengguna", ""), "password": ("Kata sandi", "")})
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}

    def clean_login(self):
        """The name as it is stored: a phone likes to begin with a capital."""
        typed = self.cleaned_data["login"].strip()
        stored = User.objects.filter(username__iexact=typed).values_list("username", flat=True)
        return stored.first() or typed


class ChangePasswordForm(_TypedTwice, account.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _reword(self, {"oldpassword": CURRENT, "password1": NEW, "password2": AGAIN})


class ForgottenForm(account.ResetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _reword(self, {"email": ("Alamat surel Anda", "")})


class NewPasswordForm(_TypedTwice, account.ResetPasswordKeyForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _reword(self, {"password1": NEW, "password2": AGAIN})


class ReauthenticateForm(account.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _reword(self, {"password": ("Kata sandi", "")})


class SecondStepForm(second_factor.AuthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _reword(self, {"code": (CODE[0], "Tanpa ponsel? Pakai salah satu kode cadangan.")})
        self.fields["code"].widget.attrs |= {"autofocus": True}


class SecondStepAgainForm(second_factor.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _reword(self, {"code": CODE})


class ActivateForm(ActivateTOTPForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _reword(self, {"code": CODE})
        self.fields["code"].widget.attrs |= {"inputmode": "numeric"}
