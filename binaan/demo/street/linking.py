"""What the printed Renstra says of street vendors is measured by the register of them."""

from binaan.access.models import User
from binaan.demo.books import DISKOPUKM
from binaan.demo.renstra.loading import PLANNER, TITLE
from binaan.planning.actions import citing
from binaan.planning.models import Indicator

# Name of the indicator: what it cites. Table 6.2 prints 5, 15, 15 % (30, 90, 90 of 613), and 736 in 2019.
CITED = {
    "Persentase PKL yang menempati tempat yang telah ditetapkan": "vendors.in_designated_place",
    "Jumlah Pelaku Usaha Mikro": "vendors.registered",
}
UNITS = ("Persen", "PKL")


def link() -> int:
    """Cite the measures in the Renstra as it was brought in; answers how many indicators were linked."""
    planner = User.objects.get(username=PLANNER)
    found = Indicator.objects.filter(
        node__version__document__office__key=DISKOPUKM, node__version__document__title=TITLE,
        name__in=CITED, unit__in=UNITS, citation={},
    )  # fmt: skip
    rows = list(found.select_related("node__version"))
    for one in rows:
        citing.cite(indicator=one, citation={"measure": CITED[one.name]}, by=planner)
    return len(rows)
