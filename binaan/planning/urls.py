"""Addresses of the plan: /kinerja/…"""

urlpatterns: list = []
