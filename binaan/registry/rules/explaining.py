"""Why one claim's word counts and another's does not, in one sentence people read.

It follows the order of rules/projection: a correction, then trust, then date, then recording.
"""

from binaan.registry.rules.projection import Stated


def stated(claim) -> Stated:
    """A stored claim as the rules see it."""
    return Stated(
        claim.pk, claim.as_of, claim.recorded_at, claim.precedence, claim.correction, claim.said
    )


def standing(claim) -> bool:
    """Whether a stored claim was not taken back."""
    return claim.retracted_at is None


def why_counts(winner: Stated, others: list[Stated]) -> str:
    """Why `winner` was taken before `others` (the further claims that state the same)."""
    if not others:
        return "Satu-satunya sumber yang menyebutnya."
    corrections = [other for other in others if other.correction]
    if winner.correction:
        return "Dikoreksi petugas; koreksi mengalahkan keterangan sampai tanggalnya."
    if corrections and all(winner.as_of > other.as_of for other in corrections):
        return "Lebih baru daripada koreksi terakhir."
    rivals = [other for other in others if not other.correction]
    if any(other.precedence > winner.precedence for other in rivals):
        return "Dari sumber yang paling dipercaya."
    if any(other.as_of < winner.as_of for other in rivals):
        return "Keadaan paling baru di antara sumber yang sama dipercaya."
    return "Dicatat paling akhir untuk tanggal yang sama."


def why_not(claim: Stated, winner: Stated) -> str:
    """Why `claim` was passed over for `winner`."""
    if winner.correction and claim.as_of <= winner.as_of:
        return "Sudah dikoreksi petugas."
    if claim.correction:
        return "Koreksi lama; ada keterangan yang lebih baru."
    if claim.precedence > winner.precedence:
        return "Sumber ini kurang dipercaya daripada yang dipakai."
    if claim.as_of < winner.as_of:
        return "Keadaannya lebih lama."
    return "Dicatat lebih dulu untuk tanggal yang sama."
