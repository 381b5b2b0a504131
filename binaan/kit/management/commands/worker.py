"""`worker`: does the long work, one job at a time, until told to stop."""

import signal
import threading

from django.core.management.base import BaseCommand

from binaan.kit import jobs


class Command(BaseCommand):
    help = "Mengerjakan pekerjaan panjang (impor dan lainnya) sampai dihentikan."

    def handle(self, *args, **options):
        stop = threading.Event()
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: stop.set())
        jobs.work(stop=stop)
