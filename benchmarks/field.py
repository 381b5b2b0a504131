"""`./bench field [PHONES] [EACH]`: 200 enumerators send 5 submissions each, with two photos of 100 kB.

Over loopback, to the web server and the worker as `./run` starts them, by at most 16 senders at once.
The floor writes the same bytes to the same disk and calls fsync, a file at a time as the server does,
by as many writers. `ratio`: 95th percentile of a sending through that of the floor; the goal is 10.

Then once more, on an empty installation: the server and the worker are killed (-9) again and again
while all send; each phone sends again until it is told 201. At the end every instance is there once,
with both photos byte for byte, and the register has one business for each. One table a store.
"""

import base64
import hashlib
import http.client
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
PORT = 8299
AT_ONCE = 16
PHOTO = 100_000
KILLS = 6
MOST_TRIES = 300
PLACE = "32.16"
EDGE = "xxxBINAANxxx"


class Phone(NamedTuple):
    """One enumerator's phone: its header, and what it sends."""

    header: str
    bodies: list[tuple[str, bytes]]


def body(number: int, at: int) -> tuple[str, bytes]:
    """Instance and multipart body of one submission; every photo has bytes of its own."""
    sign = f"uuid:{number:04d}-{at}"
    seed = random.Random(sign)
    xml = (
        f'<data id="bench" version="1"><start>2026-11-02T09:00:00+07:00</start><g><nama>Warung {sign}</nama>'
        f"<pemilik>Pemilik {number:04d} {at}</pemilik><desa>32.16.06.2004</desa></g><a>a{at}.jpg</a>"
        f"<b>b{at}.jpg</b><meta><instanceID>{sign}</instanceID></meta></data>"
    ).encode()
    parts = [("xml_submission_file", "kiriman.xml", xml)]
    parts += [(f"{name}{at}.jpg", f"{name}{at}.jpg", seed.randbytes(PHOTO)) for name in "ab"]
    return sign, b"".join(
        f'--{EDGE}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'.encode()
        + content + b"\r\n"
        for field, name, content in parts
    ) + f"--{EDGE}--\r\n".encode()  # fmt: skip


def send(phone: Phone, content: bytes) -> int:
    """The status of one POST; 0 where nobody answered."""
    try:
        wire = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        kind = f"multipart/form-data; boundary={EDGE}"
        wire.request("POST", "/openrosa/submission", content,
                     {"Authorization": phone.header, "Content-Type": kind})  # fmt: skip
        return wire.getresponse().status
    except OSError:
        return 0
    except http.client.HTTPException:
        return 0


def all_send(phones: list[Phone]) -> list[float]:
    """Every phone sends what it has, one after the other, until each is taken; seconds of each POST."""
    took: list[float] = []

    def one(phone: Phone) -> None:
        for sign, content in phone.bodies:
            for _try in range(MOST_TRIES):
                began = time.perf_counter()
                status = send(phone, content)
                took.append(time.perf_counter() - began)
                if status == 201:
                    break
                time.sleep(0.2)
            else:
                raise RuntimeError(f"{sign}: {status}")

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(one, phones))
    return took


def floor(phones: list[Phone]) -> list[float]:
    """Seconds for writing each submission's bytes as three files with fsync, by as many at once."""
    took: list[float] = []
    folder = Path(tempfile.mkdtemp(dir=os.environ["BINAAN_HOME"]))

    def one(phone: Phone) -> None:
        for _sign, content in phone.bodies:
            began = time.perf_counter()
            for part in (content[:600], content[600 : 600 + PHOTO], content[600 + PHOTO :]):
                handle, name = tempfile.mkstemp(dir=folder)
                with os.fdopen(handle, "wb") as file:
                    file.write(part)
                    file.flush()
                    os.fsync(file.fileno())
                os.replace(name, folder / hashlib.sha256(part).hexdigest())
            took.append(time.perf_counter() - began)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(one, phones))
    return took


def prepare(phones: int, each: int) -> list[Phone]:
    """An installation with one form and a phone for each enumerator."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("load_places", stdout=sys.stderr)
    from binaan.access.models import Assignment, Office, User
    from binaan.intake.actions.devices import make_device
    from binaan.intake.tests.fieldforms import a_form
    from binaan.places.models import Place

    place = Place.objects.get(code=PLACE)
    office = Office.objects.create(key="bangku", name="Kantor", place=place)
    questions = ("g/nama", "g/pemilik", "g/desa", "a", "b", "start")
    kinds = {"a": "image", "b": "image", "start": "start"}
    definition = [
        {
            "path": path,
            "name": path.rpartition("/")[2],
            "type": kinds.get(path, "text"),
            "label": path,
        }
        for path in questions
    ]
    mapping = {"g/nama": "name", "g/pemilik": "owner_name", "g/desa": "place_code"}
    a_form(place, office, key="bench", version="1", definition=definition, mapping=mapping)
    made = []
    for number in range(phones):
        user = User.objects.create(username=f"petugas{number:04d}", name="Petugas")
        Assignment.objects.create(
            user=user, role="enumerator", place=place, office=office, valid_from="2020-01-01"
        )
        token = make_device(label="HP", by=user).token
        packed = base64.b64encode(f"{user.username}:{token}".encode()).decode()
        made.append(Phone(f"Basic {packed}", [body(number, at) for at in range(each)]))
    return made


class Server:
    """The web server and the worker, started again whenever they are killed."""

    def __enter__(self):
        self.stopped, self.children = False, {}
        self.threads = [
            threading.Thread(target=self._keep, args=(name,)) for name in ("web", "worker")
        ]
        for thread in self.threads:
            thread.start()
        return self

    def _keep(self, name: str) -> None:
        web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--log-level", "warning",
               "--port", str(PORT), "--workers", "2", "--blocking-threads", "4",
               "binaan.web.served:application"]  # fmt: skip
        worker = [sys.executable, "manage.py", "worker"]
        while not self.stopped:
            child = subprocess.Popen(
                web if name == "web" else worker, cwd=ROOT, start_new_session=True,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            self.children[name] = child
            child.wait()

    def kill(self, name: str) -> None:
        """kill -9 of the process and all it started."""
        os.killpg(self.children[name].pid, signal.SIGKILL)

    def __exit__(self, *_exception):
        self.stopped = True
        for name in self.children:
            self.kill(name)
        for thread in self.threads:
            thread.join()


def wait_until_up() -> None:
    """Until the server says that it does not know this phone."""
    nobody = Phone("", [])
    while send(nobody, b"") != 401:
        time.sleep(0.2)


def wait_until_handed_on() -> None:
    """Until no job waits and nothing is ready."""
    from django.db import connection

    from binaan.intake.models import Submission
    from binaan.kit.models import Job

    while (
        Submission.objects.filter(state="ready").exists()
        or Job.objects.filter(state__in=["waiting", "running"]).exists()
    ):
        connection.close()
        time.sleep(1)


def faults(phones: list[Phone]) -> list[str]:
    """What is lost, doubled or altered; nothing is right."""
    from binaan.intake.models import Attachment, Submission
    from binaan.kit.files import path_of
    from binaan.registry.models import Business

    sent = {sign: content for phone in phones for sign, content in phone.bodies}
    there = list(Submission.objects.values_list("instance_id", "state"))
    found = []
    if sorted(sign for sign, _state in there) != sorted(sent):
        found.append(f"{len(sent)} sent, {len(there)} kept")
    found += [f"{sign} is {state}" for sign, state in there if state != "handed"][:5]
    files = Attachment.objects.select_related("submission").exclude(file=None)
    whole = sum(
        path_of(one.file_id).read_bytes() in sent[one.submission.instance_id] for one in files
    )
    if whole != 2 * len(sent):
        found.append(f"{whole} photos whole of {2 * len(sent)}")
    names = list(Business.objects.values_list("name", flat=True))
    if len(names) != len(sent) or len(set(names)) != len(names):
        found.append(f"{len(names)} businesses, {len(set(names))} of them different")
    return found


def told(took: list[float]) -> dict:
    """Median and 95th percentile in milliseconds."""
    cut = statistics.quantiles(took, n=20)
    return {
        "median_ms": round(1000 * statistics.median(took), 1),
        "p95_ms": round(1000 * cut[18], 1),
    }


def measure(phones: int, each: int, kills: int) -> dict:
    """One installation: sent to, killed `kills` times meanwhile, and looked at afterwards."""
    made = prepare(phones, each)
    base = told(floor(made))
    with Server() as server:
        wait_until_up()
        stop = threading.Event()
        killer = threading.Thread(target=_kill, args=(server, stop, kills))
        killer.start()
        began = time.perf_counter()
        took = all_send(made)
        seconds = time.perf_counter() - began
        stop.set()
        killer.join()
        wait_until_handed_on()
        handed = time.perf_counter() - began
    answer = {
        "phones": phones, "submissions": phones * each, "kills": kills, "floor": base,
        "sending": told(took), "seconds": round(seconds, 1), "handed_on": round(handed, 1),
        "faults": faults(made),
    }  # fmt: skip
    answer["ratio"] = round(answer["sending"]["p95_ms"] / base["p95_ms"], 1)
    return answer


def _kill(server: Server, stop: threading.Event, kills: int) -> None:
    chance = random.Random(7)
    for at in range(kills):
        if stop.wait(1.5 + 2 * chance.random()):
            return
        server.kill("web" if at % 2 == 0 else "worker")


def main() -> int:
    if "--one" in sys.argv:
        phones, each, kills = map(int, sys.argv[2:5])
        print(json.dumps(measure(phones, each, kills)))
        return 0
    phones, each = (int(one) for one in (*sys.argv[1:3], 200, 5)[:2])
    failed = 0
    for url in ["", *filter(None, [os.environ.get("BENCH_DATABASE_URL")])]:
        for kills in (0, KILLS):
            with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
                failed += _one(url, home, phones, each, kills)
    return 1 if failed else 0


def _one(url: str, home: str, phones: int, each: int, kills: int) -> int:
    if url:
        _empty(url)
    environment = {**os.environ, "DATABASE_URL": url, "BINAAN_HOME": home, "BINAAN_DEMO": "0",
                   "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": str(ROOT),
                   "PYTHONSAFEPATH": "1"}  # fmt: skip
    command = [sys.executable, __file__, "--one", str(phones), str(each), str(kills)]
    done = subprocess.run(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        return 1
    answer = {"store": "PostgreSQL" if url else "SQLite"} | json.loads(done.stdout.splitlines()[-1])
    print(json.dumps(answer, ensure_ascii=False))
    return int(bool(answer["faults"]))


def _empty(url: str) -> None:
    """The second run on PostgreSQL starts from nothing, too."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as wire:
        wire.execute("DROP SCHEMA public CASCADE")
        wire.execute("CREATE SCHEMA public")


if __name__ == "__main__":
    sys.exit(main())
