"""A plan comes in by the browser: look at what was read, take it in, then confirm the names."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.access.queries import offices
from binaan.kit import files, uploading
from binaan.kit.pages import page
from binaan.kit.refusing import telling
from binaan.kit.sheets.reading import Unreadable
from binaan.planning.actions.importing import Imported, import_plan
from binaan.planning.actions.naming import confirm_names
from binaan.planning.forms.importing import ImportForm, NamesForm
from binaan.planning.queries import documents, naming
from binaan.planning.queries.nomenclature import level_teller
from binaan.planning.sheets.preview import preview
from binaan.planning.sheets.reading import read_tables

EDIT = Permission.PLAN_EDIT
KEPT = "plan_import"  # in the session: the file looked at, and what was said of it
GONE = "Berkas yang tadi diperiksa sudah tidak ada. Pilih lagi berkasnya."


@requires(EDIT)
def plan_import_file(request):
    """Choose a file and say what it is; what was read is shown, nothing comes in yet."""
    form = ImportForm(
        request.POST or None, request.FILES or None, user=request.user,
        too_large=uploading.too_large(request, "upload"),
        initial={"title": request.GET.get("judul", "")},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        given, upload = form.cleaned_data, form.cleaned_data["upload"]
        try:
            with uploading.named(upload) as path:
                tables = read_tables(path, upload.name, level_of=level_teller(request.user))
                kept = files.keep(path, name=upload.name, by=request.user.username)
        except Unreadable as error:
            form.add_error("upload", str(error))
        else:
            request.session[KEPT] = {
                "file": kept.sha256, "name": upload.name, "title": given["title"],
                "kind": given["kind"], "office": str(given["office"].pk),
            }  # fmt: skip
            shown = {"given": given, "name": upload.name, "tables": list(map(preview, tables))}
            return page(request, "planning/import_preview.html", shown)
    return page(request, "planning/import.html", {"form": form})


@requires(EDIT)
@require_POST
def plan_import_confirm(request):
    """The tables just looked at come in."""
    kept = request.session.pop(KEPT, None)
    path = files.path_of(kept["file"]) if kept else None
    if path is None or not path.exists():
        messages.error(request, GONE)
        return redirect("plan_import")
    office = get_object_or_404(offices(request.user, EDIT), pk=kept["office"])
    tables = read_tables(path, kept["name"], level_of=level_teller(request.user))
    try:
        done = import_plan(
            path, tables=tables, title=kept["title"], kind=kept["kind"], office=office,
            by=request.user, name=kept["name"],
        )  # fmt: skip
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("plan_import")
    _tell(request, done)
    where = "plan_names" if done.nodes else "plan_detail"
    return redirect(where, pk=done.version.document.pk)


def _tell(request, done: Imported) -> None:
    if not done.added:
        messages.info(request, "Tabel ini sudah ada dengan isi yang sama; tidak ada yang berubah.")
        return
    names = ", ".join(done.added)
    messages.success(
        request, f"Tabel {names} masuk. Pemeriksa: {len(done.findings)} temuan terbuka."
    )
    if done.loose:
        said = "; ".join(done.loose[:5])
        messages.warning(request, f"Rupiah tanpa sub kegiatan hanya disimpan tercetak: {said}.")
    if done.unknown:
        said = f"{len(done.unknown)} baris tidak ada indikatornya di pohon"
        messages.warning(request, f"{said}: {'; '.join(done.unknown[:3])}.")


@requires(Permission.PLAN_VIEW)
def plan_names(request, pk):
    """Each printed name with what the nomenclature proposes; ?tampil=terbuka hides what is certain."""
    document = get_object_or_404(documents.documents(request.user), pk=pk)
    version = documents.newest(request.user, document)
    if version is None:
        raise Http404
    rows = naming.named(request.user, version)
    may_edit = version.is_open and documents.may(request.user, version, EDIT)
    if request.method == "POST":
        return _confirmed(request, document, version, rows)
    only = request.GET.get("tampil", "") == "terbuka"
    context = {
        "document": document,
        "version": version,
        "rows": [one for one in rows if not only or one.state != naming.CONFIRMED],
        "counts": naming.counts(rows),
        "only": only,
        "total": len(rows),
        "may_edit": may_edit,
    }
    return page(request, "planning/names.html", context)


def _confirmed(request, document, version, rows):
    """The choices of the page, or only the proposals of the same name."""
    form = NamesForm(request.POST, rows=rows)
    codes = form.codes(request.POST.get("terima", ""))
    with telling(request):
        changed = confirm_names(version, codes=codes, by=request.user)
        said = f"{changed} nama dipastikan." if changed else "Tidak ada yang berubah."
        messages.success(request, said)
    return redirect("plan_names", pk=document.pk)
