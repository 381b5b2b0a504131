"""A form that was read and can be used, before anybody keeps it."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from binaan.intake.rules.xlsforms.book import Fault

UNVERSIONED = "0000000000"  # stands in the XForm until its version is known


class ReadForm(NamedTuple):
    """`files`: what phones fetch beside it; `version`: "" where the workbook names none."""

    key: str
    title: str
    version: str
    xform: str
    definition: list[dict[str, Any]]
    files: tuple[str, ...]
    warnings: Sequence[Fault] = ()

    def as_version(self, version: str) -> str:
        """The XForm under a version of ours, where the workbook names none."""
        return self.xform.replace(f'version="{UNVERSIONED}"', f'version="{version}"')
