"""Giving out the problems of a list: a place to an officer until a day, a day for the whole list."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.intake.actions import assigning
from binaan.intake.forms.repairs import DeadlineForm, ErrandForm
from binaan.intake.queries import errand_pages
from binaan.kit.dates import short_date

REPAIR = Permission.LIST_REPAIR


@requires(REPAIR)
@require_POST
def errand_add(request, pk):
    """Gives a place of this list to an officer."""
    batch = get_object_or_404(errand_pages.givable(request.user), pk=pk)
    places = errand_pages.give_places(request.user, batch)
    officers = errand_pages.officers(request.user, batch)
    form = ErrandForm(request.POST, places=places, officers=officers)

    def give(given):
        errand = assigning.give(batch, **given, by=request.user)
        return (
            f"{errand.place.name} menjadi tugas {errand.officer} sampai {short_date(errand.due)}."
        )

    return _answered(request, form, give, batch)


@requires(REPAIR)
@require_POST
def errand_end(request, pk):
    """Takes an errand back; its problems stay."""
    errand = get_object_or_404(errand_pages.errands(request.user), pk=pk)
    batch = get_object_or_404(errand_pages.givable(request.user), pk=errand.batch_id)
    said = f"{errand.place.name} tidak lagi menjadi tugas {errand.officer}."

    def take_back(given):
        assigning.take_back(errand, by=request.user)
        return said

    return _answered(request, None, take_back, batch)


@requires(REPAIR)
@require_POST
def errand_deadline(request, pk):
    """The day by which the whole list should be repaired; an empty day takes it away."""
    batch = get_object_or_404(errand_pages.givable(request.user), pk=pk)

    def set_deadline(given):
        assigning.set_deadline(batch, due=given["due"], by=request.user)
        return (
            f"Batas daftar ini: {short_date(given['due'])}." if given["due"] else "Batas dihapus."
        )

    return _answered(request, DeadlineForm(request.POST), set_deadline, batch)


def _answered(request, form, act, batch):
    """Act when the form is right, say what came of it, and go back to the officers of the list."""
    if form is None or form.is_valid():
        try:
            messages.success(request, act(form.cleaned_data if form else {}))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    else:
        said = [
            f"{form.fields[name].label}: {' '.join(found)}" for name, found in form.errors.items()
        ]
        messages.error(request, "Belum tersimpan. " + " ".join(said))
    return HttpResponseRedirect(f"{reverse('repair_box')}?bagian=petugas&daftar={batch.pk}")
