"""Writes signing in and out, passwords and second factors into the audit trail.

House rule: no signals. This is the one exception: Django, django-axes and django-allauth do these
things inside their own code and announce them by signal only; our own actions record by themselves.
All arrive outside a transaction, so an event waits for no other lock than the chain's head.
"""

from datetime import timedelta

from allauth.account import signals as account
from allauth.mfa import signals as second_factor
from allauth.mfa.models import Authenticator
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.utils import timezone

from binaan.access import audit
from binaan.access.models import AuditEvent, User

LOCKED_FOR = timedelta(minutes=15)


def connect() -> None:
    """Called once when the room starts."""
    user_logged_in.connect(_signed_in, dispatch_uid="trail.signed_in")
    user_logged_out.connect(_signed_out, dispatch_uid="trail.signed_out")
    user_login_failed.connect(_sign_in_failed, dispatch_uid="trail.sign_in_failed")
    user_locked_out.connect(_locked, dispatch_uid="trail.locked")
    account.password_changed.connect(_password_changed, dispatch_uid="trail.password_changed")
    account.password_reset.connect(_password_changed, dispatch_uid="trail.password_reset")
    second_factor.authenticator_added.connect(_added, dispatch_uid="trail.mfa_added")
    second_factor.authenticator_removed.connect(_removed, dispatch_uid="trail.mfa_removed")
    second_factor.authenticator_reset.connect(_codes_renewed, dispatch_uid="trail.mfa_codes")
    second_factor.authentication_failed.connect(_code_failed, dispatch_uid="trail.mfa_failed")


def _record(verb: str, user: User) -> None:
    """An event about a person's own account, at the place and office they work for."""
    first = next(iter(user.held()), None)
    where = {"place": first.place, "office": first.office} if first else {}
    audit.record(verb, user, by=user, **where)


def _signed_in(sender, user, **_rest):
    _record("user.signed_in", user)


def _signed_out(sender, user, **_rest):
    if user is not None:
        _record("user.signed_out", user)


def _sign_in_failed(sender, credentials, request=None, **_rest):
    # Axes refuses a locked name before the password is looked at, and tells that by itself.
    if getattr(request, "axes_locked_out", False):
        return
    _about_name("user.sign_in_failed", credentials.get("username"))


def _locked(sender, username=None, **_rest):
    """Once for every lock, not for every knock on the locked door."""
    known = User.objects.filter(username=username).first()
    if known is None:
        return
    recent = AuditEvent.objects.filter(by=known.username, at__gt=timezone.now() - LOCKED_FOR)
    last = recent.filter(verb__in=["user.locked", "user.signed_in"]).order_by("-id").first()
    if last is None or last.verb != "user.locked":
        _record("user.locked", known)


def _about_name(verb: str, username) -> None:
    """What was typed as a name may be a password: unless known, it lies in the erasable part."""
    known = User.objects.filter(username=username).first()
    if known is not None:
        _record(verb, known)
    else:
        payload = {"username": str(username or "")[:150]}
        audit.record(verb, "access.User:?", by="", payload=payload)


def _password_changed(sender, user, **_rest):
    if user.must_change_password:
        User.objects.filter(pk=user.pk).update(must_change_password=False)
        user.must_change_password = False
    _record("password.changed", user)


def _added(sender, user, authenticator, **_rest):
    if authenticator.type == Authenticator.Type.TOTP:
        _record("mfa.activated", user)


def _removed(sender, user, authenticator, **_rest):
    if authenticator.type == Authenticator.Type.TOTP:
        _record("mfa.deactivated", user)


def _codes_renewed(sender, user, **_rest):
    _record("mfa.codes_renewed", user)


def _code_failed(sender, user, **_rest):
    _record("mfa.failed", user)
