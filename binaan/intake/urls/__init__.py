"""Addresses of what comes in: lists, and what is asked in the field."""

from binaan.intake.urls import campaigns, forms, lists, phones

urlpatterns = [
    *campaigns.urlpatterns,
    *forms.urlpatterns,
    *lists.urlpatterns,
    *phones.urlpatterns,
]
