"""Findings of a version: listed, one beside the printed table, decided, as a sheet."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit.pages import page
from binaan.planning.actions import deciding
from binaan.planning.actions.exporting import note_export
from binaan.planning.choices import FindingState, Level
from binaan.planning.forms.findings import DecideForm
from binaan.planning.queries import findings, tree_pages
from binaan.planning.rules import calendar
from binaan.planning.sheets.findings import findings_book
from binaan.planning.views.tree import as_uuid, may_edit, tabs

EDIT = Permission.PLAN_EDIT
STATES = (
    ("terbuka", FindingState.OPEN),
    ("diterapkan", FindingState.APPLIED),
    ("dibiarkan", FindingState.KEPT),
    ("hilang", FindingState.GONE),
)


@requires(Permission.PLAN_VIEW)
def plan_findings(request, pk):
    """?keadaan=, ?berat=, ?aturan=, ?tabel=, ?tahun=, ?bagian=<node> narrow."""
    version = get_object_or_404(tree_pages.versions(request.user), pk=pk)
    asked = _asked(request)
    counted = findings.counts(request.user, version, asked)
    context = {
        "version": version,
        "groups": findings.groups(request.user, version, asked),
        "chips": _chips(request, asked, counted),
        "total": sum(counted.states.values()),
        "open": counted.states.get(FindingState.OPEN, 0),
        "narrowed": asked != findings.Asked(),
        "may_decide": _may_decide(request.user, version),
        "may_edit": may_edit(request.user, version),
        "tabs": tabs(version, "plan_findings", counted.states.get(FindingState.OPEN, 0)),
    }
    return page(request, "planning/findings.html", context, fragment="list")


@requires(Permission.PLAN_VIEW)
def plan_finding(request, pk):
    """One finding beside the table as it was printed."""
    finding = get_object_or_404(findings.findings(request.user), pk=pk)
    before, after = findings.neighbours(request.user, finding)
    context = {
        "finding": finding,
        "version": finding.version,
        "shown": findings.as_shown(request.user, finding),
        "rule": findings.rule_label(request.user, finding.rule),
        "weight": findings.SEVERITIES.get(finding.severity, findings.SEVERITIES["info"]),
        "paper": findings.paper(request.user, finding),
        "before": before,
        "after": after,
        "form": DecideForm(),
        "may_decide": _may_decide(request.user, finding.version),
        "may_edit": may_edit(request.user, finding.version),
    }
    return page(request, "planning/finding.html", context)


@requires(EDIT)
@require_POST
def plan_finding_decide(request, pk):
    """Apply the proposal, leave it with a reason, or open it again."""
    finding = get_object_or_404(findings.findings(request.user, EDIT), pk=pk)
    form = DecideForm(request.POST)
    if form.is_valid():
        try:
            messages.success(request, _decided(request, finding, form.cleaned_data))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    else:
        messages.error(request, " ".join(one for many in form.errors.values() for one in many))
    onward = request.POST.get("lalu", "")
    safe = onward.startswith("/") and url_has_allowed_host_and_scheme(onward, allowed_hosts=None)
    return redirect(onward if safe else reverse("plan_finding", args=[finding.pk]))


@requires(Permission.PLAN_VIEW)
def plan_findings_export(request, pk):
    """The same list as a workbook."""
    version = get_object_or_404(tree_pages.versions(request.user), pk=pk)
    rows = findings.flat(request.user, version, _asked(request))
    file = findings_book(
        version, rows, severities=findings.SEVERITIES, by=request.user,
        rules=lambda rule: findings.rule_label(request.user, rule),
    )  # fmt: skip
    note_export(version.document, what=f"temuan {version.label}", by=request.user)
    return FileResponse(file, as_attachment=True, filename=f"Temuan {version.document.title}.xlsx")


def _decided(request, finding, said: dict) -> str:
    """Does it, and tells what was done."""
    if said["putusan"] == "terapkan":
        changed = deciding.apply(finding=finding, by=request.user)
        if changed:
            return f"Usul diterapkan ({'; '.join(changed)}). Angka tercetak tetap tersimpan."
        return _nothing_changed(finding)
    if said["putusan"] == "biarkan":
        deciding.keep(finding=finding, reason=said["reason"], by=request.user)
        return "Dibiarkan, dengan alasan Anda. Tidak ditanyakan lagi."
    deciding.reopen(finding=finding, by=request.user)
    return "Temuan terbuka lagi."


def _nothing_changed(finding) -> str:
    """Why a proposal that was taken changed no working figure."""
    node = finding.node
    if node and finding.column == "rp" and node.level != Level.SUBKEGIATAN:
        return (
            f"Usul diterapkan. Di pohon rencana pagu {node.get_level_display().lower()} selalu "
            "dihitung dari sub kegiatannya, jadi tidak ada angka yang perlu diubah; yang salah hanya "
            "jumlah di tabel tercetak. Bila sub kegiatannya yang keliru, ubah pagunya di pohon."
        )
    return (
        "Usul diterapkan. Angka ini dihitung sistem atau hanya ada di tabel tercetak, jadi tidak "
        "ada angka kerja yang berubah."
    )


def _may_decide(user, version) -> bool:
    return user.may(EDIT) and tree_pages.versions(user, EDIT).filter(pk=version.pk).exists()


def _asked(request) -> findings.Asked:
    query = request.GET
    state = dict(STATES).get(query.get("keadaan", ""), FindingState.OPEN)
    return findings.Asked(
        state="" if query.get("keadaan") == "semua" else state,
        severity=query.get("berat", "").replace("\0", ""),
        rule=query.get("aturan", "").replace("\0", ""),
        table=query.get("tabel", "").replace("\0", ""),
        year=calendar.year_said(query.get("tahun", "")),
        node=as_uuid(query.get("bagian", "")),
    )


def _chips(request, asked, counted) -> list[tuple[str, list[dict]]]:
    """Rows of chips; a row of one that nobody chose says nothing and is left out."""
    words = {state.value: word for word, state in STATES}
    labels = {state.value: state.label for _word, state in STATES}
    weights = {one: label for one, (label, _tone, _icon) in findings.SEVERITIES.items()}
    rules = {one: findings.rule_label(request.user, one) for one in counted.rules}
    rows = (
        ("Keadaan", "keadaan", {words[one]: labels[one] for one in words if one in counted.states},
         {words[one]: count for one, count in counted.states.items()}, words.get(asked.state)),
        ("Berat", "berat", weights, counted.severities, asked.severity),
        ("Tabel", "tabel", {one: f"Tabel {one}" for one in counted.tables}, counted.tables,
         asked.table),
        ("Tahun", "tahun", {one: str(one) for one in counted.years}, counted.years, asked.year),
        ("Aturan", "aturan", rules, counted.rules, asked.rule),
    )  # fmt: skip
    made = [
        (label, [_chip(request, name, (value, said), counts, now)
                 for value, said in choices.items() if counts.get(value)], now)
        for label, name, choices, counts, now in rows
    ]  # fmt: skip
    return [
        (label, row) for label, row, now in made if len(row) > 1 or (now and label != "Keadaan")
    ]


def _chip(request, name: str, choice: tuple, counts: dict, now) -> dict:
    """A choice of a filter; chosen again it goes away."""
    value, label = choice
    query = request.GET.copy()
    query.pop(name, None)
    active = str(now or "") == str(value)
    if not active:
        query[name] = value
    url = f"?{query.urlencode()}"
    return {"label": label, "url": url, "count": counts[value], "active": active}
