"""Addresses below /direktori/ that take the list along."""

from django.urls import path

from binaan.web.views.taking import (
    directory_download,
    directory_print,
    download_cancel,
    download_detail,
    download_file,
    download_list,
)
from binaan.web.views.taking_many import directory_guide, guide_detail

urlpatterns = [
    path("unduh/", download_list, name="download_list"),
    path("unduh/baru/", directory_download, name="directory_download"),
    path("unduh/<uuid:pk>/", download_detail, name="download_detail"),
    path("unduh/<uuid:pk>/berkas/", download_file, name="download_file"),
    path("unduh/<uuid:pk>/batal/", download_cancel, name="download_cancel"),
    path("cetak/", directory_print, name="directory_print"),
    path("binaan/", directory_guide, name="directory_guide"),
    path("binaan/<uuid:pk>/", guide_detail, name="guide_detail"),
]
