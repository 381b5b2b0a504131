"""Addresses of the register."""

from django.urls import path

from binaan.registry.views import (
    adding,
    businesses,
    correcting,
    events,
    identity,
    identity_lists,
    identity_merges,
    identity_review,
    owners,
    versions,
)

urlpatterns = [
    path("usaha/baru/", adding.business_add, name="business_add"),
    path("usaha/<uuid:pk>/", businesses.business_detail, name="business_detail"),
    path("usaha/<uuid:pk>/fakta/<slug:field>/", businesses.business_fact, name="business_fact"),
    path("usaha/<uuid:pk>/tampilkan/", businesses.business_reveal, name="business_reveal"),
    path("usaha/<uuid:pk>/koreksi/", correcting.business_correct, name="business_correct"),
    path("usaha/<uuid:pk>/tutup/", events.business_close, name="business_close"),
    path("usaha/<uuid:pk>/verifikasi/", events.business_verify, name="business_verify"),
    path(
        "usaha/<uuid:pk>/verifikasi/<uuid:verification>/setuju/",
        events.business_approve,
        name="business_approve",
    ),
    path("usaha/<uuid:pk>/binaan/", events.business_guide, name="business_guide"),
    path(
        "usaha/<uuid:pk>/binaan/<uuid:guidance>/akhir/",
        events.business_guidance_end,
        name="business_guidance_end",
    ),
    path("usaha/<uuid:pk>/foto/", events.business_photo_add, name="business_photo_add"),
    path("usaha/<uuid:pk>/foto/<uuid:photo>/", businesses.business_photo, name="business_photo"),
    path("pemilik/<uuid:pk>/", owners.owner_detail, name="owner_detail"),
    path("pemilik/<uuid:pk>/tampilkan/", owners.owner_reveal, name="owner_reveal"),
    path("pemilik/<uuid:pk>/persetujuan/", events.owner_consent, name="owner_consent"),
    path("pendataan/<uuid:pk>/banding/", versions.batch_versions, name="batch_versions"),
    path(
        "pendataan/<uuid:pk>/banding/putuskan/",
        versions.batch_vanished_decide,
        name="batch_vanished_decide",
    ),
    path("direktori/ganda/", identity.identity_next, name="identity_next"),
    path("direktori/ganda/semua/", identity.identity_list, name="identity_list"),
    path("direktori/ganda/daftar/", identity_lists.identity_lists, name="identity_lists"),
    path(
        "direktori/ganda/daftar/usaha/", identity_lists.identity_listed, name="identity_listed"
    ),
    path(
        "direktori/ganda/kemajuan/", identity_review.identity_progress_page,
        name="identity_progress",
    ),
    path("direktori/ganda/contoh/", identity_review.identity_sample, name="identity_sample"),
    path(
        "direktori/ganda/contoh/ambil/", identity_review.identity_sample_draw,
        name="identity_sample_draw",
    ),
    path(
        "direktori/ganda/contoh/<uuid:pk>/", identity_review.identity_sample_judge,
        name="identity_sample_judge",
    ),
    path(
        "direktori/ganda/gabungan/", identity_merges.identity_merge_list,
        name="identity_merge_list",
    ),
    path(
        "direktori/ganda/gabungan/<uuid:pk>/", identity_merges.identity_merge,
        name="identity_merge",
    ),
    path(
        "direktori/ganda/gabungan/<uuid:pk>/pisahkan/", identity_merges.identity_unmerge,
        name="identity_unmerge",
    ),
    path("direktori/ganda/<uuid:pk>/", identity.identity_pair, name="identity_pair"),
    path("direktori/ganda/<uuid:pk>/jawab/", identity.identity_answer, name="identity_answer"),
    path(
        "direktori/ganda/<uuid:pk>/kelompok/", identity.identity_group_answer,
        name="identity_group_answer",
    ),
    path("direktori/ganda/<uuid:pk>/urungkan/", identity.identity_undo, name="identity_undo"),
    path("direktori/ganda/<uuid:pk>/lepas/", identity.identity_release, name="identity_release"),
]  # fmt: skip
