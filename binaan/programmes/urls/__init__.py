"""Addresses of programmes, one file for each desk."""

from binaan.programmes.urls import (
    activities,
    cards,
    experts,
    facilitating,
    figures,
    selecting,
    staying,
    taking_part,
)

urlpatterns = [
    *activities.urlpatterns,
    *experts.urlpatterns,
    *selecting.urlpatterns,
    *taking_part.urlpatterns,
    *staying.urlpatterns,
    *facilitating.urlpatterns,
    *figures.urlpatterns,
    *cards.urlpatterns,
]
