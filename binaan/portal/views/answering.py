"""An invitation is answered by whoever holds its link."""

from django.shortcuts import redirect

from binaan.access.forms.fields import attempt
from binaan.access.permissions import Permission
from binaan.kit.pages import page
from binaan.portal.doors import open_door
from binaan.portal.forms.owners import AnswerForm
from binaan.portal.queries import tokens
from binaan.portal.views.nominating import not_there
from binaan.programmes.actions import answering
from binaan.programmes.actions.nominating import OWNER
from binaan.programmes.rules.inviting import presence_path


@open_door("the link of the invitation opens it; it names the business invited and nobody else")
def portal_invitation(request, token):
    """What one is invited to, and the answer; it may be changed while the seat is kept."""
    found = tokens.invitation(token) or not_there(request)
    form = AnswerForm(request.POST or None)
    if form.is_valid() and attempt(
        form, answering.answer, participation=found.row, by=OWNER, **form.given()
    ):
        return redirect("portal_invitation", token=token)
    context = tokens.about(found.activity) | {"found": found, "form": form}
    context["presence"] = presence_path(token) if _is_officer(request.user) else ""
    return page(request, "portal/invitation.html", context, status=422 if form.is_bound else 200)


def _is_officer(user) -> bool:
    """Who is signed in and may mark presence: the code of a letter leads him to that page."""
    return user.is_authenticated and user.may(Permission.ATTENDANCE_RECORD)
