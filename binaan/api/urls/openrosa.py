"""Addresses of the OpenRosa server; engines add `/formList` and `/submission` to `/openrosa` themselves."""

from django.urls import path

from binaan.api.views import openrosa

urlpatterns = [
    path("openrosa/formList", openrosa.openrosa_forms, name="openrosa_forms"),
    path("openrosa/formXml", openrosa.openrosa_form, name="openrosa_form"),
    path("openrosa/formManifest", openrosa.openrosa_manifest, name="openrosa_manifest"),
    path("openrosa/formMedia", openrosa.openrosa_media, name="openrosa_media"),
    path("openrosa/submission", openrosa.openrosa_submission, name="openrosa_submission"),
]
