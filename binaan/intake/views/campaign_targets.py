"""The targets of a campaign in the browser: added, given to people, settled."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from binaan.access.forms.fields import attempt
from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.intake.actions import campaigning
from binaan.intake.forms.campaigns import GiveForm, QuotaForm, RollForm, SettleForm, ShareForm
from binaan.intake.queries import campaigns as queries
from binaan.intake.queries import rolls
from binaan.intake.states import TargetState
from binaan.intake.views.campaigns import around
from binaan.kit import keyset
from binaan.kit.pages import page
from binaan.kit.refusing import telling

VIEW, MANAGE = Permission.SUBMISSION_VIEW, Permission.FORM_MANAGE
SIZE = 50
PARTS = {
    "menunggu": ("Belum didatangi", {"state": TargetState.WAITING}),
    "belum-dibagi": ("Belum dibagikan", {"state": TargetState.WAITING, "officer": None}),
    "selesai": ("Selesai", {"state": TargetState.DONE}),
    "lain": ("Menolak, tidak ditemukan, dikeluarkan", {
        "state__in": [TargetState.REFUSED, TargetState.NOT_FOUND, TargetState.DROPPED]}),
}  # fmt: skip


@requires(VIEW)
def campaign_targets(request, pk):
    """Who is visited and by whom; POST gives the marked ones to a person or takes them back."""
    campaign = get_object_or_404(queries.campaigns(request.user), pk=pk)
    if request.method == "POST":
        return _given(request, campaign)
    part = request.GET.get("bagian", "")
    part = part if part in PARTS else "menunggu"
    found = queries.targets(request.user, campaign).filter(**PARTS[part][1])
    context = around(request, campaign, "targets") | {
        "rows": keyset.page(found, ("order", "pk"), after=request.GET.get("after", ""),
                            before=request.GET.get("before", ""), size=SIZE),
        "chips": [{"label": label, "url": f"?bagian={key}", "active": key == part}
                  for key, (label, _where) in PARTS.items()],
        "part": part,
    }  # fmt: skip
    if context["may_manage"]:
        officers = queries.officers(request.user, campaign)
        context |= {
            "give": GiveForm(officers=officers), "share": ShareForm(officers=officers),
            "free": sum(queries.villages_waiting(request.user, campaign).values()),
        }  # fmt: skip
    return page(request, "intake/campaign_targets.html", context)


def _given(request, campaign):
    """Mark and give. The right is asked of the action too."""
    if not request.user.may(MANAGE):
        raise PermissionDenied("Tugas Anda tidak mencakup membagikan sasaran.")
    officers = queries.officers(request.user, campaign)
    form = GiveForm(request.POST, officers=officers)
    marked = [key for key in request.POST.getlist("baris") if _is_key(key)][:SIZE]
    rows = list(queries.targets(request.user, campaign, MANAGE).filter(pk__in=marked))
    if not rows or not form.is_valid():
        messages.error(request, "Tandai sasarannya dan pilih petugasnya.")
        return redirect(request.get_full_path())
    officer = form.cleaned_data["officer"]
    with telling(request):
        moved = campaigning.assign(campaign, rows, officer=officer, by=request.user)
        words = f"diberikan kepada {officer}" if officer else "ditarik kembali"
        messages.success(request, f"{moved} sasaran {words}.")
    return redirect(request.get_full_path())


def _is_key(text: str) -> bool:
    return len(text) == 36 and text.replace("-", "").isalnum()


@requires(MANAGE)
def campaign_targets_add(request, pk):
    """Two ways: records to be visited, or a number of new ones in each village."""
    campaign = get_object_or_404(queries.managed(request.user), pk=pk)
    roll = rolls.roll_of(request.user, campaign)
    sent = request.POST.get("buat", "")
    start = {"place": campaign.place}
    listed = roll and RollForm(
        request.POST if sent == "rekaman" else None, user=request.user, roll=roll, initial=start,
        sources=rolls.sources(request.user, campaign), auto_id="rekaman_%s",
    )  # fmt: skip
    quota = QuotaForm(
        request.POST if sent == "jumlah" else None, user=request.user, initial=start,
        auto_id="jumlah_%s",
    )  # fmt: skip
    added = None
    if listed and listed.is_bound and listed.is_valid():
        added = _add_records(request, campaign, listed)
    elif quota.is_bound and quota.is_valid():
        added = _add_quotas(request, campaign, quota)
    if added is not None:
        messages.success(request, f"{added} sasaran baru ditambahkan.")
        return redirect("campaign_targets", pk=pk)
    context = {"campaign": campaign, "roll": roll, "listed": listed, "quota": quota}
    status = 422 if request.method == "POST" else 200
    return page(request, "intake/campaign_targets_add.html", context, status=status)


def _add_records(request, campaign, form):
    given = form.cleaned_data
    found = rolls.listed(
        request.user, campaign, place=given["place"], which=given["which"],
        source=given.get("source"),
    )  # fmt: skip
    return attempt(form, partial(campaigning.add_records, campaign, found), by=request.user)


def _add_quotas(request, campaign, form):
    villages = rolls.villages(request.user, form.cleaned_data["place"])
    quotas = dict.fromkeys(villages, form.cleaned_data["expected"])
    return attempt(form, partial(campaigning.add_quotas, campaign, quotas), by=request.user)


@requires(MANAGE)
@require_POST
def campaign_share(request, pk):
    """Whole villages nobody has, shared out among the marked persons."""
    campaign = get_object_or_404(queries.managed(request.user), pk=pk)
    form = ShareForm(request.POST, officers=queries.officers(request.user, campaign))
    if not form.is_valid():
        messages.error(request, "Pilih paling sedikit satu petugas.")
        return redirect("campaign_targets", pk=pk)
    with telling(request):
        moved = campaigning.share_out(campaign, form.cleaned_data["officers"], by=request.user)
        messages.success(request, f"{moved} sasaran dibagikan, desa demi desa.")
    return redirect("campaign_targets", pk=pk)


@requires(VIEW)
def target_detail(request, pk, target):
    """One target: who has it, what came of it; POST says it refused, was not found, or waits again."""
    campaign = get_object_or_404(queries.campaigns(request.user), pk=pk)
    row = get_object_or_404(queries.targets(request.user, campaign), pk=target)
    may_settle = row.state != TargetState.DONE and (
        queries.managed(request.user).filter(pk=campaign.pk).exists()
    )
    form = None
    if may_settle:
        form = SettleForm(request.POST or None, initial={"state": row.state, "why": row.state_why})
        if request.method == "POST" and form.is_valid():
            settle = partial(campaigning.settle, row, **form.cleaned_data)
            if attempt(form, settle, by=request.user):
                messages.success(request, "Keadaan sasaran dicatat.")
                return redirect("campaign_targets", pk=pk)
    came = queries.answers(request.user, campaign).filter(target=row).order_by("-received_at")
    context = {"campaign": campaign, "row": row, "form": form, "came": came[:20]}
    return page(request, "intake/target_detail.html", context,
                status=422 if form is not None and form.errors else 200)  # fmt: skip
