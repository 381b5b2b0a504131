"""Addresses of phones and of what they send."""

from django.urls import path

from binaan.intake.views import devices, submissions

urlpatterns = [
    path("pendataan/perangkat/", devices.device_list, name="device_list"),
    path("pendataan/perangkat/baru/", devices.device_add, name="device_add"),
    path("pendataan/perangkat/<uuid:pk>/cabut/", devices.device_revoke, name="device_revoke"),
    path("pendataan/kiriman/", submissions.submission_list, name="submission_list"),
    path("pendataan/kiriman/<uuid:pk>/", submissions.submission_detail, name="submission_detail"),
    path("pendataan/kiriman/<uuid:pk>/utuh/", submissions.submission_reveal, name="submission_reveal"),
    path("pendataan/kiriman/<uuid:pk>/berkas/<uuid:part>/", submissions.submission_file,
         name="submission_file"),
]  # fmt: skip
