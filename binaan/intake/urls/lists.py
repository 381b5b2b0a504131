"""Addresses of the lists that come in, their repair and its memory."""

from django.urls import path

from binaan.intake.views import (
    errands,
    handing,
    lists,
    mapping,
    remembered,
    repairs,
    revealing,
    steps,
    workbooks,
)

urlpatterns = [
    path("pendataan/", lists.batch_list, name="batch_list"),
    path("pendataan/baru/", handing.batch_add, name="batch_add"),
    path("pendataan/kosong/<slug:kind>.xlsx", workbooks.batch_blank, name="batch_blank"),
    path("pendataan/<uuid:pk>/", lists.batch_detail, name="batch_detail"),
    path("pendataan/<uuid:pk>/peta/", mapping.batch_map, name="batch_map"),
    path("pendataan/<uuid:pk>/pratinjau/", steps.batch_preview, name="batch_preview"),
    path("pendataan/<uuid:pk>/kemajuan/", steps.batch_progress, name="batch_progress"),
    path("pendataan/<uuid:pk>/masukkan/", steps.batch_go, name="batch_go"),
    path("pendataan/<uuid:pk>/ubah-peta/", steps.batch_remap, name="batch_remap"),
    path("pendataan/<uuid:pk>/batalkan/", steps.batch_cancel, name="batch_cancel"),
    path("pendataan/<uuid:pk>/lanjutkan/", steps.batch_continue, name="batch_continue"),
    path("pendataan/perbaikan/", repairs.repair_box, name="repair_box"),
    path("pendataan/perbaikan/utuh/", revealing.repair_reveal, name="repair_reveal"),
    path("pendataan/perbaikan/samar/", revealing.repair_mask, name="repair_mask"),
    path("pendataan/perbaikan/<int:pk>/", repairs.repair_rows, name="repair_rows"),
    path("pendataan/perbaikan/<int:pk>/jawab/", repairs.repair_do, name="repair_do"),
    path("pendataan/perbaikan/<uuid:pk>/urungkan/", repairs.repair_undo, name="repair_undo"),
    path("pendataan/<uuid:pk>/buku-kerja/", workbooks.batch_workbook, name="batch_workbook"),
    path("pendataan/<uuid:pk>/tanya/", repairs.repair_ask, name="repair_ask"),
    path("pendataan/<uuid:pk>/bagikan/", errands.errand_add, name="errand_add"),
    path("pendataan/<uuid:pk>/batas/", errands.errand_deadline, name="errand_deadline"),
    path("pendataan/tugas/<uuid:pk>/tarik/", errands.errand_end, name="errand_end"),
    path("pendataan/ingatan/", remembered.remembered_list, name="remembered_list"),
    path("pendataan/ingatan/<uuid:pk>/henti/", remembered.remembered_stop, name="remembered_stop"),
]
