"""One file that holds everything an office entrusted to us, and the way back from it.

The file is a gzipped tar: manifest.json first, then one CSV a table, then the kept files. Values
are written in a form both stores share, so a backup of SQLite restores into PostgreSQL and back.
"""
