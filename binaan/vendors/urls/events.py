"""Addresses of event days."""

from django.urls import path

from binaan.vendors.views import events

urlpatterns = [
    path("pkl/acara/", events.event_list, name="event_list"),
    path("pkl/acara/baru/", events.event_add, name="event_add"),
    path("pkl/acara/<uuid:pk>/", events.event_detail, name="event_detail"),
    path("pkl/acara/<uuid:pk>/ubah/", events.event_change, name="event_change"),
    path("pkl/acara/<uuid:pk>/daftarkan/", events.event_ask, name="event_ask"),
    path("pkl/acara/<uuid:pk>/undi/", events.event_draw, name="event_draw"),
    path("pkl/acara/<uuid:pk>/batal/", events.event_cancel, name="event_cancel"),
    path("pkl/acara/<uuid:pk>/undian.csv", events.event_receipt, name="event_receipt"),
    path("pkl/acara/<uuid:pk>/<uuid:slot>/<slug:step>/", events.event_slot, name="event_slot"),
]
