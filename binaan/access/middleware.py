"""Leads a person to what they must do before anything else: a new password, a second factor."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.shortcuts import redirect
from django_htmx.http import HttpResponseClientRedirect

from binaan.access.permissions import Permission

# Pages that stay open: signing out, and the duty itself with all it leads through.
ALWAYS = {"account_logout", "theme"}
PASSWORD = ALWAYS | {"account_change_password", "account_reauthenticate"}
SECOND_FACTOR = ALWAYS | {"mfa_activate_totp", "account_reauthenticate", "mfa_reauthenticate"}


class SecondFactorMiddleware:
    """A temporary password is changed first; whoever reads personal data in full has a second
    factor when the deployment says so (BINAAN_REQUIRE_TOTP=1)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        name = request.resolver_match.url_name
        user = getattr(request, "user", None)
        if name in ALWAYS or user is None or not user.is_authenticated:
            return None
        if user.must_change_password:
            duty, allowed = "account_change_password", PASSWORD
        elif _lacks_second_factor(user):
            duty, allowed = "mfa_activate_totp", SECOND_FACTOR
        else:
            return None
        if name in allowed:
            return None
        answer = redirect(duty)
        return HttpResponseClientRedirect(answer.url) if request.htmx else answer


def _lacks_second_factor(user) -> bool:
    if not settings.REQUIRE_TOTP or not user.may(Permission.PERSONAL_READ):
        return False
    return not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
