"""Pages of /laporan/."""
