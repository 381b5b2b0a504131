"""`serve`: everything from an empty folder to an open door, then keeps it open."""

import os
import sys
import threading
import time
from io import StringIO

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connections

from binaan.kit.commands import Refused
from binaan.web import serving
from binaan.web.supervising import Child, stop_on_signals, supervise

READY_SECONDS = 60


class Command(BaseCommand):
    help = (
        "Menyiapkan basis data lalu menjalankan Binaan (server web dan pekerja) sampai dihentikan."
    )
    requires_system_checks = []

    def handle(self, *args, **options):
        try:
            address = serving.parse_address(settings.ADDRESS)
            serving.refuse_taken(address)
            self.prepare(address)
        except Refused as error:
            self.stderr.write(str(error))
            sys.exit(1)
        except KeyboardInterrupt:
            self.say("Dihentikan sebelum selesai; jalankan lagi untuk meneruskan.")
            sys.exit(130)
        self.open(address)

    def say(self, text: str = "") -> None:
        self.stdout.write(text)
        self.stdout.flush()

    def prepare(self, address: serving.Address) -> None:
        """Database, reference data, demo, static files: each only as far as it is missing."""
        self.say(f"Binaan: data di {settings.HOME}")
        call_command("migrate", interactive=False, stdout=Steps(self.say), skip_checks=True)
        serving.load_reference(self.say)
        serving.build_map(self.say)
        first_start = not get_user_model().objects.exists()
        if settings.DEMO and first_start and not address.is_loopback:
            raise Refused(refusal(address, "contoh akan dimuat pada awal pemakaian"))
        if settings.DEMO and (first_start or demo_accounts()):
            call_command("demo", stdout=self.stdout)
        if demo_accounts() and not address.is_loopback:
            raise Refused(refusal(address, "akun contoh, yang sandinya diketahui umum, masih ada"))
        if serving.collect_static():
            self.say("· berkas tampilan diperbarui")

    def open(self, address: serving.Address) -> None:
        """Start both programs, print where to go, and stay until told to stop."""
        printed = demo_accounts()
        connections.close_all()
        stop = threading.Event()
        stop_on_signals(stop)
        announcer = threading.Thread(
            target=self.announce, args=(address, printed, stop), daemon=True
        )
        announcer.start()
        supervise(children(address), stop=stop, say=self.say)
        self.say("Binaan berhenti.")

    def announce(self, address: serving.Address, accounts: str, stop: threading.Event) -> None:
        """Print the address once the server answers."""
        until = time.monotonic() + READY_SECONDS
        while not serving.is_listening(address):
            if stop.wait(0.1) or time.monotonic() > until:
                return
        self.say(f"\nBinaan siap di {address.url}\n")
        if accounts:
            self.say(f"Akun contoh:\n{accounts}")
        self.say("Tekan Ctrl-C untuk berhenti.")


class Steps:
    """Turns what `migrate` prints, a line a step, into one short line a room."""

    def __init__(self, say):
        self.say, self.room = say, ""

    def write(self, text: str) -> None:
        room = text.split()[1].partition(".")[0] if "Applying" in text else ""
        if room and room != self.room:
            self.room = room
            self.say(f"· menyiapkan basis data: {room}")

    def flush(self) -> None:
        """Nothing is held back."""


def demo_accounts() -> str:
    """The demo accounts that exist, as `demo --accounts` prints them; empty when there is none."""
    printed = StringIO()
    call_command("demo", "--accounts", stdout=printed)
    return printed.getvalue().strip("\n")


def refusal(address: serving.Address, why: str) -> str:
    return (
        f"Binaan tidak dibuka di {address.host}, yang dapat dijangkau dari luar komputer ini, "
        f"karena {why}. Pakai BINAAN_ADDRESS=127.0.0.1:{address.port}, atau mulai tanpa contoh "
        "di folder data lain: BINAAN_DEMO=0 BINAAN_HOME=/srv/binaan ./run"
    )


def children(address: serving.Address) -> list[Child]:
    """The web server and the worker, with the data folder as an absolute path."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "BINAAN_HOME": str(settings.HOME),
    }
    processes = min(4, os.cpu_count() or 1)
    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--log-level", "warning"]
    web += ["--host", address.host, "--port", str(address.port), "--workers", str(processes)]
    web += ["--blocking-threads", "4", "--respawn-failed-workers", "binaan.web.served:application"]
    worker = [sys.executable, str(settings.BASE_DIR / "manage.py"), "worker"]
    return [
        Child("Server web", web, settings.BASE_DIR, environment=environment),
        Child("Pekerja", worker, settings.BASE_DIR, environment=environment),
    ]
