"""WeasyPrint, in the peers' Python: an HTML file to a PDF. `python plan_weasyprint.py IN OUT`.

A small document is printed first, so that loading parts and fonts does not count. One line of JSON.
"""

import json
import sys
import time

from weasyprint import HTML

SMALL = "<style>@page{size:A3 landscape}</style><table><tr><td>satu</td></tr></table>"


def main(given: str, made: str) -> None:
    HTML(string=SMALL).write_pdf()
    began = time.perf_counter()
    HTML(filename=given).write_pdf(made)
    print(json.dumps({"seconds": round(time.perf_counter() - began, 2)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
