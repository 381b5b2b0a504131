"""Addresses of programmes: activities."""

from django.urls import path

from binaan.programmes.views import activities, meeting

urlpatterns = [
    path("program/", activities.programme_landing, name="programme_landing"),
    path("program/kalender/", activities.activity_calendar, name="activity_calendar"),
    path("program/kegiatan/", activities.activity_list, name="activity_list"),
    path("program/kegiatan/baru/", activities.activity_add, name="activity_add"),
    path("program/kegiatan/<uuid:pk>/", activities.activity_detail, name="activity_detail"),
    path("program/kegiatan/<uuid:pk>/ubah/", activities.activity_change, name="activity_change"),
    path(
        "program/kegiatan/<uuid:pk>/langkah/<slug:step>/", activities.activity_step,
        name="activity_step",
    ),
    path(
        "program/kegiatan/<uuid:pk>/sesi/", meeting.activity_session, name="activity_session_add"
    ),
    path(
        "program/kegiatan/<uuid:pk>/sesi/<uuid:session>/", meeting.activity_session,
        name="activity_session",
    ),
    path("program/kegiatan/<uuid:pk>/biaya/", meeting.activity_cost, name="activity_cost_add"),
    path(
        "program/kegiatan/<uuid:pk>/biaya/<uuid:cost>/", meeting.activity_cost,
        name="activity_cost",
    ),
    path(
        "program/kegiatan/<uuid:pk>/cetak/<slug:paper>/", meeting.activity_paper,
        name="activity_paper",
    ),
]  # fmt: skip
