"""What pages say of lists: states and the next step in words, cells with personal data hidden."""

from typing import NamedTuple

from binaan.intake.kinds import Kind
from binaan.intake.models import Batch, BatchState
from binaan.intake.tables import WHY
from binaan.kit.masking import PERSONAL_FIELDS, mask_all, mask_text
from binaan.kit.models import JobState
from binaan.kit.sheets.cells import shown

WORKING = (BatchState.RECEIVED, BatchState.LANDING, BatchState.APPLYING)


class Standing(NamedTuple):
    """A state in words: what it is, its tone, what happens next, and the page where it does."""

    label: str
    tone: str
    next: str
    page: str = "batch_detail"


STANDINGS = {
    BatchState.RECEIVED: Standing("Sedang dibaca", "info", "Tunggu sebentar", "batch_progress"),
    BatchState.PROPOSED: Standing(
        "Menunggu peta kolom", "warn", "Periksa peta kolomnya", "batch_map"
    ),
    BatchState.LANDING: Standing("Sedang diperiksa", "info", "Tunggu sebentar", "batch_progress"),
    BatchState.LANDED: Standing(
        "Menunggu persetujuan", "warn", "Lihat pratinjau, lalu masukkan", "batch_preview"
    ),
    BatchState.APPLYING: Standing("Sedang dimasukkan", "info", "Tunggu sebentar", "batch_progress"),
    BatchState.APPLIED: Standing("Sudah masuk", "ok", ""),
    BatchState.REFUSED: Standing("Ditolak", "bad", "Baca alasannya, lalu kirim yang betul"),
    BatchState.STOPPED: Standing("Dihentikan", "warn", "Lanjutkan bila perlu"),
    BatchState.CANCELLED: Standing("Dibatalkan", "", ""),
}
BROKEN = Standing("Terhenti", "bad", "Jalankan lagi")


def standing(batch: Batch) -> Standing:
    """How a batch stands; work that broke off says so."""
    if is_broken(batch):
        return BROKEN
    return STANDINGS[BatchState(batch.state)]


def is_broken(batch: Batch) -> bool:
    """Whether the job of a batch that is not over failed or was cancelled."""
    over = (JobState.FAILED, JobState.CANCELLED)
    return batch.state in WORKING and batch.job is not None and batch.job.state in over


def written(kind: Kind | None, field: str, text: str | None) -> str:
    """The words of a cell as a page shows them; personal ones hidden, in any column.

    A NIB (13 digits) is no secret, though it may look like a telephone number; a NIK in its place is.
    """
    text = shown(text or "")
    if not text:
        return ""
    if is_personal(kind, field):
        return str(PERSONAL_FIELDS.get(field, mask_all)(text))
    digits = sum(letter.isdigit() for letter in text)
    return text if field == "nib" and digits <= 13 else mask_text(text)


def is_personal(kind: Kind | None, field: str) -> bool:
    """Whether the words of a field are hidden from who does not ask for them."""
    return field in PERSONAL_FIELDS or (kind is not None and field in kind.personal)


def label(kind: Kind | None, field: str) -> str:
    """The name of a field as people read it."""
    found = kind.field(field) if kind else None
    return found.label if found else field


def skipped_lines(skipped: dict[str, list[int]]) -> list[tuple[str, int, str]]:
    """Why lines are no data, how many, and which: ("jumlah", 3, "14, 20–21")."""
    found = [(WHY.get(why, why), len(lines), ranges(lines)) for why, lines in skipped.items()]
    return sorted((one for one in found if one[1]), key=lambda one: -one[1])


def ranges(lines: list[int], most: int = 60) -> str:
    """Line numbers with neighbours joined: [3, 4, 5, 9] -> "3–5, 9"; a long list ends with "…"."""
    parts: list[list[int]] = []
    for line in sorted(lines):
        if parts and line == parts[-1][1] + 1:
            parts[-1][1] = line
        else:
            parts.append([line, line])
    told = [str(a) if a == b else f"{a}–{b}" for a, b in parts[:most]]
    return ", ".join(told) + (", …" if len(parts) > most else "")
