"""`verify_audit --json`: recompute the chain of the audit trail; exit 1 when it is broken."""

from binaan.access import audit
from binaan.kit.commands import JsonCommand


class Command(JsonCommand):
    help = "Memeriksa keutuhan jejak audit."

    def answer(self, **_options):
        checked = audit.verify()
        first = None if checked.first_broken is None else str(checked.first_broken)
        return {"ok": checked.ok, "events": checked.events, "first_broken": first}

    def broken(self, answer):
        if not answer["ok"]:
            self.stderr.write(f"Rantai audit rusak mulai peristiwa {answer['first_broken']}.")
        return not answer["ok"]

    def as_text(self, answer):
        state = "utuh" if answer["ok"] else "rusak"
        return f"Rantai audit {state}: {answer['events']} peristiwa."
