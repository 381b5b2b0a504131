"""Addresses of programmes: taking_part."""

from django.urls import path

from binaan.programmes.views import attending, papers, taking_part

urlpatterns = [
    path("program/kegiatan/<uuid:pk>/peserta/", taking_part.participant_list, name="participant_list"),
    path("program/kegiatan/<uuid:pk>/undang/", taking_part.participant_invite, name="participant_invite"),
    path("program/kegiatan/<uuid:pk>/pengganti/", taking_part.participant_refill, name="participant_refill"),
    path("program/kegiatan/<uuid:pk>/pesan/", taking_part.participant_send, name="participant_send"),
    path("program/kegiatan/<uuid:pk>/undangan.pdf", taking_part.participant_letters, name="participant_letters"),
    path("program/kegiatan/<uuid:pk>/hasil/", taking_part.participant_end, name="participant_end"),
    path("program/kegiatan/<uuid:pk>/nilai/", attending.participant_tests, name="participant_tests"),
    path("program/peserta/<uuid:pk>/", taking_part.participant_detail, name="participant_detail"),
    path("program/peserta/<uuid:pk>/jawaban/", taking_part.participant_answer, name="participant_answer"),
    path("program/peserta/<uuid:pk>/berhenti/", taking_part.participant_drop, name="participant_drop"),
    path("program/peserta/<uuid:pk>/foto/", papers.participant_photo, name="participant_photo"),
    path("program/peserta/<uuid:pk>/foto/unggah/", papers.participant_photo_add, name="participant_photo_add"),
    path(
        "program/serah-terima/<uuid:pk>/bertanda-tangan/", papers.participant_signed,
        name="participant_signed",
    ),
    path(
        "program/serah-terima/<uuid:pk>/bertanda-tangan/unggah/", papers.participant_signed_add,
        name="participant_signed_add",
    ),
    path("program/peserta/<uuid:pk>/serah-terima/", attending.participant_handover, name="participant_handover"),
    path(
        "program/serah-terima/<uuid:pk>/bast.pdf", attending.participant_handover_paper,
        name="participant_handover_paper",
    ),
    path("program/sesi/<uuid:pk>/hadir/", attending.participant_attend, name="participant_attend"),
    path("program/sesi/<uuid:pk>/kode/", attending.participant_scanned, name="participant_scanned"),
    path("program/hadir/<slug:token>/", attending.participant_scan, name="participant_scan"),
]  # fmt: skip
