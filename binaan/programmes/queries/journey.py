"""What programmes tell on the page of a business: its journey, and where its coaching stands."""

from datetime import datetime

from django.urls import NoReverseMatch, reverse
from django.utils.timezone import localdate

from binaan.access.permissions import Permission
from binaan.kit.dates import long_date, today
from binaan.kit.masking import mask_text
from binaan.programmes.choices import CaseOutcome, FollowUpState, ParticipationState
from binaan.programmes.models import (
    Activity,
    Case,
    Certificate,
    FollowUp,
    Participation,
    Pathway,
    Service,
)
from binaan.programmes.queries import nominations
from binaan.programmes.rules.certificates import kind_of
from binaan.registry.models import Business
from binaan.registry.queries.timeline import Happening

VIEW = Permission.PROGRAMME_VIEW
MISSED = (
    ParticipationState.DECLINED, ParticipationState.LAPSED, ParticipationState.ABSENT,
    ParticipationState.DROPPED,
)  # fmt: skip
BEGINNINGS = (
    ("Buka kasus", "case_add", Permission.FOLLOW_UP),
    ("Urus sertifikat", "facilitation_add", Permission.FACILITATE),
)
WELL = (CaseOutcome.SOLVED, CaseOutcome.PARTLY)


def journey(user, business: Business) -> list[Happening]:
    """Nominations, services, what was missed, follow-ups, cases and certificates, in reach."""
    if not user.may(VIEW):
        return []
    return [
        *_nominations(user, business),
        *_services(user, business),
        *_missed(user, business),
        *_followed(user, business),
        *_cases(user, business),
        *_certificates(user, business),
    ]


def _reached(model, user, business: Business):
    return model.objects.permitted(user, VIEW).filter(business=business)


def _page(name: str, pk) -> str:
    """Where a record is shown; "" where it has no page of its own."""
    try:
        return reverse(name, args=[pk])
    except NoReverseMatch:
        return ""


def _day(moment: datetime):
    return localdate(moment)


def _nominations(user, business: Business) -> list[Happening]:
    rows = nominations.nominations(user).filter(business=business)
    return [
        Happening(_day(one.at), "Mendaftar kegiatan", one.by, one.activity.title,
                  url=_page("nomination_list", one.activity_id), link="lihat pendaftaran")
        for one in rows
    ]  # fmt: skip


def _services(user, business: Business) -> list[Happening]:
    seen = set(Activity.objects.permitted(user, VIEW).filter(services__business=business)
               .values_list("pk", flat=True))  # fmt: skip
    found = []
    for one in _reached(Service, user, business).select_related("activity", "office"):
        here = one.activity_id in seen
        url = _page("activity_detail", one.activity_id) if here else ""
        text = one.activity.title if one.activity else one.topic
        found.append(Happening(one.on, one.get_kind_display(), one.office.name, text, url=url,
                               link="lihat kegiatan", tone="ok"))  # fmt: skip
    return found


def _missed(user, business: Business) -> list[Happening]:
    rows = _reached(Participation, user, business).filter(state__in=MISSED)
    return [
        Happening(
            _day(one.answered_at or one.made_at), one.get_state_display(), "",
            "; ".join(part for part in (one.activity.title, _why(one)) if part), tone="warn",
        )
        for one in rows.select_related("activity")
    ]  # fmt: skip


def _why(one: Participation) -> str:
    return mask_text(one.declined_why or one.dropped_why)


def _followed(user, business: Business) -> list[Happening]:
    done = _reached(FollowUp, user, business).filter(state=FollowUpState.DONE)
    return [
        Happening(one.done_on, one.get_kind_display(), one.done_by, mask_text(one.outcome),
                  url=_page("follow_up_detail", one.pk), link="lihat tindak lanjut", tone="ok")
        for one in done
    ]  # fmt: skip


def _cases(user, business: Business) -> list[Happening]:
    found = []
    for one in _reached(Case, user, business):
        page = {"url": _page("case_detail", one.pk), "link": "lihat kasus"}
        text = mask_text(one.problem)
        found.append(Happening(one.opened_on, "Kasus pembinaan dibuka", one.made_by, text, **page))
        if one.closed_on:
            title = f"Kasus ditutup: {one.get_outcome_display().lower()}"
            tone = "ok" if one.outcome in WELL else "warn"
            found.append(Happening(one.closed_on, title, one.closed_by, mask_text(one.result),
                                   tone=tone, **page))  # fmt: skip
    return found


def _certificates(user, business: Business) -> list[Happening]:
    found = []
    for one in _reached(Certificate, user, business):
        page = {"url": _page("certificate_detail", one.pk), "link": "lihat sertifikat"}
        title = f"Sertifikat {kind_of(one.kind).short} terbit"
        found.append(Happening(one.issued_on, title, one.issuer, one.number, tone="ok", **page))
        if one.revoked_on:
            title = f"Sertifikat {kind_of(one.kind).short} dicabut"
            found.append(Happening(one.revoked_on, title, "", mask_text(one.revoked_why),
                                   tone="bad", **page))  # fmt: skip
    return found


def section(user, business: Business) -> dict | None:
    """The card beside the journey: the path's stage, what is due next, what can be begun from here."""
    if not user.may(VIEW):
        return None
    path = _reached(Pathway, user, business).filter(closed_on__isnull=True)
    path = path.select_related("officer").first()
    due = _reached(FollowUp, user, business).filter(state=FollowUpState.DUE).order_by("due").first()
    services = list(_reached(Service, user, business).order_by("on").values_list("on", flat=True))
    return {
        "stage": path.get_stage_display() if path else "",
        "path_url": _page("pathway_detail", path.pk) if path else "",
        "acts": _acts(user, business),
        "officer": str(path.officer) if path and path.officer else "",
        "services": len(services), "latest": long_date(services[-1]) if services else "",
        "due": due, "late": bool(due and due.due < today()),
        "due_url": _page("follow_up_detail", due.pk) if due else "",
        "card": reverse("card_detail", args=[business.pk]) if business.merged_into_id is None else "",
    }  # fmt: skip


def _acts(user, business: Business) -> list[tuple[str, str]]:
    """What this user may begin for a business, label and address; nothing for one merged away."""
    if business.merged_into_id is not None:
        return []
    here = f"?usaha={business.pk}"
    return [
        (label, reverse(name) + here) for label, name, permission in BEGINNINGS
        if user.may(permission)
    ]  # fmt: skip
