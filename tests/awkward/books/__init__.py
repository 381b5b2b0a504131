"""The awkward workbooks, one function each. `python -m tests.awkward.books` makes the files anew."""

from tests.awkward.books import clean, headings, lists, values

ALL = [*headings.ALL, *values.ALL, *lists.ALL, *clean.ALL]
