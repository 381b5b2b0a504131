"""XLSForms before they become forms: what is wrong in them, said by sheet, row and column."""

from binaan.intake.rules.xlsforms.around import choices, settings
from binaan.intake.rules.xlsforms.book import Book, Fault
from binaan.intake.rules.xlsforms.survey import survey

__all__ = ["Book", "Fault", "faults"]


def faults(book: Book) -> list[Fault]:
    """Everything found in a workbook, all at once, in the order of its sheets and rows."""
    if not book.survey:
        return [
            Fault(
                "survey", None, "", "Lembar bernama survey tidak ada atau kosong. Beri nama survey "
                "pada lembar pertanyaan, dengan judul kolom type, name dan label di baris 1."
            )
        ]  # fmt: skip
    return [*survey(book), *choices(book), *settings(book)]
