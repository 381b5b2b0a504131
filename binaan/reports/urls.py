"""Addresses of the statutory outputs: /laporan/…"""

urlpatterns: list = []
