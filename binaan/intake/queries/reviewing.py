"""What waits for review, and one submission as its reviewer reads it."""

from typing import NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery

from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.intake.models import (
    CallBack,
    Campaign,
    Review,
    ReviewKind,
    Submission,
    SubmissionState,
)
from binaan.intake.queries import campaigns
from binaan.intake.queries.choosing import chosen
from binaan.intake.reviewed import answers_now, asked_in
from binaan.intake.rules import questioned
from binaan.kit.masking import mask_all

VIEW, REVIEW = Permission.SUBMISSION_VIEW, Permission.SUBMISSION_REVIEW
PARTS = {
    "periksa": (SubmissionState.REVIEW,),
    "kembali": (SubmissionState.RETURNED,),
    "teruskan": (SubmissionState.READY, SubmissionState.HANDED, SubmissionState.KEPT),
    "sisih": (SubmissionState.SET_ASIDE, SubmissionState.REPLACED, SubmissionState.BROKEN),
}


class Line(NamedTuple):
    """An answer in words. `was`: the raw one where it was corrected; personal ones are masked."""

    path: str
    label: str
    value: str
    was: str
    corrected: bool
    personal: bool


def submissions(user: User, permission: Permission = VIEW) -> QuerySet[Submission]:
    """Submissions within reach, with what their pages need."""
    found = Submission.objects.permitted(user, permission)
    return found.select_related(
        "sender", "place__parent", "target", "campaign__office", "campaign__place", "form",
        "version__form", "office", "form_place", "replaces",
    )  # fmt: skip


def of_campaign(user: User, campaign: Campaign, part: str) -> QuerySet[Submission]:
    """The submissions of a campaign in one of PARTS; whole forms stay in the store."""
    found = submissions(user).filter(campaign=campaign, state__in=PARTS[part])
    return found.defer("answers", "meta", "version__xform", "version__definition")


def lines(user: User, row: Submission) -> list[Line]:
    """The answers outside repeats, as corrected, in the order of the form."""
    now, asked = answers_now(row), asked_in(row.version)
    both = [(one, str(said.get(one.path, ""))) for one in asked for said in (now, row.answers)]
    known = chosen(user, row.version, both)
    made = []
    for one in asked:
        said, raw = now.get(one.path, ""), row.answers.get(one.path, "")
        if one.repeat or not isinstance(said, str) or not (said or raw):
            continue
        shown, was = (known.get(text) or one.words(text) for text in (said, str(raw)))
        if one.personal:
            shown, was = mask_all(shown) if shown else "", mask_all(was) if was else ""
        made.append(Line(one.path, one.label, shown, was, said != raw, one.personal))
    return made


def correctable(user: User, row: Submission) -> list[questioned.Question]:
    """The questions one answer of which can be corrected here: words, numbers, days and choices."""
    return [
        one for one in asked_in(row.version)
        if not one.repeat and one.kind not in questioned.NOT_WORDS
    ]  # fmt: skip


def reviews(user: User, row: Submission) -> list[Review]:
    """What was decided about a submission within reach, the latest first."""
    return list(row.reviews.order_by("-at", "-pk"))


def returned_to(user: User) -> QuerySet[Submission]:
    """This person's own submissions that came back, each with its last reason (`why`)."""
    last = Review.objects.filter(submission=OuterRef("pk"), kind=ReviewKind.RETURN).order_by("-at")
    found = Submission.objects.filter(sender=user.pk, state=SubmissionState.RETURNED)
    found = found.annotate(why=Subquery(last.values("reason")[:1]))
    return found.select_related("form", "campaign").order_by("-received_at")


def call_backs(user: User, campaign: Campaign, permission: Permission = VIEW) -> QuerySet[CallBack]:
    """The call-backs of a campaign whose submissions lie within reach and still count."""
    mine = campaigns.answers(user, campaign, permission).values("pk")
    found = CallBack.objects.filter(campaign=campaign, submission__in=mine)
    return found.select_related("submission__sender", "submission__place", "campaign")
