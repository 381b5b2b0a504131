"""What the pages and sheets of the plan say in Bahasa where a stored word is English."""

# What became of a part or an indicator between two versions (rules.differing).
TAGS = {
    "added": "Ditambah",
    "removed": "Dihapus",
    "renamed": "Ganti nama",
    "moved": "Pindah",
    "money": "Pagu berubah",
    "targets": "Target berubah",
    "words": "Indikator berubah",
    "sum": "Jumlah di bawahnya berubah",
}
TAG_TONES = {"added": "ok", "removed": "bad", "sum": ""}
