"""The decorator every view wears: a permission, or the reason why it needs none."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied

from binaan.access.permissions import Permission


def requires(permission: Permission):
    """Ask for a permission before the view's body runs: a stranger signs in, others get 403."""

    def guard(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not request.user.may(permission):
                raise PermissionDenied("Tugas Anda tidak mencakup halaman ini.")
            return view(request, *args, **kwargs)

        guarded.requires = permission
        return guarded

    return guard


def signed_in(why: str):
    """For pages every signed-in person may see, whatever their role (own password, own desk)."""

    def guard(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            return view(request, *args, **kwargs)

        guarded.signed_in_because = why
        return guarded

    return guard


def public(why: str):
    """Mark a view that anyone may see, with the reason."""

    def mark(view):
        view.public_because = why
        return view

    return mark
