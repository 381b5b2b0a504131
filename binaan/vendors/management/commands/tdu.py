"""`tdu issue|verify|revoke|keys`: a TDU in one go with its card, its check, its end, and the keys."""

import argparse
import re
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from binaan.access.commands import user_named
from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.kit.commands import JsonCommand, Refused, WrongUsage
from binaan.kit.dates import today
from binaan.kit.models import SigningKey
from binaan.kit.stepping import Said
from binaan.kit.typesetting import NoFonts
from binaan.vendors.actions import cards as acting
from binaan.vendors.actions.issuing import Asked
from binaan.vendors.actions.permits import issue_at_once, take_step
from binaan.vendors.models import Permit
from binaan.vendors.queries import cards as kept
from binaan.vendors.queries import named
from binaan.vendors.rules import cards, hours
from binaan.vendors.rules.card_words import WORDS
from binaan.vendors.rules.schedule import Schedule
from binaan.vendors.sheets.cards import card_pdf, card_pictures

PLACE = 2  # latitude, longitude
SOUTH = re.compile(r"-\d[\d.,-]*$")


class Command(JsonCommand):
    help = "Menerbitkan TDU dengan kartunya, memeriksa kartu, mencabut TDU, menampilkan kunci."

    def arguments(self, parser):
        doing = parser.add_subparsers(dest="doing", required=True)
        issue = doing.add_parser("issue", help="Dari permohonan sampai kartu sekaligus.")
        issue.add_argument("vendor", metavar="VENDOR", help="Nomor (P-00012, U-000034) atau id.")
        issue.add_argument("--place", required=True, metavar="CODE", help="Kode lokasi.")
        issue.add_argument("--pitch", default="", metavar="N", help="Nomor lapak di lokasi itu.")
        issue.add_argument("--days", default="", metavar="sen,sel", help="Kosong: setiap hari.")
        issue.add_argument("--hours", default="", metavar="16:00-22:00", help="Kosong: 24 jam.")
        issue.add_argument("--until", type=_day, metavar="YYYY-MM-DD", help="Kosong: dua tahun.")
        issue.add_argument(
            "--card", type=Path, metavar="FILE.pdf|png", help="Di mana kartunya ditulis."
        )
        issue.add_argument(
            "--site", default="", metavar="URL", help="Alamat umum Binaan pada kode QR."
        )
        verify = doing.add_parser("verify", help="Memeriksa isi kode QR sebuah kartu.")
        verify.add_argument("token", metavar="TOKEN")
        verify.add_argument("--at", type=_moment, metavar="YYYY-MM-DDThh:mm+07:00")
        verify.add_argument("--position", type=_position, metavar="LAT,LON")
        verify._negative_number_matcher = SOUTH  # else "-6.2,107" is taken for an option
        revoke = doing.add_parser("revoke", help="Mencabut TDU; kartunya tidak berlaku lagi.")
        revoke.add_argument("permit", metavar="TDU", help="Nomor TDU, seri kartu atau id.")
        revoke.add_argument("--why", required=True, metavar="ALASAN")
        keys = doing.add_parser("keys", help="Kunci publik untuk memeriksa kartu.")
        keys.add_argument("--renew", action="store_true", help="Mulai sekarang pakai kunci baru.")
        for one in (issue, revoke, keys):
            one.add_argument("--by", required=one is not keys, metavar="U", help="Pengguna.")
        for one in (issue, verify, revoke, keys):
            one.add_argument("--json", action="store_true", default=argparse.SUPPRESS)

    def answer(self, *, doing, **options):
        return getattr(self, f"_{doing}")(**options)

    def _issue(self, *, vendor, place, pitch, days, hours: str, until, card, site, by, **_options):
        user = user_named(by)
        found = named.vendor(user, vendor, Permission.TDU_DECIDE)
        where = named.location(user, place, Permission.TDU_DECIDE)
        if found is None or where is None:
            raise Refused(
                f"Tidak ada {f'lokasi {place}' if found else f'PKL {vendor}'} dalam tugas {by}."
            )
        spot = where.pitches.filter(number=pitch).first() if pitch else None
        if pitch and spot is None:
            raise Refused(f"Lokasi {place} tidak punya lapak {pitch}.")
        asked = Asked(where, spot, _schedule(days, hours))
        permit = issue_at_once(found, asked=asked, until=until, on=today(), by=user)
        permit = acting.sign_card(permit, by=user)
        written = self._write(user, permit, card, site)
        return {"number": permit.number, "token": permit.token, "card": str(written)}

    def _write(self, user: User, permit: Permit, card: Path | None, site: str) -> Path:
        """The card on the disk; by default in the folder of this installation that is emptied daily."""
        path = card or _own_folder() / f"{permit.serial}.pdf"
        site = site or next(iter(settings.CSRF_TRUSTED_ORIGINS), f"http://{settings.ADDRESS}")
        site = site.rstrip("/") + "/"
        try:
            if path.suffix.lower() == ".png":
                for side, picture in enumerate(card_pictures(user, permit, site=site), start=1):
                    path.with_stem(path.stem if side == 1 else f"{path.stem}-{side}").write_bytes(
                        picture
                    )
            else:
                path.write_bytes(card_pdf(user, [permit], site=site, on=today()))
        except OSError as error:
            raise Refused(
                f"TDU {permit.number} terbit, tetapi kartunya tidak dapat ditulis ke {path}."
            ) from error
        except NoFonts as error:
            raise Refused(
                f"TDU {permit.number} terbit, tetapi kartunya belum dapat dicetak. {error}"
            ) from error
        return path

    def _verify(self, *, token, at=None, position=None, **_options):
        at = at or timezone.now()
        moment = at if at.tzinfo else timezone.make_aware(at)
        found = cards.verdict(
            token, keys=kept.keys(), revoked=set(kept.revoked(moment)), at=at, position=position
        )
        return {"valid": found.valid, "why": str(found.why)}

    def _revoke(self, *, permit, why, by, **_options):
        user = user_named(by)
        found = named.permit(user, permit, Permission.TDU_DECIDE)
        if found is None:
            raise Refused(f"Tidak ada TDU {permit} dalam tugas {by}.")
        ended = take_step(found, event="cabut", said=Said(today(), {"alasan": why}), by=user)
        return {"number": ended.number, "state": ended.state, "serial": ended.serial}

    def _keys(self, *, renew, by, **_options):
        if renew:
            if not by:
                raise WrongUsage("Sebutkan --by: siapa yang mengganti kunci.")
            acting.renew_key(by=user_named(by))
        rows = SigningKey.objects.filter(purpose=kept.PURPOSE)
        return [
            {"kid": one.kid, "public": one.public, "kty": "OKP", "crv": "Ed25519", "made": one.made_at.isoformat(),
             "retired": one.retired_at.isoformat() if one.retired_at else None}
            for one in rows
        ]  # fmt: skip

    def as_text(self, answer) -> str:
        if isinstance(answer, dict) and "why" in answer:
            words = WORDS[cards.Why(answer["why"])]
            return f"{words.word}: {words.sentence}"
        return super().as_text(answer)


def _own_folder() -> Path:
    """BINAAN_HOME/kartu, readable by its owner; cards of yesterday are removed, for they bear names."""
    folder = Path(settings.HOME) / "kartu"
    folder.mkdir(mode=0o700, exist_ok=True)
    midnight = timezone.localtime().replace(hour=0, minute=0).timestamp()
    for old in folder.glob("*.pdf"):
        if old.stat().st_mtime < midnight:
            old.unlink(missing_ok=True)
    return folder


def _schedule(days: str, hour: str) -> Schedule:
    try:
        said = hours.read_days(days)
        begins, ends = hours.read_hours(hour) if hour else (None, None)
    except ValueError as error:
        raise WrongUsage(str(error)) from None
    return Schedule(said, begins, ends)


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _position(text: str) -> cards.Position:
    parts = [float(one) for one in text.split(",")]
    if len(parts) != PLACE:
        raise ValueError(text)
    return parts[0], parts[1]
