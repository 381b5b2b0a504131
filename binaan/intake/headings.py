"""Headings in many wordings: folded, unit and scale taken out, told which field they may mean.

Prose: docs/rules/sheets-as-they-are.md.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from binaan.intake.kinds import Kind, KindField

JOIN = " > "  # between the lines of a divided heading
ALIKE = 88  # of 100, from which two wordings are one with a slip of the pen
SHORTENED = {
    "thn": "tahun", "th": "tahun", "bln": "bulan", "jml": "jumlah", "jmlh": "jumlah",
    "jlh": "jumlah", "tk": "tenaga kerja", "naker": "tenaga kerja", "pekerja": "tenaga kerja",
    "karyawan": "tenaga kerja", "pegawai": "tenaga kerja", "buruh": "tenaga kerja",
    "kec": "kecamatan", "kel": "kelurahan", "ds": "desa", "kab": "kabupaten", "alm": "alamat",
    "almt": "alamat", "tlp": "telepon", "telp": "telepon", "tlpn": "telepon", "telpon": "telepon",
    "tel": "telepon", "handphone": "hp", "ponsel": "hp", "pnjg": "penanggung", "jwb": "jawab",
    "penanggungjawab": "penanggung jawab", "ket": "keterangan", "prod": "produksi",
    "inv": "investasi", "nm": "nama", "jns": "jenis", "ush": "usaha", "pmlk": "pemilik",
    "pngshaan": "perusahaan", "prsh": "perusahaan", "perush": "perusahaan", "tgl": "tanggal",
    "kap": "kapasitas", "omset": "omzet", "pria": "l", "lk": "l", "wanita": "p", "pr": "p",
    "perempuan": "p", "whatsapp": "wa", "merk": "merek", "pedagang": "pemilik",
    "jl": "jalan", "jln": "jalan", "kp": "kampung", "kamp": "kampung", "dsn": "dusun",
    "pengrajin": "pemilik", "perajin": "pemilik", "pimpinan": "pemilik", "direktur": "pemilik",
}  # fmt: skip
FILLERS = frozenset(
    "no nomor data identitas profil jumlah nilai total kolom isian yang dan di dari ke".split()
)
# Columns that many lists have and no field means: their numbers look like a NIK or a telephone.
OTHERS = re.compile(
    r"\b(?:kk|kartu keluarga|rekening|bank|bpjs|siup|tdp|iumk|halal|p irt|pirt|haki|sni|izin|imei|"
    r"pendamping|petugas|surveyor|enumerator|verifikator|pembina|foto|tanda tangan|paraf)\b"
)
QUESTION = re.compile(r"^(?:apakah|punya|pernah|sudah|memiliki)\b")
PLAIN = frozenset("no nomor urut keterangan catatan kode id jumlah foto paraf".split())
_THOUSANDS = re.compile(
    r"\b(?:dalam|dlm|x)?\s*(?:rp\.?|rupiah)\s*[.,]?\s*1?[.,]?0{3}\b(?![.,]\d)(?:\s*,-)?"
    r"|\b(?:dalam|dlm|x)?\s*(?:rp\.?|rupiah)?\s*\bribu(?:an)?\b(?:\s*rupiah)?|\b0{3}\s*rp\b"
)
_MILLIONS = re.compile(
    r"\b(?:dalam|dlm|x)?\s*(?:rp\.?|rupiah)\s*[.,]?\s*1?[.,]?0{3}[.,]?0{3}\b"
    r"|\b(?:dalam|dlm|x)?\s*(?:rp\.?|rupiah)?\s*\b(?:juta(?:an)?|jt)\b(?:\s*rupiah)?"
)
_BILLIONS = re.compile(
    r"\b(?:dalam|dlm|x)?\s*(?:rp\.?|rupiah)?\s*\b(?:miliar|milyar|mlr)(?:an)?\b(?:\s*rupiah)?"
)
SCALES = ((_BILLIONS, 1e9), (_MILLIONS, 1e6), (_THOUSANDS, 1e3))
_UNIT = re.compile(r"\b(?:dalam|dlm)?\s*(?:rp|rupiah|idr)\b\.?|\(\s*(?:orang|org|unit|jiwa)\s*\)")
_SPAN = {"tahun": "tahun", "thn": "tahun", "th": "tahun", "bulan": "bulan", "bln": "bulan",
         "hari": "hari", "hr": "hari", "minggu": "hari", "mgg": "hari"}  # fmt: skip
_PERIOD = re.compile(
    r"(?:(?:/|\bper\b|\btiap\b|\bsetiap\b|\bdalam\b)\s*|\b(?:per|se))(tahun|thn|th|bulan|bln|hari|hr|minggu|mgg)\b\.?"
    r"|\b(tahun|bulan|hari|minggu)an\b"
)
_NUMBERED = re.compile(r"^\(?(?:\d{1,2}|[a-z])\s*[.)]\s*(?=[a-z])")
_SPACED = re.compile(r"\b\w(?: \w\b){2,}")
_YEAR = re.compile(r"\b(?:tahun\s+)?(?:19|20)\d\d\b")


class Said(NamedTuple):
    """A heading without its unit: folded words, what to multiply by, per what (tahun, bulan, hari)."""

    words: str
    scale: float | None
    period: str


class Guess(NamedTuple):
    """A field a heading may mean, how certain (0 to 1), and the scale it names."""

    field: str
    confidence: float
    scale: float | None = None


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """Words only, short forms written out: "3. Nm. Ush" -> "nama usaha"; "No." before a noun goes."""
    plain = _NUMBERED.sub("", text.lower().replace("&", " dan ").strip())
    plain = re.sub(r"\blaki\W*(?:laki|2)\b|\blaki\b", " l ", plain)
    plain = re.sub(r"\be\W?mail\b", " email ", plain)
    plain = re.sub(r"[^\w]+", " ", plain).replace("_", " ")
    words = _SPACED.sub(lambda found: found[0].replace(" ", ""), plain).split()
    words = " ".join(SHORTENED.get(word, word) for word in words).split()
    while len(words) > 1 and words[0] in ("no", "nomor"):
        words = words[1:]
    if len(words) > 1 and re.fullmatch(r"\d", words[-1]):
        words = words[:-1]
    return " ".join(words)


@lru_cache(maxsize=20_000)
def said(text: str) -> Said:
    """A heading with unit, scale and period taken out of its words."""
    plain, scale = " ".join(text.lower().split()), None
    for pattern, factor in SCALES:
        if pattern.search(plain):
            plain, scale = pattern.sub(" ", plain), factor
            break
    plain = _UNIT.sub(" ", plain)
    found = _PERIOD.search(plain)
    period = _SPAN[found[1] or found[2]] if found else ""
    if found:
        plain = plain[: found.start()] + " " + plain[found.end() :]
    return Said(folded(plain), scale, period)


class Vocabulary:
    """The known headings of one kind of list; of none, nothing is known."""

    def __init__(self, kind: Kind | None):
        fields = tuple(kind.fields) if kind else ()
        self.kinds = {field.name: field.kind for field in fields}
        self.phrases, self.measured, self.shuffled = _learnt(fields)
        self._known: dict[str, tuple[Guess, ...]] = {}

    def guesses(self, text: str) -> tuple[Guess, ...]:
        """The fields a heading may mean, the most certain first."""
        if text not in self._known:
            self._known[text] = tuple(self._guesses(text))
        return self._known[text]

    def _guesses(self, text: str) -> list[Guess]:
        plain = folded(text)
        foreign = OTHERS.search(plain) or QUESTION.search(plain)
        if not plain or (foreign and plain not in self.phrases):
            return []
        for readings, confidence in _readings(text):
            names = {name for words in readings if (name := self._exactly(words))}
            if len(names) == 1:
                return self._measured(names.pop(), said(text), confidence)
        return self._nearly(said(text))

    def _exactly(self, text: str) -> str | None:
        plain, without = folded(text), said(text)
        bare = _YEAR.sub("", without.words).strip()
        return (
            self.phrases.get(plain)
            or self.measured.get((without.words, without.period))
            or self._spanned(without.words)
            or self.measured.get((without.words, ""))
            or self.measured.get((bare, without.period))
            or self.measured.get((bare, ""))
            or self.shuffled.get(_sorted(without.words))
        )

    def _spanned(self, words: str) -> str | None:
        """ "Omzet > Bulan" means per month only behind a quantity."""
        head, _blank, last = words.rpartition(" ")
        name = self.measured.get((head, _SPAN[last])) if last in _SPAN else None
        return name if name and self.kinds[name] in ("money", "number") else None

    def _measured(self, name: str, words: Said, confidence: float) -> list[Guess]:
        money = self.kinds[name] == "money"
        if words.period == "bulan" and money and f"{name}_month" in self.kinds:
            name = f"{name}_month"
        return [Guess(name, confidence, words.scale if money else None)]

    def _nearly(self, words: Said) -> list[Guess]:
        """Known wordings with a slip of the pen, or a known wording inside a longer one."""
        found: dict[str, float] = {}
        if len(words.words) > 3:
            near = process.extract(
                words.words, self.phrases.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE
            )
            for phrase, score, _index in near:
                name = self.phrases[phrase]
                found[name] = max(found.get(name, 0), score / 100 * 0.9)
        inside = self._inside(words.words)
        if inside and not found:
            found[inside[0]] = inside[1]
        ranked = sorted(found.items(), key=lambda item: -item[1])
        return [self._measured(name, words, score)[0] for name, score in ranked]

    def _inside(self, words: str) -> tuple[str, float] | None:
        tokens = words.split()
        if tokens and len(tokens[-1]) == 1:
            return None  # one of several ticked columns: "Jenis Kelamin > L"
        for size in range(len(tokens) - 1, 0, -1):
            for start in range(len(tokens) - size + 1):
                name = self.phrases.get(" ".join(tokens[start : start + size]))
                if name and (size > 1 or self._stands_alone(name, tokens[start])):
                    return name, 0.75 if size > 1 else 0.7
        return None

    def _stands_alone(self, name: str, token: str) -> bool:
        """A single word is enough where it is the name of a number: NIK, NIB, HP, KBLI."""
        return self.kinds[name] in ("identifier", "phone", "degrees") and len(token) > 1

    def is_known(self, text: str) -> bool:
        """Whether this is a heading rather than a value."""
        plain = folded(text)
        return plain in PLAIN or plain in self.phrases or bool(self.strictly(text))

    def strictly(self, text: str) -> Guess | None:
        """The field a heading surely means; None for what only resembles one."""
        best = next(iter(self.guesses(text)), None)
        return best if best and best.confidence >= 0.9 else None


@lru_cache(maxsize=8)
def _learnt(
    fields: tuple[KindField, ...],
) -> tuple[dict[str, str], dict[tuple[str, str], str], dict[str, str]]:
    """The wordings of these fields: whole, without unit by period, with their words in order."""
    phrases: dict[str, str] = {}
    measured: dict[tuple[str, str], str] = {}
    shuffled: dict[str, str] = {}
    for field in fields:
        for word in (field.name.replace("_", " "), field.label, *field.synonyms):
            plain, without = folded(word), said(word)
            phrases.setdefault(plain, field.name)
            shuffled.setdefault(_sorted(plain), field.name)
            if without.words:
                measured.setdefault((without.words, without.period), field.name)
    return phrases, measured, shuffled


def _sorted(words: str) -> str:
    return " ".join(sorted(words.split()))


def _readings(text: str):
    """The ways to read a heading, each with how certain it is; wordings beside each other must agree."""
    yield [text], 0.98
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", text)
    if bare.strip() and bare != text:
        yield [bare], 0.95
    pieces = [piece for piece in text.split(JOIN) if folded(piece)]
    kept = " ".join(word for word in folded(bare).split() if word not in FILLERS)
    if kept and kept != folded(text):
        yield [kept], 0.93
    if len(pieces) > 1 and len(folded(pieces[-1])) > 1:
        yield [pieces[-1]], 0.92
    others = [one for one in re.split(r"\s*/\s*|\s+atau\s+|\s+dan\s+", bare) if folded(one)]
    if len(others) > 1:
        yield others, 0.9
    if len(pieces) > 1 and said(pieces[-1]).words in ("", "jumlah"):
        yield [pieces[0]], 0.9
