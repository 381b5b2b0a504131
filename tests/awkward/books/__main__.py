"""Make all workbooks and their truths anew; needs LibreOffice for .xls, .ods and formulas."""

from tests.awkward import books
from tests.awkward.making import FILES, TRUTH

FILES.mkdir(exist_ok=True)
TRUTH.mkdir(exist_ok=True)
for make in books.ALL:
    make()
