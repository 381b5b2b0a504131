"""`worker`: does the long work, one job at a time, and keeps index and copy, until told to stop."""

import signal
import threading

from django.core.management.base import BaseCommand

from binaan.kit import jobs, keepers

GRACE_SECONDS = 5


class Command(BaseCommand):
    help = "Mengerjakan pekerjaan panjang (impor dan lainnya) sampai dihentikan."

    def handle(self, *args, **options):
        stop = threading.Event()
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: stop.set())
        threads = keepers.start(stop)
        jobs.work(stop=stop)
        for thread in threads:
            thread.join(timeout=GRACE_SECONDS)
