"""Signing in: django-allauth does the work, under our addresses and in our templates."""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from binaan.access import queries
from binaan.access.guards import public, signed_in

SIGNING_IN = "tanpa ini tidak ada yang dapat masuk"
FORGOTTEN = "orang yang lupa kata sandi belum dapat masuk"
OWN = "akun sendiri"


@public(SIGNING_IN)
def sign_in(request):
    extra = {"demo_accounts": queries.demo_accounts(request.user)}
    view = account.LoginView.as_view(template_name="access/sign_in.html", extra_context=extra)
    return view(request)


sign_out = require_POST(public("keluar tidak perlu hak")(account.LogoutView.as_view()))
second_step = public("bagian kedua dari masuk")(
    second_factor.AuthenticateView.as_view(template_name="access/second_step.html")
)
change_password = signed_in(OWN)(
    account.PasswordChangeView.as_view(template_name="access/change_password.html")
)
forgotten = public(FORGOTTEN)(
    account.PasswordResetView.as_view(template_name="access/forgotten.html")
)
forgotten_sent = public(FORGOTTEN)(
    account.PasswordResetDoneView.as_view(template_name="access/forgotten_sent.html")
)
new_password = public(FORGOTTEN)(
    account.PasswordResetFromKeyView.as_view(template_name="access/new_password.html")
)
new_password_done = public(FORGOTTEN)(
    account.PasswordResetFromKeyDoneView.as_view(template_name="access/new_password_done.html")
)
reauthenticate = signed_in(OWN)(
    account.ReauthenticateView.as_view(template_name="access/reauthenticate.html")
)
reauthenticate_by_code = signed_in(OWN)(
    second_factor.ReauthenticateView.as_view(template_name="access/reauthenticate.html")
)
second_factor_index = signed_in(OWN)(
    second_factor.IndexView.as_view(template_name="access/second_factor.html")
)
activate_totp = signed_in(OWN)(
    never_cache(totp.ActivateTOTPView.as_view(template_name="access/activate_totp.html"))
)
deactivate_totp = signed_in(OWN)(
    totp.DeactivateTOTPView.as_view(template_name="access/deactivate_totp.html")
)
view_codes = signed_in(OWN)(
    never_cache(
        recovery_codes.ViewRecoveryCodesView.as_view(template_name="access/recovery_codes.html")
    )
)
renew_codes = signed_in(OWN)(
    recovery_codes.GenerateRecoveryCodesView.as_view(
        template_name="access/renew_recovery_codes.html"
    )
)
