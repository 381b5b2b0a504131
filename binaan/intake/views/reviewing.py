"""One submission, one call-back, one conflict, each decided on a page of its own."""

from functools import partial
from typing import NamedTuple

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from binaan.access.forms.fields import attempt
from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.intake.actions import calling_back, disputing, reviewing
from binaan.intake.forms.reviewing import (
    AsideForm,
    CallBackForm,
    CorrectForm,
    DecideForm,
    ReturnForm,
)
from binaan.intake.queries import campaigns, conflicts, quality, sides
from binaan.intake.queries import reviewing as read
from binaan.intake.queries.submission_pages import record_of
from binaan.intake.reviewed import asked_in
from binaan.intake.rules.questioned import asked_again
from binaan.intake.states import CallBackResult, ConflictState, SubmissionState
from binaan.kit.pages import page

VIEW, REVIEW = Permission.SUBMISSION_VIEW, Permission.SUBMISSION_REVIEW


class Act(NamedTuple):
    """A form of the page: its key, its title, its button; `run(given)` does it."""

    key: str
    title: str
    button: str
    form: forms.Form
    said: str
    run: object


@requires(VIEW)
def submission_review(request, pk):
    """One submission: its answers, marks, what was decided. POST approves or does one of the acts."""
    row = get_object_or_404(read.submissions(request.user), pk=pk)
    acts = _acts(request, row)
    if request.method == "POST":
        if not request.user.may(REVIEW):
            raise PermissionDenied("Tugas Anda tidak mencakup memeriksa kiriman.")
        done = _done(request, row, acts)
        if done:
            messages.success(request, done)
            return redirect(_next(row))
    marks = quality.marks(request.user, row.campaign) if row.campaign else {}
    context = {
        "row": row, "lines": read.lines(request.user, row), "acts": acts,
        "reviews": read.reviews(request.user, row), "marks": marks.get(str(row.pk), []),
        "disputes": conflicts.conflicts(request.user).filter(submission=row),
        "may_approve": bool(acts) and row.state == SubmissionState.REVIEW,
        "photos": row.attachments.filter(file__isnull=False).count(),
    }  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return page(request, "intake/submission_review.html", context, status=status)


def _acts(request, row) -> list[Act]:
    if not reviewing.may_review(row, by=request.user):
        return []
    asked = read.correctable(request.user, row)
    back = _bound(request, "kembalikan", ReturnForm)
    right = _bound(request, "koreksi", CorrectForm, asked=asked)
    aside = _bound(request, "sisihkan", AsideForm)
    by = request.user
    return [
        Act("kembalikan", "Kembalikan ke petugas", "Kembalikan", back,
            "Kiriman dikembalikan ke ponsel petugas.",
            lambda given: reviewing.give_back(row, reason=given["reason"], by=by)),
        Act("koreksi", "Koreksi satu jawaban", "Simpan koreksi", right,
            "Koreksi disimpan di samping jawaban asli.",
            lambda given: reviewing.correct(
                row, {given["path"]: given["value"]}, reason=given["reason"], by=by)),
        Act("sisihkan", "Sisihkan", "Sisihkan", aside, "Kiriman disisihkan.",
            lambda given: reviewing.set_aside(row, reason=given["reason"], by=by)),
    ]  # fmt: skip


def _bound(request, key: str, form, **given):
    sent = request.method == "POST" and request.POST.get("buat") == key
    return form(request.POST if sent else None, auto_id=f"{key}_%s", **given)


def _done(request, row, acts: list[Act]) -> str:
    """What to say when it was done; "" when it was not."""
    if request.POST.get("buat") == "setujui":
        form = forms.Form({})
        form.is_valid()
        if attempt(form, partial(reviewing.approve, [row]), by=request.user):
            return "Kiriman disetujui dan diteruskan."
        messages.error(request, " ".join(form.non_field_errors()))
        return ""
    one = next((act for act in acts if act.form.is_bound), None)
    if one is None or not one.form.is_valid():
        return ""
    return one.said if attempt(one.form, partial(one.run, one.form.cleaned_data)) else ""


def _next(row) -> str:
    """Back to what waits; a submission without a campaign stays where it is."""
    if row.campaign_id:
        return reverse("campaign_review", args=[row.campaign_id])
    return reverse("submission_review", args=[row.pk])


@requires(VIEW)
def call_back_detail(request, pk, call):
    """Ask again by telephone: the questions, without what was answered before."""
    campaign = get_object_or_404(campaigns.campaigns(request.user), pk=pk)
    row = get_object_or_404(read.call_backs(request.user, campaign), pk=call)
    submission = read.submissions(request.user).get(pk=row.submission_id)
    asked = asked_again(asked_in(submission.version))
    may = submission.sender_id != request.user.pk and (
        read.submissions(request.user, REVIEW).filter(pk=submission.pk).exists()
    )
    form = CallBackForm(request.POST or None, asked=asked) if may else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied("Panggilan ulang dilakukan orang lain yang bertugas memeriksa.")
        if form.is_valid() and attempt(form, partial(_called, row, form), by=request.user):
            messages.success(request, "Hasil panggilan dicatat.")
            return redirect("campaign_call_backs", pk=pk)
    context = {
        "campaign": campaign, "row": row, "submission": submission, "form": form,
        "record": record_of(request.user, submission),
    }  # fmt: skip
    return page(request, "intake/call_back_detail.html", context,
                status=422 if request.method == "POST" else 200)  # fmt: skip


def _called(row, form, *, by):
    given = form.cleaned_data
    return calling_back.record(
        row, result=CallBackResult(given["result"]), asked=form.answers(), note=given["note"], by=by
    )


@requires(VIEW)
def conflict_detail(request, pk):
    """Two tellings side by side, only what differs; POST decides."""
    row = get_object_or_404(conflicts.conflicts(request.user), pk=pk)
    may = row.state == ConflictState.OPEN and (
        conflicts.conflicts(request.user, REVIEW).filter(pk=row.pk).exists()
    )
    form = DecideForm(request.POST or None, with_other=row.other_id is not None) if may else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied("Perbedaan ini tidak menunggu putusan Anda.")
        if form.is_valid() and attempt(form, partial(_decided, row, form), by=request.user):
            messages.success(request, "Putusan disimpan.")
            return redirect("campaign_conflicts", pk=row.submission.campaign_id) if (
                row.submission.campaign_id) else redirect("campaign_conflict", pk=pk)  # fmt: skip
    ours, theirs = sides.sides(request.user, row)
    context = {"row": row, "ours": ours, "theirs": theirs, "form": form,
               "differences": sides.differences(request.user, row)}  # fmt: skip
    return page(request, "intake/conflict_detail.html", context,
                status=422 if request.method == "POST" else 200)  # fmt: skip


def _decided(row, form, *, by):
    given = form.cleaned_data
    return disputing.decide(
        row, choice=ConflictState(given["choice"]), reason=given["reason"], by=by
    )
