"""Make all workbooks and their truths anew, or those named by their numbers: `… books 02 13`.

LibreOffice is needed for .xls, .ods and formulas.
"""

import sys

from tests.awkward import books

for make in books.ALL:
    made = make()
    if not sys.argv[1:] or made.name[:2] in sys.argv[1:]:
        made.write()
