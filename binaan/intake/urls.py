"""Addresses of the lists that come in."""

from django.urls import path

from binaan.intake.views import handing, lists

urlpatterns = [
    path("pendataan/", lists.batch_list, name="batch_list"),
    path("pendataan/baru/", handing.batch_add, name="batch_add"),
    path("pendataan/<uuid:pk>/", lists.batch_detail, name="batch_detail"),
]
