"""Kota Bekasi's Renstra 2018-2023 as printed: eight tables as CSV, and how they come in."""
