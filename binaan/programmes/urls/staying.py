"""Addresses of programmes: staying."""

from django.urls import path

from binaan.programmes.views import cases, evidence, staying, supervising

urlpatterns = [
    path("program/tindak-lanjut/", staying.follow_up_list, name="follow_up_list"),
    path("program/tindak-lanjut/beban/", staying.follow_up_caseload, name="follow_up_caseload"),
    path("program/tindak-lanjut/kunjungan/", staying.follow_up_route, name="follow_up_route"),
    path("program/tindak-lanjut/<uuid:pk>/", staying.follow_up_detail, name="follow_up_detail"),
    path(
        "program/tindak-lanjut/<uuid:pk>/bukti/", evidence.follow_up_paper,
        name="follow_up_paper",
    ),
    path("program/jalur/<uuid:pk>/", staying.pathway_detail, name="pathway_detail"),
    path("program/kasus/", cases.case_list, name="case_list"),
    path("program/kasus/baru/", cases.case_add, name="case_add"),
    path("program/kasus/<uuid:pk>/", cases.case_detail, name="case_detail"),
    path("program/kasus/<uuid:pk>/bukti/<uuid:step>/", evidence.case_paper, name="case_paper"),
    path("program/pengawasan/", supervising.supervision_list, name="supervision_list"),
    path("program/pengawasan/baru/", supervising.supervision_add, name="supervision_add"),
    path(
        "program/pengawasan/<uuid:pk>/", supervising.supervision_detail,
        name="supervision_detail",
    ),
    path("program/kunjungan/<uuid:pk>/", supervising.visit_detail, name="visit_detail"),
    path("program/kunjungan/<uuid:pk>/bukti/", evidence.visit_paper, name="visit_paper"),
]  # fmt: skip
