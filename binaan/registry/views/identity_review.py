"""For the head of section: how deciding goes on, and a lot of automatic merges to check."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit.numbers import id_number
from binaan.kit.pages import page
from binaan.registry.actions import sampling
from binaan.registry.forms.identity import SampleForm
from binaan.registry.queries import identity_merges, identity_progress, identity_screens

REVIEW = Permission.IDENTITY_REVIEW


@requires(REVIEW)
def identity_progress_page(request):
    """What is left, who decided, what the thresholds promise, what the sample showed."""
    limits, shares = identity_progress.shares(request.user)
    context = {
        "tabs": identity_screens.tabs(request.user, "identity_progress"),
        "districts": identity_progress.by_district(request.user),
        "workers": identity_progress.workers(request.user),
        "limits": limits,
        "shares": shares,
        "observed": identity_progress.observed(request.user),
        "unsampled": identity_progress.unsampled(request.user),
        "may_decide": request.user.may(Permission.IDENTITY_DECIDE),
        "may_set": request.user.may(Permission.PARAMETER_MANAGE),
    }
    return page(request, "registry/identity/progress.html", context)


@requires(REVIEW)
def identity_sample(request):
    """The next merge of the sample, both records as they were; ?gabungan= shows a certain one."""
    waiting = identity_progress.sample(request.user)
    asked = request.GET.get("gabungan", "")
    merge = next((one for one in waiting if str(one.pk) == asked), waiting[0] if waiting else None)
    context = {
        "tabs": identity_screens.tabs(request.user, "identity_progress"),
        "observed": identity_progress.observed(request.user),
        "unsampled": identity_progress.unsampled(request.user),
    }
    context |= identity_merges.shown(request.user, merge) if merge else {}
    return page(request, "registry/identity/sample.html", context)


@requires(REVIEW)
@require_POST
def identity_sample_draw(request):
    """Draws more merges by lot."""
    try:
        count = sampling.draw(by=request.user)
    except ValidationError as error:
        messages.info(request, " ".join(error.messages))
    else:
        messages.success(request, f"{id_number(count)} penggabungan otomatis terpilih secara acak.")
    return redirect("identity_sample")


@requires(REVIEW)
@require_POST
def identity_sample_judge(request, pk):
    """Right or wrong; a wrong one leads on to taking it back."""
    merge = get_object_or_404(identity_progress.to_check(request.user), pk=pk)
    form = SampleForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Pilih Benar atau Salah.")
        return redirect("identity_sample")
    right = form.cleaned_data["jawab"] == "right"
    sampling.judge(merge, right=right, by=request.user)
    if right or not request.user.may(Permission.IDENTITY_DECIDE):
        messages.success(request, "Tercatat: benar." if right else "Tercatat: salah.")
        return redirect("identity_sample")
    messages.warning(request, "Tercatat: salah. Pisahkan kembali bila memang dua usaha.")
    return redirect("identity_unmerge", pk=merge.pk)
