"""Which column means what: proposed, looked at, corrected, confirmed by a person."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.intake import queries, wording
from binaan.intake.actions import steps
from binaan.intake.forms.mapping import HIDDEN_ROWS, SCALES, Fault, MappingForm
from binaan.intake.kinds import KINDS
from binaan.intake.queries import mapping_page
from binaan.intake.wording import standing
from binaan.kit.pages import page

WORDS = {"scales": SCALES, "hidden_choices": HIDDEN_ROWS}


@requires(Permission.LIST_IMPORT)
def batch_map(request, pk):
    """The proposal, to be changed; confirmed it leads to the preview."""
    batch = get_object_or_404(queries.steerable(request.user), pk=pk)
    if standing(batch).page != "batch_map":
        return redirect(standing(batch).page, pk=batch.pk)
    if request.method != "POST":
        shown = mapping_page.page(request.user, batch, batch.proposal["sheets"])
        return page(request, "intake/map_page.html", WORDS | shown | {"remember": True})
    kind = KINDS[batch.version.source.kind]
    form = MappingForm(request.POST, proposal=batch.proposal, kind=kind)
    nameless = [] if request.POST.get("tanpa-nama") == "1" else form.nameless()
    if form.is_valid() and form.moved():
        steps.reread(batch, entries=form.entries, headings=form.moved(), by=request.user)
        return redirect("batch_progress", pk=batch.pk)
    if form.is_valid() and not nameless and (answer := _confirmed(request, batch, form)):
        return answer
    shown = mapping_page.page(request.user, batch, form.entries, form.faults)
    needed = wording.label(kind, kind.naming_fields[0]).lower()
    said = {
        "needed": needed,
        "faults": form.faults,
        "nameless": nameless,
        "remember": form.remember,
    }
    return page(request, "intake/map_page.html", WORDS | shown | said, status=422)


def _confirmed(request, batch, form: MappingForm):
    """Where it leads, or None when the mapping cannot be; the form then says why."""
    try:
        steps.confirm_mapping(
            batch, mapping=form.mapping(), remember=form.remember, by=request.user
        )
    except steps.AlreadyThere as error:
        messages.info(request, " ".join(error.messages))
        return redirect("batch_detail", pk=error.batch.pk)
    except ValidationError as error:
        form.faults += [Fault("", "", text) for text in error.messages]
        return None
    return redirect("batch_progress", pk=batch.pk)
