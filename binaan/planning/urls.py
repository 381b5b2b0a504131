"""Addresses of the plan: /kinerja/…"""

from django.urls import path

from binaan.planning.views import (
    achievements,
    budgets,
    checking,
    comparing,
    documents,
    findings,
    importing,
    indicators,
    nodes,
    nomenclature,
    overview,
    periods,
    spending,
    tree,
    versions,
)

QUARTER = "kinerja/capaian/<uuid:document>/<int:year>/<int:quarter>"
SPENT = "kinerja/realisasi/<uuid:document>/<int:year>"

urlpatterns = [
    path("kinerja/", overview.plan_overview, name="plan_overview"),
    path("kinerja/nomenklatur/", nomenclature.nomenclature_list, name="nomenclature_list"),
    path(
        "kinerja/nomenklatur/padanan/", nomenclature.nomenclature_links, name="nomenclature_links"
    ),
    path(
        "kinerja/nomenklatur/padanan/tambah/",
        nomenclature.nomenclature_link_add,
        name="nomenclature_link_add",
    ),
    path(
        "kinerja/nomenklatur/padanan/pastikan/",
        nomenclature.nomenclature_twins_confirm,
        name="nomenclature_twins_confirm",
    ),
    path(
        "kinerja/nomenklatur/padanan/<int:pk>/hapus/",
        nomenclature.nomenclature_link_remove,
        name="nomenclature_link_remove",
    ),
    path("kinerja/dokumen/", documents.plan_list, name="plan_list"),
    path("kinerja/dokumen/baru/", documents.plan_add, name="plan_add"),
    path("kinerja/dokumen/masukkan/", importing.plan_import_file, name="plan_import"),
    path(
        "kinerja/dokumen/masukkan/sekarang/",
        importing.plan_import_confirm,
        name="plan_import_confirm",
    ),
    path("kinerja/dokumen/<uuid:pk>/nama/", importing.plan_names, name="plan_names"),
    path("kinerja/dokumen/<uuid:pk>/", documents.plan_detail, name="plan_detail"),
    path(
        "kinerja/dokumen/<uuid:pk>/perubahan/", versions.plan_version_open, name="plan_version_open"
    ),
    path(
        "kinerja/versi/<uuid:pk>/verifikasi/",
        versions.plan_version_verify,
        name="plan_version_verify",
    ),
    path(
        "kinerja/versi/<uuid:pk>/kembalikan/",
        versions.plan_version_return,
        name="plan_version_return",
    ),
    path("kinerja/versi/<uuid:pk>/tetapkan/", versions.plan_version_set, name="plan_version_set"),
    path("kinerja/versi/<uuid:pk>/naskah/", versions.plan_version_file, name="plan_version_file"),
    path("kinerja/versi/<uuid:pk>/turunkan/", versions.plan_derive, name="plan_derive"),
    path("kinerja/versi/<uuid:pk>/pihak/", versions.plan_parties, name="plan_parties"),
    path("kinerja/versi/<uuid:pk>/banding/", comparing.plan_compare, name="plan_compare"),
    path(
        "kinerja/versi/<uuid:pk>/banding/xlsx/",
        comparing.plan_compare_sheet,
        name="plan_compare_sheet",
    ),
    path("kinerja/versi/<uuid:pk>/pohon/", tree.plan_tree, name="plan_tree"),
    path("kinerja/versi/<uuid:pk>/visi/", tree.plan_vision, name="plan_vision"),
    path("kinerja/versi/<uuid:pk>/tambah/", nodes.node_add, name="node_add"),
    path("kinerja/versi/<uuid:pk>/temuan/", findings.plan_findings, name="plan_findings"),
    path("kinerja/versi/<uuid:pk>/temuan/periksa/", checking.plan_check, name="plan_check"),
    path(
        "kinerja/versi/<uuid:pk>/temuan/unduh/",
        findings.plan_findings_export,
        name="plan_findings_export",
    ),
    path("kinerja/temuan/<uuid:pk>/", findings.plan_finding, name="plan_finding"),
    path(
        "kinerja/temuan/<uuid:pk>/putus/", findings.plan_finding_decide, name="plan_finding_decide"
    ),
    path("kinerja/bagian/<uuid:pk>/", nodes.node_detail, name="node_detail"),
    path("kinerja/bagian/<uuid:pk>/ubah/", nodes.node_edit, name="node_edit"),
    path("kinerja/bagian/<uuid:pk>/pindah/", nodes.node_move, name="node_move"),
    path("kinerja/bagian/<uuid:pk>/hapus/", nodes.node_remove, name="node_remove"),
    path("kinerja/bagian/<uuid:pk>/pagu/", budgets.node_budgets, name="node_budgets"),
    path("kinerja/bagian/<uuid:pk>/penarikan/<int:year>/", budgets.node_cash, name="node_cash"),
    path(
        "kinerja/bagian/<uuid:pk>/indikator/",
        indicators.plan_indicator_add,
        name="plan_indicator_add",
    ),
    path("kinerja/indikator/<uuid:pk>/", indicators.plan_indicator, name="plan_indicator"),
    path(
        "kinerja/indikator/<uuid:pk>/ubah/",
        indicators.plan_indicator_edit,
        name="plan_indicator_edit",
    ),
    path(
        "kinerja/indikator/<uuid:pk>/target/",
        indicators.plan_indicator_targets,
        name="plan_indicator_targets",
    ),
    path(
        "kinerja/indikator/<uuid:pk>/ukuran/",
        indicators.plan_indicator_cite,
        name="plan_indicator_cite",
    ),
    path(
        "kinerja/indikator/<uuid:pk>/hapus/",
        indicators.plan_indicator_remove,
        name="plan_indicator_remove",
    ),
    path("kinerja/capaian/", achievements.achievement_list, name="achievement_list"),
    path(f"{QUARTER}/", achievements.period_detail, name="period_detail"),
    path(f"{QUARTER}/langkah/", achievements.achievement_step, name="achievement_step"),
    path(f"{QUARTER}/tutup/", periods.period_close, name="period_close"),
    path(f"{QUARTER}/buka/", periods.period_reopen, name="period_reopen"),
    path(f"{QUARTER}/hitung-ulang/", periods.period_recount, name="period_recount"),
    path(f"{QUARTER}/<uuid:key>/", achievements.achievement_detail, name="achievement_detail"),
    path(f"{QUARTER}/<uuid:key>/isi/", achievements.achievement_fill, name="achievement_fill"),
    path(
        f"{QUARTER}/<uuid:key>/kembalikan/",
        achievements.achievement_return,
        name="achievement_return",
    ),
    path(
        "kinerja/bukti/<uuid:pk>/", achievements.achievement_evidence, name="achievement_evidence"
    ),
    path("kinerja/bukti/<uuid:pk>/berkas/", achievements.achievement_file, name="achievement_file"),
    path(f"{SPENT}/", spending.spending_detail, name="spending_detail"),
    path(f"{SPENT}/unduh/", spending.spending_export, name="spending_export"),
    path(f"{SPENT}/daftar/", spending.spending_import, name="spending_import"),
    path(f"{SPENT}/<uuid:key>/", spending.spending_node, name="spending_node"),
    path("kinerja/sp2d/<uuid:pk>/batal/", spending.spending_void, name="spending_void"),
]
