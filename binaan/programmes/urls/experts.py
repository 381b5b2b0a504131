"""Addresses of programmes: experts."""

from django.urls import path

from binaan.programmes.views import experts, meeting

urlpatterns = [
    path("program/narasumber/", experts.expert_list, name="expert_list"),
    path("program/narasumber/baru/", experts.expert_add, name="expert_add"),
    path("program/narasumber/<uuid:pk>/", experts.expert_detail, name="expert_detail"),
    path("program/narasumber/<uuid:pk>/ubah/", experts.expert_change, name="expert_change"),
    path(
        "program/kegiatan/<uuid:pk>/narasumber/", meeting.expert_proposals,
        name="expert_proposals",
    ),
]  # fmt: skip
