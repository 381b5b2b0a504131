"""How django-allauth behaves here: nobody signs up by themselves, and it speaks Bahasa."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.urls import reverse

WRONG = "Nama pengguna atau kata sandi salah."
TOO_MANY = "Terlalu banyak percobaan. Tunggu seperempat jam lalu coba lagi."
# Messages of allauth worth telling; the others only say what the next page shows anyway.
TOLD = {
    "account/messages/password_changed.txt": "Kata sandi sudah diganti.",
    "mfa/messages/totp_activated.txt": "Langkah kedua sudah aktif.",
    "mfa/messages/totp_deactivated.txt": "Langkah kedua sudah dimatikan.",
    "mfa/messages/recovery_codes_generated.txt": "Kode cadangan baru sudah dibuat.",
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": WRONG,
        "enter_current_password": "Kata sandi sekarang tidak cocok.",
        "incorrect_code": "Kode salah atau sudah kedaluwarsa.",
        "incorrect_password": "Kata sandi salah.",
        "invalid_login": WRONG,
        "invalid_password_reset": "Tautan ini sudah tidak berlaku.",
        "too_many_login_attempts": TOO_MANY,
        "username_password_mismatch": WRONG,
        "rate_limited": TOO_MANY,
    }

    def is_open_for_signup(self, request):
        return False

    def add_message(self, request, level, message_template=None, message_context=None, **rest):
        if message_template in TOLD:
            messages.add_message(request, level, TOLD[message_template])

    def send_password_reset_mail(self, user, email, context):
        return self.send_mail("access/email/new_password", email, context)

    def get_password_change_redirect_url(self, request):
        return reverse("account_profile")

    def get_logout_redirect_url(self, request):
        return reverse("account_login")


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": "Langkah kedua tidak dapat dimatikan.",
        "cannot_generate_recovery_codes": "Aktifkan langkah kedua lebih dulu.",
        "incorrect_code": "Kode salah atau sudah kedaluwarsa.",
    }

    def get_totp_label(self, user):
        return user.username
