"""Management commands other programs call: JSON on standard output, exit codes 0, 1 and 2.

0: done. 1: refused or broken, with a sentence on standard error. 2: called wrongly.
"""

import json
import os
import sys
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection

EMPTY = "Pemasangan ini masih kosong. Jalankan ./run sekali, lalu ulangi."


class Refused(Exception):
    """The thing asked for cannot be done; the text says why and what to do next."""


class WrongUsage(Exception):
    """The command was called with options that do not go together."""


class JsonCommand(BaseCommand):
    """A command that computes an `answer` and prints it; `broken` answers leave with exit code 1."""

    requires_migrations_checks = False
    stealth_options = ("json",)

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="Cetak hasil sebagai JSON.")
        self.arguments(parser)

    def arguments(self, parser):
        """Declare the options of this command."""

    def answer(self, **options) -> Any:
        raise NotImplementedError

    def broken(self, answer) -> bool:
        """Whether the answer, though printed, means exit code 1."""
        return False

    def as_text(self, answer) -> str:
        return json.dumps(answer, ensure_ascii=False, indent=2, default=str)

    def handle(self, *args, **options):
        try:
            answer = self._asked(options)
        except WrongUsage as error:
            self._leave(2, str(error))
        except (Refused, PermissionDenied) as error:
            self._leave(1, str(error) or "Anda tidak berhak melakukan ini.")
        except ValidationError as error:
            self._leave(1, " ".join(error.messages))
        except BrokenPipeError:  # the reader has enough (`… | head`)
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)
        else:
            text = json.dumps(answer, ensure_ascii=False, default=str)
            self.stdout.write(text if options.get("json") else self.as_text(answer))
            if self.broken(answer):
                sys.exit(1)

    def _asked(self, options: dict) -> Any:
        try:
            return self.answer(**options)
        except DatabaseError:
            if _has_tables():
                raise
            raise Refused(EMPTY) from None

    def _leave(self, code: int, sentence: str):
        self.stderr.write(sentence)
        sys.exit(code)


class JsonLinesCommand(JsonCommand):
    """A command that answers a list: one JSON object a line, unless `--json` asks for it as one."""

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument(
            "--json-lines", action="store_true", help="Satu objek JSON sebaris (juga tanpa ini)."
        )

    def as_text(self, answer) -> str:
        self.stdout.ending = "\n" if answer else ""  # nothing to say, no line
        return "\n".join(json.dumps(one, ensure_ascii=False) for one in answer)

    def execute(self, *args, **options):
        if options.get("json_lines"):
            options["json"] = False
        return super().execute(*args, **options)


class StreamCommand(JsonLinesCommand):
    """The same, each line printed as soon as it is known, also with `--json`: nothing of it is kept."""

    def lines(self, **options) -> Iterable[dict]:
        raise NotImplementedError

    def answer(self, **options) -> None:
        for one in self.lines(**options):
            self.stdout.write(json.dumps(one, ensure_ascii=False))

    def execute(self, *args, **options):
        options["json"] = False
        return super().execute(*args, **options)

    def as_text(self, answer) -> str:
        self.stdout.ending = ""
        return ""


def _has_tables() -> bool:
    return "django_migrations" in connection.introspection.table_names()
