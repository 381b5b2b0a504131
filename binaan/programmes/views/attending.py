"""Presence and learning in the browser: a session called by name, a QR code, tests, goods."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache

from binaan.access.forms.fields import attempt
from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit.dates import today
from binaan.kit.pages import page
from binaan.programmes.actions import attending, handing_over, learning
from binaan.programmes.choices import Presence, PresenceWay
from binaan.programmes.forms import taking_part as forms
from binaan.programmes.queries import invitations, participant_pages, taking_part
from binaan.programmes.rules import attending as rules
from binaan.programmes.sheets import letters
from binaan.programmes.views.taking_part import download

VIEW, RECORD = Permission.PROGRAMME_VIEW, Permission.ATTENDANCE_RECORD


@requires(RECORD)
def participant_attend(request, pk):
    """One session: everybody expected, called by name."""
    session = get_object_or_404(taking_part.session_of(request.user), pk=pk)
    whole = rules.length(session.begins, session.ends)
    form = forms.PresenceForm(
        request.POST or None, rows=taking_part.expected(request.user, session.activity),
        marked=taking_part.marked(request.user, session), whole=whole,
        usual=Presence.FULL if "semua" in request.GET else "",
    )  # fmt: skip
    if form.is_valid():
        count = attempt(form, attending.attend, session=session, marks=form.marks(),
                        way=PresenceWay.NAME, by=request.user)  # fmt: skip
        if count is not None:
            messages.success(request, f"Kehadiran {count} peserta dicatat.")
            return redirect("participant_list", pk=session.activity_id)
    context = {"session": session, "activity": session.activity, "form": form, "length": whole,
               "all": "semua" in request.GET,
               "ready": session.on <= today(), "code": forms.CodeForm(),
               **participant_pages.rights(request.user, session.activity)}  # fmt: skip
    return page(request, "programmes/participant_attend.html", context,
                status=422 if form.is_bound else 200)  # fmt: skip


@requires(RECORD)
def participant_scanned(request, pk):
    """A code sent by a scanner at the door: who it is is present in this session, at once."""
    session = get_object_or_404(taking_part.session_of(request.user), pk=pk)
    form = forms.CodeForm(request.POST or None)
    if form.is_valid():
        _present(request, session, form.cleaned_data["code"])
    return redirect("participant_attend", pk=pk)


def _present(request, session, token: str) -> bool:
    """Mark who stands behind a code present; says in a message what came of it."""
    found = participant_pages.scanned(request.user, token)
    if found is None or found["activity"].pk != session.activity_id:
        messages.error(request, "Kode ini bukan undangan kegiatan ini, atau di luar wilayah Anda.")
        return False
    marks = {found["row"].pk: rules.Mark(Presence.FULL)}
    try:
        attending.attend(session, marks=marks, way=PresenceWay.QR, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return False
    messages.success(request, f"{found['row'].business} hadir.")
    return True


@requires(RECORD)
def participant_scan(request, token):
    """The page behind the QR code of a participant: who it is, and one button for today's session."""
    context = participant_pages.scanned(request.user, token)
    if context is None:
        raise Http404
    if request.method == "POST":
        session = next(
            (one for one, _there in context["sessions"] if str(one.pk) == request.POST.get("sesi")),
            None,
        )
        if session is None:
            messages.error(request, "Sesi itu tidak berlangsung hari ini.")
        else:
            _present(request, session, token)
        return redirect("participant_scan", token=token)
    return page(request, "programmes/participant_scan.html", context)


@requires(RECORD)
def participant_tests(request, pk):
    """Tests, satisfaction and products of everybody who was there."""
    activity = get_object_or_404(taking_part.activities(request.user, RECORD), pk=pk)
    form = forms.LearningForm(
        request.POST or None, rows=taking_part.to_test(request.user, activity)
    )
    if form.is_valid():
        count = attempt(form, learning.learn, activity=activity, learned=form.learned(),
                        by=request.user)  # fmt: skip
        if count is not None:
            messages.success(request, f"Hasil belajar {count} peserta dicatat.")
            return redirect("participant_list", pk=pk)
    context = {"activity": activity, "form": form}
    return page(request, "programmes/participant_tests.html", context,
                status=422 if form.is_bound else 200)  # fmt: skip


@requires(RECORD)
def participant_handover(request, pk):
    """Goods are handed over to a participant with a BAST."""
    row = get_object_or_404(taking_part.participations(request.user, RECORD), pk=pk)
    form = forms.HandoverForm(request.POST or None, initial={
        "number": invitations.next_number(request.user, row.activity, today()),
        "received_by": row.owner.name if row.owner else "", "given_by": request.user.name,
    })  # fmt: skip
    if form.is_valid():
        head = {name: form.cleaned_data[name] for name in forms.HEAD}
        given = handing_over.Given(**head, goods=form.goods())
        made = attempt(
            form, handing_over.hand_over, participation=row, given=given, by=request.user
        )
        if made is not None:
            messages.success(request, "Serah terima tercatat. Cetak BAST, lalu tanda tangani.")
            return redirect("participant_detail", pk=pk)
    context = {"row": row, "activity": row.activity, "form": form}
    return page(request, "programmes/participant_handover.html", context,
                status=422 if form.is_bound else 200)  # fmt: skip


@never_cache
@requires(RECORD)
def participant_handover_paper(request, pk):
    """The BAST as a PDF; noted in the trail."""
    row = get_object_or_404(invitations.handover_rows(request.user), pk=pk)
    made = letters.handover(request.user, row, on=today())
    handing_over.note_paper(row, by=request.user)
    return download(made, f"bast-{row.activity.short_number}.pdf")
