"""Campaigns in the browser: all of them, one with its progress, made, changed, opened and closed."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from binaan.access.forms.fields import attempt
from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.intake.actions import campaigning
from binaan.intake.forms.campaigns import CampaignForm
from binaan.intake.queries import campaign_map, conflicts, reviewing
from binaan.intake.queries import campaigns as queries
from binaan.intake.states import CampaignState, ConflictState
from binaan.kit import keyset
from binaan.kit.dates import today
from binaan.kit.pages import page
from binaan.kit.refusing import telling

VIEW, MANAGE, REVIEW = (
    Permission.SUBMISSION_VIEW,
    Permission.FORM_MANAGE,
    Permission.SUBMISSION_REVIEW,
)
TONES = {CampaignState.DRAFT: "", CampaignState.OPEN: "ok", CampaignState.CLOSED: "info"}
MOST_VILLAGES = 200


@requires(VIEW)
def campaign_list(request):
    """The campaigns within reach with how far they are."""
    shown = keyset.page(
        queries.counted(request.user), ("-starts_on", "-pk"), after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )  # fmt: skip
    came = queries.came(request.user, shown.rows)
    waiting = queries.waiting_for_review(request.user)
    rows = [
        {"campaign": one, "came": came.get(one.pk, 0), "waiting": waiting.get(one.pk, 0),
         "tone": TONES[one.state]}
        for one in shown.rows
    ]  # fmt: skip
    context = {"rows": rows, "page": shown, "may_manage": request.user.may(MANAGE)}
    return page(request, "intake/campaign_list.html", context)


@requires(MANAGE)
def campaign_add(request):
    """A new campaign: the form, the place, the days."""
    form = CampaignForm(request.POST or None, user=request.user, initial={"starts_on": today()})
    if request.method == "POST" and form.is_valid():
        wanted = campaigning.Wanted(**form.cleaned_data)
        made = attempt(form, partial(campaigning.make, wanted), by=request.user)
        if made is not None:
            messages.success(request, "Kampanye disusun. Sekarang tentukan sasarannya.")
            return redirect("campaign_targets", pk=made.pk)
    return _form_page(request, form, None)


@requires(MANAGE)
def campaign_edit(request, pk):
    """Other words, days or review of a campaign."""
    campaign = get_object_or_404(queries.managed(request.user), pk=pk)
    fields = campaigning.Wanted._fields
    form = CampaignForm(
        request.POST or None, user=request.user,
        initial={name: getattr(campaign, name) for name in fields},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        wanted = campaigning.Wanted(**form.cleaned_data)
        if attempt(form, partial(campaigning.change, campaign, wanted), by=request.user):
            messages.success(request, "Perubahan disimpan.")
            return redirect("campaign_detail", pk=pk)
    return _form_page(request, form, campaign)


def _form_page(request, form, campaign):
    context = {"form": form, "campaign": campaign}
    return page(request, "intake/campaign_form.html", context, status=422 if form.errors else 200)


@requires(VIEW)
def campaign_detail(request, pk):
    """How far it is: figures, a map, villages and persons."""
    campaign = get_object_or_404(queries.campaigns(request.user), pk=pk)
    stands = queries.standing(request.user, campaign)
    place = campaign_map.place_of(request.user, campaign, request.GET.get("wilayah", ""))
    villages = [part for part in stands.villages if _inside(part.key, place)]
    context = around(request, campaign, "progress") | {
        "progress": stands.progress,
        "persons": stands.persons,
        "villages": villages[:MOST_VILLAGES],
        "more": max(len(villages) - MOST_VILLAGES, 0),
        "place": place,
        "map": campaign_map.drawn(request.user, place, stands.villages),
    }
    return page(request, "intake/campaign_detail.html", context)


def _inside(code: str, place) -> bool:
    return not place.path or code == place.pk or code.startswith(f"{place.pk}.")


def around(request, campaign, here: str) -> dict:
    """What every page of a campaign shows: its tabs with what waits, and what may be done."""
    user = request.user
    open_ = conflicts.conflicts(user).filter(
        state=ConflictState.OPEN, submission__campaign=campaign
    )
    waiting = reviewing.of_campaign(user, campaign, "periksa").count()
    return {
        "campaign": campaign,
        "here": here,
        "tone": TONES[campaign.state],
        "waiting": waiting,
        "disputes": open_.count(),
        "may_manage": queries.managed(user).filter(pk=campaign.pk).exists(),
        "may_review": user.may(REVIEW),
        "may_export": user.may(Permission.EXPORT),
    }


@requires(MANAGE)
@require_POST
def campaign_open(request, pk):
    """From now on phones get its targets."""
    return _moved(
        request, pk, campaigning.open_, "Kampanye dibuka. Ponsel petugas menerima sasarannya."
    )


@requires(MANAGE)
@require_POST
def campaign_close(request, pk):
    """Phones get nothing of it any more."""
    return _moved(
        request, pk, campaigning.close, "Kampanye ditutup. Kiriman yang terlambat tetap diterima."
    )


def _moved(request, pk, act, said: str):
    campaign = get_object_or_404(queries.managed(request.user), pk=pk)
    with telling(request, said):
        act(campaign, by=request.user)
    return redirect("campaign_detail", pk=pk)
