"""Addresses of the statutory outputs: /laporan/…"""

from django.urls import path

from binaan.reports.views import paper, printouts, reports

urlpatterns = [
    path("laporan/", reports.report_list, name="report_list"),
    path("laporan/cetak/", printouts.printout_list, name="printout_list"),
    path("laporan/cetak/<str:code>/", printouts.report_printout, name="report_printout"),
    path(
        "laporan/cetak/<str:code>/berkas/",
        printouts.report_printout_file,
        name="report_printout_file",
    ),
    path("laporan/<uuid:pk>/tercetak/<str:table>/", paper.report_printed, name="report_printed"),
    path("laporan/<uuid:pk>/<str:code>/", reports.report_page, name="report_page"),
    path("laporan/<uuid:pk>/<str:code>/unduh/", reports.report_take, name="report_take"),
]
