"""Addresses of field forms."""

from django.urls import path

from binaan.intake.views import field_forms, form_files

urlpatterns = [
    path("pendataan/formulir/", field_forms.form_list, name="form_list"),
    path("pendataan/formulir/baru/", field_forms.form_add, name="form_add"),
    path(
        "pendataan/formulir/siap/<slug:name>.xlsx", form_files.form_ready_workbook,
        name="form_ready_workbook",
    ),
    path(
        "pendataan/formulir/siap/<slug:name>/pakai/", field_forms.form_ready_use,
        name="form_ready_use",
    ),
    path(
        "pendataan/formulir/pilihan/<slug:name>.csv", form_files.form_choices, name="form_choices"
    ),
    path("pendataan/formulir/<uuid:pk>/", field_forms.form_detail, name="form_detail"),
    path("pendataan/formulir/<uuid:pk>/tutup/", field_forms.form_close, name="form_close"),
    path(
        "pendataan/formulir/versi/<uuid:pk>/", field_forms.form_preview, name="form_preview"
    ),
    path(
        "pendataan/formulir/versi/<uuid:pk>/berkas/", form_files.form_workbook,
        name="form_workbook",
    ),
    path(
        "pendataan/formulir/versi/<uuid:pk>/pakai/", field_forms.form_publish, name="form_publish"
    ),
    path(
        "pendataan/formulir/versi/<uuid:pk>/tarik/", field_forms.form_withdraw,
        name="form_withdraw",
    ),
]  # fmt: skip
