"""Field work: two forms in use, a campaign in each regency, phones, and what they sent so far."""

import io
from datetime import datetime, time, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from uuid import UUID
from zoneinfo import ZoneInfo

from binaan.access.models import Office, User
from binaan.demo.books import DISKOPUKM, DISPERIN
from binaan.demo.lists import SEED
from binaan.demo.people import BEKASI_SELATAN, TAMBUN_SELATAN
from binaan.demo.street import answers, visiting
from binaan.demo.street.visiting import Sent
from binaan.intake.actions import calling_back, campaigning, devices, forming, receiving, reviewing
from binaan.intake.models import Campaign, FormVersion, Submission
from binaan.intake.odk.reading import read
from binaan.intake.odk.ready import READY, write
from binaan.intake.rolls import ROLLS
from binaan.kit.dates import today
from binaan.places.models import Place
from binaan.registry.actions import claiming
from binaan.registry.models import Business

VERSION = "2026010101"
BEGAN, LASTS = 18, 45  # days ago, and days in all
TARGETS, OPERATORS = 64, 14  # of the campaign; of them the operator's
EXPECTED = 12  # new ones in each kelurahan or desa
NEW_IN = {TAMBUN_SELATAN: 3, BEKASI_SELATAN: 5}  # how many of its villages expect new ones
RETURNED = (
    (7, "Hanya 4 menit; kanal penjualan dan kendala perlu ditanyakan lagi."),
    (15, "Jenis tempat dan foto produknya tidak cocok; tanyakan lagi."),
)
APPROVED = (0, 4, 10, 11, 12, 21)
LEARNT = "Produknya diganti menurut telepon pemilik (contoh)"


def work() -> int:
    """Forms, campaigns, answers and what was decided about them; answers how many came."""
    users = {one.username: one for one in User.objects.all()}
    staff, other = users["staf"], users["staf.pkl"]
    usaha, pkl = _form("usaha", DISPERIN, staff), _form("pkl", DISKOPUKM, other)
    first = _campaign("Pemutakhiran IKM Tambun Selatan", usaha, TAMBUN_SELATAN, staff)
    second = _campaign("Pendataan PKL Bekasi Selatan", pkl, BEKASI_SELATAN, other)
    _give_out(first, users["enumerator"], users["operator"], staff)
    campaigning.assign(second, second.targets.all(), officer=users["petugas.pkl"], by=other)
    for campaign, by in ((first, staff), (second, other)):
        campaigning.open_(campaign, by=by)
    for name, label in (("enumerator", "Ponsel lapangan 1"), ("petugas.pkl", "Ponsel lapangan 2")):
        devices.make_device(label=label, by=users[name])
    rng = Random(SEED + 14)
    came = [
        *visiting.interviews(first, users["enumerator"], users["operator"], rng),
        *visiting.vendors(second, users["petugas.pkl"], rng),
    ]
    _learn(came[5], staff)
    kept = [_send(one, usaha if one.target.campaign_id == first.pk else pkl, at)
            for at, one in enumerate(came)]  # fmt: skip
    _decide(kept, staff, other)
    calling_back.draw(first, by=staff)
    return len(kept)


def _form(name: str, office: str, by: User) -> FormVersion:
    """A ready form, written, read and put to use as if it were handed in; in use for some weeks."""
    ready, kept_by = READY[name], Office.objects.select_related("place").get(key=office)
    with TemporaryDirectory() as folder:
        path = Path(folder) / ready.file
        write(ready, path, version=VERSION)
        given = forming.Given(
            read(path, path.name), path, path.name, kept_by, kept_by.place, ready.room
        )
        version = forming.publish(forming.add(given, by=by), by=by)
    since = version.at - timedelta(days=BEGAN + 3)
    FormVersion.objects.filter(pk=version.pk).update(at=since, published_at=since)
    version.refresh_from_db()
    return version


def _campaign(title: str, version: FormVersion, code: str, by: User) -> Campaign:
    """Businesses of the kecamatan where the form is about them, and new ones in some villages."""
    form, place = version.form, Place.objects.get(pk=code)
    begin = today() - timedelta(days=BEGAN)
    wanted = campaigning.Wanted(
        title,
        form,
        form.office,
        place,
        begin,
        begin + timedelta(days=LASTS),
        call_back_share=10,
        seed=7,
    )
    made = campaigning.make(wanted, by=by)
    if form.kind == "usaha":
        listed = ROLLS["usaha"].rows(by, place, "semua", None)
        campaigning.add_records(made, listed[:TARGETS], by=by)
    villages = Place.objects.filter(parent=place).order_by("code")[: NEW_IN[code]]
    campaigning.add_quotas(made, dict.fromkeys(villages, EXPECTED), by=by)
    return made


def _give_out(campaign: Campaign, first: User, second: User, by: User) -> None:
    rows = list(campaign.targets.filter(record_id__isnull=False))
    campaigning.assign(campaign, rows[OPERATORS:-6], officer=first, by=by)
    campaigning.assign(campaign, rows[:OPERATORS], officer=second, by=by)
    campaigning.assign(campaign, campaign.targets.filter(record_id=None), officer=first, by=by)


def _learn(sent: Sent, by: User) -> None:
    """The register learns something of a business after the phone asked."""
    business = Business.objects.get(pk=sent.target.record_id)
    said = {"product": "Roti dan kue tart"}
    claiming.record(business, said=said, as_of=today(), by=by, reason=LEARNT, correction=False)


def _send(sent: Sent, version: FormVersion, number: int) -> Submission:
    """What the phone wrote, received as every other; the day it came is set back to the evening."""
    zone = ZoneInfo(version.form.office.time_zone)
    begun = datetime.combine(today() - timedelta(days=sent.ago), time(), zone)
    begun += timedelta(minutes=round(sent.hour * 60))
    ended = begun + timedelta(days=40 if sent.wrong_clock else 0, minutes=sent.minutes)
    xml = answers.instance(
        version, sent.said | _position(sent), number=UUID(int=SEED * 1000 + number, version=4),
        begun=begun, ended=ended,
    )  # fmt: skip
    row = receiving.receive(io.BytesIO(xml), attached={}, by=sent.by).submission
    came = begun + timedelta(hours=max(19 - sent.hour, 1.5))
    Submission.objects.filter(pk=row.pk).update(received_at=came, complete_at=came)
    row.refresh_from_db()
    return row


def _position(sent: Sent) -> dict[str, str]:
    """Where the phone was: near the target, or nowhere where nobody knows where that is."""
    if sent.target.lat is None:
        return {"cara_posisi": "desa"}
    lat, lon = sent.target.lat + sent.shift, sent.target.lon + sent.shift
    return {"cara_posisi": "gps", "lokasi": f"{lat:.6f} {lon:.6f} 21.0 8.5"}


def _decide(kept: list[Submission], staff: User, other: User) -> None:
    """Some approved, some returned, one corrected, one set aside; the rest waits."""
    mine = [one for one in kept if one.form.key == READY["usaha"].key]
    hers = [one for one in kept if one.form.key == READY["pkl"].key]
    for at, why in RETURNED:
        reviewing.give_back(mine[at], reason=why, by=staff)
    path = next(one for one in mine[1].answers if one.endswith("produk_utama"))
    reviewing.correct(mine[1], {path: "Keripik pisang"}, reason="Menurut foto produk.", by=staff)
    reviewing.set_aside(mine[9], reason="Percobaan petugas, bukan wawancara.", by=staff)
    reviewing.approve([mine[at] for at in APPROVED], by=staff)
    reviewing.give_back(hers[0], reason="Jam selesai lebih awal daripada jam mulai?", by=other)
    reviewing.approve(hers[1:5], by=other)
