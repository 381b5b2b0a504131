"""Expressions of an XLSForm (skips, constraints, calculations): is this one a phone can work out?

Source: XPath 1.0 (W3C, 1999) §3.7 for what is a sign and what a name; functions of ODK XForms 1.0.
A phone stops at the first wrong expression with an English line; here each is said with what to write.
"""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import pairwise
from typing import NamedTuple

FUNCTIONS = frozenset(
    """
    last position count id local-name namespace-uri name string concat starts-with contains
    substring-before substring-after substring string-length normalize-space translate boolean not
    true false lang number sum floor ceiling round
    if coalesce once selected selected-at count-selected jr:choice-name count-non-empty count-non-blank
    regex uuid int date date-time today now format-date format-date-time decimal-date-time
    decimal-time digest base64-decode randomize max min avg pow log log10 sin cos tan asin acos atan
    atan2 sqrt exp exp10 abs pi join ends-with substr string-join position indexed-repeat checklist
    weighted-checklist area distance geofence intersects instance current pulldata depend random
    boolean-from-string jr:itext property text comment node extract-signed version
    """.split()
)
OPERATORS = frozenset(
    {"and", "or", "div", "mod", "+", "-", "*", "=", "!=", "<", "<=", ">", ">=", "|"}
)
_TOKEN = re.compile(
    r"""\s*(?:(?P<text>'[^']*'|"[^"]*")|(?P<ref>\$\{\s*(?:last-saved\#)?[^}]*\})|(?P<number>\d+(?:\.\d*)?|\.\d+)
    |(?P<sign>!=|<=|>=|//|::|\.\.|[-+*=<>|/()\[\],.@])
    |(?P<name>[^\W\d][\w.-]*(?::[^\W\d][\w.-]*)?))""",
    re.VERBOSE,
)
_STRANGE = {
    "==": "pakai satu tanda =", "&&": "tulis and", "||": "tulis or", "<>": "tulis !=",
    "‘": "pakai tanda kutip lurus '", "’": "pakai tanda kutip lurus '",
    "“": "pakai tanda kutip lurus '", "”": "pakai tanda kutip lurus '",
}  # fmt: skip
_REF = re.compile(r"\$\{\s*(?:last-saved#)?\s*([^}\s]*)\s*\}")


class Token(NamedTuple):
    kind: str  # text, ref, number, sign, name
    word: str


class Unreadable(ValueError):
    """What is wrong in an expression, as the rest of a sentence in Bahasa."""


def references(expression: str) -> list[str]:
    """The names of the questions an expression speaks of, in order."""
    return _REF.findall(expression)


def wrong(expression: str) -> str:
    """What is wrong in an expression and what to write instead; "" when it can be worked out."""
    for sign, advice in _STRANGE.items():
        if sign in _without_texts(expression):
            return f"ada {sign}: {advice}"
    try:
        _walk(list(_tokens(expression)))
    except Unreadable as fault:
        return str(fault)
    return ""


def unknown_functions(expression: str) -> dict[str, str]:
    """Functions no phone knows → the one that was probably meant, or ""."""
    try:
        tokens = list(_tokens(expression))
    except Unreadable:
        return {}
    called = [
        token.word
        for token, after in pairwise(tokens)
        if token.kind == "name" and after.word == "(" and token.word not in OPERATORS
    ]
    return {
        name: next(iter(get_close_matches(name, FUNCTIONS, 1, 0.7)), "")
        for name in called
        if name not in FUNCTIONS
    }


def _without_texts(expression: str) -> str:
    return re.sub(r"'[^']*'|\"[^\"]*\"", "''", expression)


def _tokens(expression: str) -> Iterator[Token]:
    at, rest = 0, expression.rstrip()
    while at < len(rest):
        found = _TOKEN.match(rest, at)
        if found is None or found.lastgroup is None:
            left = rest[at:].lstrip()
            raise Unreadable(_cut_short(left))
        yield Token(found.lastgroup, found[found.lastgroup])
        at = found.end()


def _cut_short(left: str) -> str:
    if left[0] in "'\"":
        return f"tanda kutip {left[0]} dibuka tetapi tidak ditutup"
    if left.startswith("$"):
        return "acuan ke pertanyaan ditulis ${nama_pertanyaan}, lengkap dengan kurungnya"
    return f"huruf {left[0]} tidak dikenal di sini"


def _walk(tokens: list[Token]) -> None:
    """One sign after the other: where a value must stand, and where only a sign may follow one."""
    reader = _Reader()
    for token in tokens:
        reader.read(token)
    reader.end()


class _Reader:
    def __init__(self):
        self.open: list[str] = []
        self.before: Token | None = None
        self.wants = True  # a value must come
        self.step = False  # a step of a path may come

    def read(self, token: Token) -> None:
        if self.wants:
            self._value(token)
        else:
            self._follow(token)
        self.before = token

    def _value(self, token: Token) -> None:
        if token.word in ("(", "["):
            self.open.append(token.word)
        elif token.word == ")" and self._just_called():
            self.open.pop()
            self.wants = False
        elif token.word in ("-", "@", "//") or (token.word == "/" and not self.step):
            pass  # more of the value follows
        elif token.kind == "sign" and token.word not in (".", "..", "*"):
            raise Unreadable(f"di depan {token.word} ada yang kurang")
        else:
            self.wants = False
        self.step = False

    def _just_called(self) -> bool:
        return bool(self.before and self.before.word == "(" and self.open[-1:] == ["()"])

    def _follow(self, token: Token) -> None:
        if token.word in OPERATORS or token.word in ("/", "//", "::"):
            self.wants, self.step = True, token.word in ("/", "//", "::")
        elif token.word == "(" and self.before and self.before.kind == "name":
            self.open.append("()")
            self.wants = True
        elif token.word == "[":
            self.open.append("[")
            self.wants = True
        elif token.word in (")", "]"):
            self._close(token.word)
        elif token.word == "," and self.open[-1:] == ["()"]:
            self.wants = True
        else:
            raise Unreadable(
                f"antara {self.before.word if self.before else ''} dan {token.word} ada yang kurang, "
                "misalnya and, or atau ="
            )

    def _close(self, word: str) -> None:
        opened = self.open.pop() if self.open else ""
        if opened[:1] != {")": "(", "]": "["}[word]:
            raise Unreadable(f"kurung {word} tidak punya pasangan")

    def end(self) -> None:
        if self.open:
            raise Unreadable(f"kurung {self.open[-1][0]} dibuka tetapi tidak ditutup")
        if self.wants and self.before and self.before.word != "/":
            raise Unreadable(f"sesudah {self.before.word} belum ada isinya")


SPOKEN = (
    (re.compile(r"selected\(\s*([^,()]+?)\s*,\s*'([^']*)'\s*\)"), r"\1 memuat \2"),
    (re.compile(r"count-selected\(\s*([^()]*?)\s*\)"), r"banyaknya pilihan \1"),
    (re.compile(r"\$\{\s*([^}]*?)\s*\}"), r"\1"),
    (re.compile(r"\s*!=\s*''"), " terisi"),
    (re.compile(r"\s*=\s*''"), " kosong"),
    (re.compile(r"'([^']*)'"), r"\1"),
    (re.compile(r"\s*!=\s*"), " ≠ "),
    (re.compile(r"\s*>=\s*"), " ≥ "),
    (re.compile(r"\s*<=\s*"), " ≤ "),
    (re.compile(r"\s*(?<![≠≥≤!<>])=\s*"), " = "),
    (re.compile(r"\band\b"), "dan"),
    (re.compile(r"\bor\b"), "atau"),
    (re.compile(r"\bnot\("), "bukan ("),
)


def in_words(expression: str) -> str:
    """An expression as somebody who never saw one may follow it: "persetujuan = ya dan nik terisi"."""
    for pattern, spoken in SPOKEN:
        expression = pattern.sub(spoken, expression)
    return " ".join(expression.split())
