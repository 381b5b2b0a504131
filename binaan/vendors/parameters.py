"""What an office chooses about street vendors; each choice is named where it counts."""

from binaan.access import parameters
from binaan.vendors.rules.measuring import BASE, EDITION

ISSUE_DAYS = "vendors.issue_working_days"
RENEWAL_MONTHS = "vendors.renewal_months"
OBJECTION_DAYS = "vendors.objection_working_days"
ANSWER_DAYS = "vendors.answer_working_days"
PLAN_BASE = "vendors.plan_base"
EVENT_REST = "vendors.event_rest"
EVENT_PENALTY = "vendors.event_penalty"
EVENT_LATE = "vendors.event_late_minutes"
OWN = "Definisi sistem; tidak ada aturan nasional. Kantor boleh mengubahnya."
UNSURE = "Belum dipastikan (pengetahuan umum); cocokkan dengan perda setempat."
TDU = "Permendagri 41/2012 menurut data/ikm/workflows.csv (pkl_tdu)"
EVENTS = "data/ikm/workflows.csv (cfd_slot); praktik Kab. Bogor (S55b)"
OBJECTION = "UU 30/2014 pasal 77"

DECLARED = (
    (ISSUE_DAYS, "TDU: paling lama sejak diajukan sampai diputus", 7, UNSURE, TDU, "hari kerja"),
    (RENEWAL_MONTHS, "TDU: perpanjangan diajukan paling lambat sebelum habis", 1, UNSURE, TDU, "bulan"),
    (OBJECTION_DAYS, "Keberatan: paling lama sejak putusan", 21, UNSURE, OBJECTION, "hari kerja"),
    (ANSWER_DAYS, "Keberatan: paling lama sampai dijawab", 10, UNSURE, OBJECTION, "hari kerja"),
    (EVENT_REST, "Hari acara: edisi yang dilewati sesudah mendapat lapak", 1, OWN, EVENTS, "edisi"),
    (EVENT_PENALTY, "Hari acara: edisi yang dilewati sesudah tidak hadir", 1, OWN, EVENTS, "edisi"),
    (EVENT_LATE, "Hari acara: boleh dicatat tidak hadir sesudah", 30, OWN, EVENTS, "menit"),
    (PLAN_BASE, "Basis rencana: PKL pada awal rencana", BASE, OWN, EDITION, "PKL"),
)  # fmt: skip


def start() -> None:
    """Called once when the room starts."""
    for key, label, default, note, source, unit in DECLARED:
        parameters.declare(key, label, default, note, source, unit=unit, kind="number")
