"""The few figures above every table of quality, each with its way to the records."""

from datetime import date

from django.db.models import QuerySet

from binaan.access.permissions import Permission
from binaan.kit.dates import short_date
from binaan.kit.measures import Asked
from binaan.kit.numbers import id_number, percent
from binaan.registry.rules.completeness import KEYS
from binaan.web.addresses import address, evidence_url
from binaan.web.quality.asking import Question
from binaan.web.quality.counts import GOOD, Tally
from binaan.web.quality.tables import listed

HIDDEN = "terlalu sedikit untuk ditampilkan"
DAYS_A_MONTH = 30.44


def figures(
    question: Question, whole: Tally, waiting: int | None, gone: QuerySet | None, *, on: date,
    lists_url: str,
) -> list[dict]:  # fmt: skip
    """As kit/figure.html takes them."""
    found = [_businesses(question, whole), _mean(question, whole)]
    found += [
        _part(whole, "good", f"Terisi {GOOD} % ke atas", listed(question, {"lengkap": str(GOOD)})),
        _part(whole, "verified", "Terverifikasi", listed(question, {"verifikasi": "verified"})),
        _age(question, whole, on),
        _waiting(question, waiting, on),
    ]
    if gone is not None:
        count = gone.count()
        found.append(
            _figure("Baris hilang dari daftar", id_number(count), lists_url if count else "",
                    unit="baris", note="belum diputuskan", tone="warn" if count else "")
        )  # fmt: skip
    return found


def age_in_words(days: int) -> str:
    """ "12 hari", "8 bulan", "2,5 tahun": as precise as somebody would say it."""
    if days < 60:
        return f"{id_number(max(days, 0))} hari"
    months = round(days / DAYS_A_MONTH)
    return f"{months} bulan" if months < 24 else f"{id_number(months / 12, 1)} tahun"


def _figure(label: str, value: str, url: str = "", **more) -> dict:
    return {"label": label, "value": value, "url": url} | more


def _businesses(question: Question, whole: Tally) -> dict:
    if whole.hides("total"):
        return _figure("Usaha", "–", note=HIDDEN)
    note = f"terdaftar di {question.place.name}"
    return _figure("Usaha", id_number(whole.total), listed(question, {}), unit="usaha", note=note)


def _mean(question: Question, whole: Tally) -> dict:
    label = "Kelengkapan rata-rata"
    if whole.hides("total") or whole.mean is None:
        return _figure(label, "–", note=HIDDEN if whole.hides("total") else "belum ada usaha")
    return _figure(
        label, percent(whole.mean / 100), listed(question, {"urut": "kelengkapan"}),
        note=f"dari {len(KEYS)} isian", progress=round(float(whole.mean), 1),
    )  # fmt: skip


def _part(whole: Tally, name: str, label: str, url: str) -> dict:
    share = whole.share(name)
    if whole.hides(name) or share is None:
        return _figure(label, "–", note=HIDDEN if whole.hides(name) else "belum ada usaha")
    return _figure(
        label, percent(share), url, note=f"{id_number(whole.counts[name])} usaha",
        progress=round(float(share) * 100, 1),
    )  # fmt: skip


def _age(question: Question, whole: Tally, on: date) -> dict:
    label = "Umur pemeriksaan"
    if whole.hides("unseen"):
        return _figure(label, "–", note=HIDDEN)
    never = f"{id_number(whole.counts['unseen'])} belum pernah"
    if whole.median is None:
        return _figure(label, "–", note=never if whole.total else "belum ada usaha")
    note = f"nilai tengah; terbaru {short_date(whole.newest)}; {never}"
    url = listed(question, {"urut": "verifikasi"})
    return _figure(label, age_in_words((on - whole.median).days), url, note=note)


def _waiting(question: Question, waiting: int | None, on: date) -> dict:
    label = "Baris menunggu"
    if waiting is None:
        return _figure(label, "–", note=HIDDEN)
    url = _box(question, on) if waiting else ""
    note = "baris daftar yang belum dapat masuk"
    return _figure(label, id_number(waiting), url, unit="baris", note=note,
                   tone="warn" if waiting else "")  # fmt: skip


def _box(question: Question, on: date) -> str:
    if question.user.may(Permission.LIST_REPAIR):
        return f"{address('repair_box')}?wilayah={question.place.code}"
    if question.user.may(Permission.LIST_VIEW):
        return evidence_url("registry.rows_waiting", Asked(place=question.place, at=on))
    return ""
