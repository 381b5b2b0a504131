"""Participants in the browser: the list, one of them, inviting, answers, letters, messages."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache

from binaan.access.forms.fields import attempt
from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit.dates import today
from binaan.kit.pages import page
from binaan.kit.refusing import telling
from binaan.programmes.actions import answering, attending, inviting, learning, messaging
from binaan.programmes.forms import taking_part as forms
from binaan.programmes.queries import invitations, participant_pages, taking_part
from binaan.programmes.sheets import letters

VIEW, RECORD = Permission.PROGRAMME_VIEW, Permission.ATTENDANCE_RECORD
PDF = "application/pdf"


@requires(VIEW)
def participant_list(request, pk):
    """Participants of an activity by state, with what is to be done next."""
    activity = get_object_or_404(taking_part.activities(request.user), pk=pk)
    part = request.GET.get("bagian", "semua")
    context = participant_pages.listed(request.user, activity, part, request.GET)
    return page(request, "programmes/participant_list.html", context)


@requires(VIEW)
def participant_detail(request, pk):
    """One participant from the invitation to the last test."""
    row = get_object_or_404(taking_part.participations(request.user), pk=pk)
    context = participant_pages.detail(request.user, row)
    return page(request, "programmes/participant_detail.html", context | _forms())


def _forms() -> dict:
    """The short forms beside a participant, empty."""
    return {
        "answer": forms.AnswerForm(), "drop": forms.DropForm(auto_id="berhenti_%s"),
        "photo": forms.PhotoForm(auto_id="foto_%s"),
        "signed": forms.SignedForm(auto_id="bast_%s"),
    }  # fmt: skip


@requires(RECORD)
def participant_answer(request, pk):
    """What the owner said to the invitation, written down by an officer."""
    form = forms.AnswerForm(request.POST or None)
    return _said(request, pk, "answer", form, action=answering.answer, told="Jawaban tercatat.")


@requires(RECORD)
def participant_drop(request, pk):
    """Somebody stops before the end."""
    form = forms.DropForm(request.POST or None, auto_id="berhenti_%s")
    return _said(
        request, pk, "drop", form, action=attending.drop, told="Tercatat berhenti di tengah."
    )


def _said(request, pk, name: str, form, *, action, told: str):
    """One short form about one participant; a refusal is shown beside it."""
    row = get_object_or_404(taking_part.participations(request.user, RECORD), pk=pk)
    if form.is_valid():
        given = form.given() if hasattr(form, "given") else form.cleaned_data
        if attempt(form, action, participation=row, by=request.user, **given):
            messages.success(request, told)
            return redirect("participant_detail", pk=pk)
    context = participant_pages.detail(request.user, row)
    context |= _forms() | {name: form}
    return page(request, "programmes/participant_detail.html", context,
                status=422 if form.is_bound else 200)  # fmt: skip


@requires(RECORD)
def participant_invite(request, pk):
    """Everyone chosen is invited."""
    return _act(request, pk, participant_pages.to_invite, inviting.invite, _invited)


def _invited(made) -> str:
    return f"{len(made)} usaha diundang. Cetak suratnya atau kirim pesan."


@requires(RECORD)
def participant_refill(request, pk):
    """Late invitations are closed, empty seats offered to who waits."""
    return _act(request, pk, participant_pages.to_refill, inviting.refill, _refilled)


def _refilled(done) -> str:
    empty = f" {done.empty} kursi tetap kosong: daftar tunggu habis." if done.empty else ""
    return f"{done.called} usaha dipanggil dari daftar tunggu.{empty}"


@requires(RECORD)
def participant_end(request, pk):
    """Says of every participant how the activity ended."""

    def foretold(user, activity):
        return participant_pages.to_end(user, activity, today())

    return _act(request, pk, foretold, learning.end, _ended)


def _ended(done) -> str:
    lacking = f" {done.untested} peserta masih kurang nilai postes." if done.untested else ""
    return (
        f"{done.passed} menyelesaikan, {done.dropped} berhenti di tengah, "
        f"{done.absent} tidak hadir.{lacking}"
    )


def _act(request, pk, foretold, action, told):
    """What an act would do; POST does it."""
    activity = get_object_or_404(taking_part.activities(request.user, RECORD), pk=pk)
    if request.method == "POST":
        with telling(request):
            done = action(activity, on=today(), by=request.user)
            messages.success(request, told(done))
        return redirect("participant_list", pk=pk)
    context = {"activity": activity, **foretold(request.user, activity)}
    return page(request, "programmes/participant_act.html", context)


@requires(RECORD)
def participant_send(request, pk):
    """Messages are written to who is invited and handed to the gateway."""
    activity = get_object_or_404(taking_part.activities(request.user, RECORD), pk=pk)
    form = forms.SendForm(request.POST or None)
    if form.is_valid():
        _write(request, activity, form.cleaned_data["channel"])
        _told(request, activity, messaging.deliver(activity, by=request.user))
        return redirect("participant_list", pk=pk)
    context = {"activity": activity, "form": form,
               **participant_pages.waiting(request.user, activity)}  # fmt: skip
    return page(request, "programmes/participant_send.html", context)


def _told(request, activity, sent) -> None:
    """What left, what failed, and who can only be reached by letter."""
    silent = taking_part.unsent(request.user, activity).filter(to="").count()
    if sent.sent:
        messages.success(request, f"{sent.sent} pesan diserahkan kepada pengirim.")
    if sent.failed:
        messages.error(request, f"{sent.failed} pesan gagal; coba lagi nanti.")
    if silent:
        messages.warning(request, f"{silent} usaha tanpa nomor telepon; antarkan suratnya.")


def _write(request, activity, channel: str) -> None:
    """New messages; where all were written before, only what did not leave is tried again."""
    site = request.build_absolute_uri("/")
    try:
        messaging.write(activity, channel=channel, site=site, by=request.user)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))


@never_cache
@requires(RECORD)
def participant_letters(request, pk):
    """The letters of everybody invited, a page each; noted in the trail."""
    activity = get_object_or_404(taking_part.activities(request.user, RECORD), pk=pk)
    rows = invitations.addressed(request.user, activity)
    if not rows:
        messages.warning(request, "Belum ada yang diundang.")
        return redirect("participant_list", pk=pk)
    site = request.build_absolute_uri("/")
    made = letters.letters(request.user, activity, rows, on=today(), site=site)
    messaging.note_letters(activity, invited=rows, by=request.user)
    return download(made, f"undangan-{activity.short_number}.pdf")


def download(content: bytes, name: str) -> HttpResponse:
    """A PDF that is kept nowhere."""
    answer = HttpResponse(content, content_type=PDF)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
