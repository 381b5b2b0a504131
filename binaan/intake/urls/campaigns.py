"""Addresses of campaigns: targets, review, quality, call-backs, conflicts."""

from django.urls import path

from binaan.intake.views import (
    campaign_export,
    campaign_targets,
    campaign_work,
    campaigns,
    reviewing,
)

ONE = "pendataan/kampanye/<uuid:pk>/"
urlpatterns = [
    path("pendataan/kampanye/", campaigns.campaign_list, name="campaign_list"),
    path("pendataan/kampanye/baru/", campaigns.campaign_add, name="campaign_add"),
    path(ONE, campaigns.campaign_detail, name="campaign_detail"),
    path(f"{ONE}ubah/", campaigns.campaign_edit, name="campaign_edit"),
    path(f"{ONE}buka/", campaigns.campaign_open, name="campaign_open"),
    path(f"{ONE}tutup/", campaigns.campaign_close, name="campaign_close"),
    path(f"{ONE}sasaran/", campaign_targets.campaign_targets, name="campaign_targets"),
    path(
        f"{ONE}sasaran/tambah/", campaign_targets.campaign_targets_add, name="campaign_targets_add"
    ),
    path(f"{ONE}sasaran/bagikan/", campaign_targets.campaign_share, name="campaign_share"),
    path(f"{ONE}sasaran/<uuid:target>/", campaign_targets.target_detail, name="campaign_target"),
    path(f"{ONE}periksa/", campaign_work.campaign_review, name="campaign_review"),
    path(f"{ONE}setujui/", campaign_work.campaign_approve, name="campaign_approve"),
    path(f"{ONE}mutu/", campaign_work.campaign_quality, name="campaign_quality"),
    path(f"{ONE}panggilan/", campaign_work.campaign_call_backs, name="campaign_call_backs"),
    path(f"{ONE}panggilan/undi/", campaign_work.campaign_draw, name="campaign_draw"),
    path(f"{ONE}panggilan/<uuid:call>/", reviewing.call_back_detail, name="campaign_call_back"),
    path(f"{ONE}perbedaan/", campaign_work.campaign_conflicts, name="campaign_conflicts"),
    path("pendataan/kampanye/perbedaan/<uuid:pk>/", reviewing.conflict_detail, name="campaign_conflict"),
    path(f"{ONE}unduh/<slug:what>/", campaign_export.campaign_export, name="campaign_export"),
    path("pendataan/kiriman/<uuid:pk>/periksa/", reviewing.submission_review, name="submission_review"),
]  # fmt: skip
