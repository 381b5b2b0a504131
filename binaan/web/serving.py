"""What has to be true before the doors open: a free address and fresh static files."""

import hashlib
import ipaddress
import socket
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from textwrap import indent

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from binaan.kit.commands import Refused
from binaan.kit.mapping import archives, basemap
from binaan.places.models import Place

STATIC_STAMP = ".binaan-stamp"
PLACES_STAMP = "places-stamp"


@dataclass(frozen=True)
class Address:
    """Where the server listens."""

    host: str
    port: int

    @property
    def is_loopback(self) -> bool:
        """Only this machine can reach it. An unknown name counts as reachable from outside."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def url(self) -> str:
        """The address as a person types it on this machine."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}/"


def parse_address(text: str) -> Address:
    """`host:port`, with an IPv6 host in brackets."""
    host, colon, port = text.strip().rpartition(":")
    if not (colon and host and port.isdigit() and 0 < int(port) < 65536):
        raise Refused(f"BINAAN_ADDRESS harus berbentuk host:port, bukan {text!r}.")
    return Address(host.removeprefix("[").removesuffix("]"), int(port))


def refuse_taken(address: Address) -> None:
    """Say so when the address cannot be listened on."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address.host, address.port))
        except OSError as error:
            raise Refused(
                f"Alamat {address.host}:{address.port} tidak dapat dipakai ({error.strerror}). "
                "Mungkin Binaan atau program lain sudah berjalan di sana; hentikan program itu "
                "atau pilih alamat lain, misalnya BINAAN_ADDRESS=127.0.0.1:8001 ./run"
            ) from None


def is_listening(address: Address) -> bool:
    """Whether something answers there."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address.host, address.host)
    try:
        with socket.create_connection((host, address.port), timeout=1):
            return True
    except OSError:
        return False


def load_reference(say) -> bool:
    """Load places and codes when there are none or their sources changed; says whether."""
    stamp = settings.HOME / PLACES_STAMP
    now = _reference_fingerprint()
    if Place.objects.exists() and stamp.is_file() and stamp.read_text() == now:
        return False
    say("· memuat wilayah Indonesia dan kode usaha …")
    printed = StringIO()
    call_command("load_places", stdout=printed)
    stamp.write_text(now)
    say(indent(printed.getvalue().rstrip(), "  "))
    return True


def _reference_fingerprint() -> str:
    """Content of the lists, of the code that reads them, and which database they went into."""
    database = settings.DATABASES["default"]
    digest = hashlib.sha256(f"{database['NAME']}@{database.get('HOST', '')}".encode())
    sources = [settings.BASE_DIR / "requirements" / "base.txt"]
    sources += sorted((settings.BASE_DIR / "data").rglob("*.*"))
    sources += sorted((settings.BASE_DIR / "binaan" / "places").glob("*.py"))
    sources += sorted((settings.BASE_DIR / "binaan" / "places" / "rules").glob("*.py"))
    for source in sources:
        digest.update(source.read_bytes())
    return digest.hexdigest()


def build_map(say) -> bool:
    """Make the base map when it is missing or its borders changed; says whether."""
    target = settings.HOME / "peta" / archives.OWN
    return basemap.refresh(settings.BASE_DIR / "node_modules", target, say)


def collect_static() -> bool:
    """Collect the static files when any of them changed since the last time; says whether."""
    stamp = Path(settings.STATIC_ROOT) / STATIC_STAMP
    now = _static_fingerprint()
    if stamp.is_file() and stamp.read_text() == now:
        return False
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(now)
    return True


def _static_fingerprint() -> str:
    """Name, size and time of every source file, and the storage that treats them."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name}:{found.st_size}:{found.st_mtime_ns};".encode())
    return digest.hexdigest()
