"""What is done with the answers of a campaign: review, quality, call-backs, conflicts."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.intake.actions import calling_back, reviewing
from binaan.intake.parameters import limits
from binaan.intake.queries import campaigns as queries
from binaan.intake.queries import conflicts, quality
from binaan.intake.queries import reviewing as read
from binaan.intake.rules.fieldwork import LABELS
from binaan.intake.states import CallBackResult, ConflictState
from binaan.intake.views.campaigns import around
from binaan.kit import keyset
from binaan.kit.dates import today
from binaan.kit.pages import page
from binaan.kit.refusing import telling

VIEW, REVIEW = Permission.SUBMISSION_VIEW, Permission.SUBMISSION_REVIEW
SIZE = 50
PARTS = {
    "periksa": "Menunggu pemeriksaan", "kembali": "Dikembalikan", "teruskan": "Diteruskan",
    "sisih": "Disisihkan dan digantikan",
}  # fmt: skip
TONES = {
    CallBackResult.WAITING: "", CallBackResult.AGREES: "ok", CallBackResult.DIFFERS: "warn",
    CallBackResult.UNREACHED: "info", CallBackResult.NEVER_VISITED: "bad",
}  # fmt: skip


@requires(VIEW)
def campaign_review(request, pk):
    """The answers of a campaign with their marks; those that wait may be approved several at once."""
    campaign = get_object_or_404(queries.campaigns(request.user), pk=pk)
    part = request.GET.get("bagian", "")
    part = part if part in PARTS else "periksa"
    found = read.of_campaign(request.user, campaign, part)
    if request.GET.get("petugas", "").isdigit():
        found = found.filter(sender=request.GET["petugas"])
    shown = keyset.page(found, ("-received_at", "-id"), after=request.GET.get("after", ""),
                        before=request.GET.get("before", ""), size=SIZE)  # fmt: skip
    marks = quality.marks(request.user, campaign) if shown.rows else {}
    disputed = set(conflicts.in_dispute(request.user, [row.pk for row in shown.rows]))
    rows = [
        {"row": row, "marks": marks.get(str(row.pk), []), "disputed": row.pk in disputed,
         "own": row.sender_id == request.user.pk}
        for row in shown.rows
    ]  # fmt: skip
    context = around(request, campaign, "review") | {
        "rows": rows, "page": shown, "part": part, "labels": LABELS,
        "chips": [{"label": label, "url": f"?bagian={key}", "active": key == part}
                  for key, label in PARTS.items()],
    }  # fmt: skip
    return page(request, "intake/campaign_review.html", context)


@requires(REVIEW)
@require_POST
def campaign_approve(request, pk):
    """Approve the marked ones; those in dispute and one's own stay."""
    campaign = get_object_or_404(queries.campaigns(request.user), pk=pk)
    marked = [key for key in request.POST.getlist("baris") if len(key) == 36][:SIZE]
    with telling(request):
        rows = list(read.submissions(request.user, REVIEW).filter(campaign=campaign, pk__in=marked))
        if not rows:
            raise ValidationError("Tandai kiriman yang disetujui.")
        done = reviewing.approve(rows, by=request.user)
        messages.success(request, _approved(done, len(rows) - done))
    return redirect("campaign_review", pk=pk)


def _approved(done: int, left: int) -> str:
    said = f"{done} kiriman disetujui dan diteruskan."
    if left:
        said += f" {left} dilewati: masih berbeda dengan yang lain, kiriman sendiri, atau sudah diperiksa."
    return said


@requires(VIEW)
def campaign_quality(request, pk):
    """The quality of each person's interviews, and what the office takes as a limit."""
    campaign = get_object_or_404(queries.campaigns(request.user), pk=pk)
    chosen, share = limits(campaign.office, today())
    context = around(request, campaign, "quality") | {
        "rows": quality.persons(request.user, campaign),
        "kinds": [{"key": key, "label": label} for key, label in LABELS.items()],
        "usual": quality.looked(request.user, campaign).usual,
        "limits": chosen,
        "share": round(100 * share),
        "least": quality.LEAST_SHOWN,
    }
    return page(request, "intake/campaign_quality.html", context)


@requires(VIEW)
def campaign_call_backs(request, pk):
    """Who was drawn, what came of each call; POST draws."""
    campaign = get_object_or_404(queries.campaigns(request.user), pk=pk)
    found = read.call_backs(request.user, campaign).order_by("result", "drawn_at", "pk")
    waiting = found.filter(result__in=[CallBackResult.WAITING, CallBackResult.UNREACHED])
    part = "sudah" if request.GET.get("bagian") == "sudah" else "belum"
    shown = keyset.page(
        found.exclude(pk__in=waiting.values("pk")) if part == "sudah" else waiting,
        ("drawn_at", "pk"), after=request.GET.get("after", ""),
        before=request.GET.get("before", ""), size=SIZE,
    )  # fmt: skip
    context = around(request, campaign, "call_backs") | {
        "rows": [{"row": row, "tone": TONES[row.result],
                  "own": row.submission.sender_id == request.user.pk} for row in shown.rows],
        "page": shown, "part": part,
        "persons": [row for row in quality.persons(request.user, campaign) if row.differs],
        "chips": [{"label": label, "url": f"?bagian={key}", "active": key == part}
                  for key, label in (("belum", "Belum terhubung"), ("sudah", "Sudah"))],
    }  # fmt: skip
    return page(request, "intake/campaign_call_backs.html", context)


@requires(REVIEW)
@require_POST
def campaign_draw(request, pk):
    """Draw the interviews that are asked again."""
    campaign = get_object_or_404(queries.campaigns(request.user), pk=pk)
    with telling(request):
        drawn = calling_back.draw(campaign, by=request.user)
        messages.success(request, f"{drawn} wawancara diundi untuk ditelepon ulang.")
    return redirect("campaign_call_backs", pk=pk)


@requires(VIEW)
def campaign_conflicts(request, pk):
    """What two tellings of one record disagree about."""
    campaign = get_object_or_404(queries.campaigns(request.user), pk=pk)
    part = "sudah" if request.GET.get("bagian") == "sudah" else "belum"
    found = conflicts.conflicts(request.user).filter(submission__campaign=campaign)
    found = found.exclude(state=ConflictState.OPEN) if part == "sudah" else found.filter(
        state=ConflictState.OPEN
    )  # fmt: skip
    shown = keyset.page(found, ("found_at", "pk"), after=request.GET.get("after", ""),
                        before=request.GET.get("before", ""), size=SIZE)  # fmt: skip
    context = around(request, campaign, "conflicts") | {
        "page": shown, "part": part,
        "chips": [{"label": label, "url": f"?bagian={key}", "active": key == part}
                  for key, label in (("belum", "Menunggu putusan"), ("sudah", "Sudah diputuskan"))],
    }  # fmt: skip
    return page(request, "intake/campaign_conflicts.html", context)
