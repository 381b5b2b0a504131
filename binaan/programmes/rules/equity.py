"""Who is reached and who is not: coverage, parity, concentration.

Source: data/ikm/equity-continuity-metrics.csv, EQ1-EQ12; test values there. Shares are 0 to 1, exact
(Decimal, 28 digits); a share of nothing is None, never 0.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

TOP = 10  # EQ8: the tenth part of the businesses that was served most
FOUR_FIFTHS = Decimal("0.8")  # EQ12

Number = int | Decimal
Tally = Mapping[int, int]


def share(part: Number | None, whole: Number | None) -> Decimal | None:
    """A part of a whole; None where either is unknown or the whole is nothing.

    EQ1 coverage (served ÷ registered and running at the start), EQ2 of members, EQ3 of others,
    EQ9 never served ÷ running.
    """
    if part is None or not whole:
        return None
    return Decimal(part) / Decimal(whole)


def parity(
    others_served: Number, others: Number, members_served: Number, members: Number
) -> Decimal | None:
    """EQ4: coverage of non-members ÷ coverage of members; None where the members' is 0 or unknown.

    Multiplied across, so that it is rounded once: 120·600 ÷ (2400·300) is 0.1 exactly.
    """
    if not others or not members:
        return None
    return share(Decimal(others_served) * members, Decimal(others) * members_served)


def gap(members: Decimal | None, others: Decimal | None) -> Decimal | None:
    """EQ5: coverage of members less that of others; 0.45 is 45 percentage points."""
    return None if members is None or others is None else members - others


def representation(
    served_of_group: Number, served: Number, of_group: Number, registered: Number
) -> Decimal | None:
    """EQ6: the share of a group among the served ÷ its share among all; 1 is as it should be."""
    if not served:
        return None
    return share(Decimal(served_of_group) * registered, Decimal(of_group) * served)


def gini(services: Tally) -> Decimal | None:
    """EQ7: of how many businesses received how many services, those with 0 among them.

    `services`: businesses by their number of services. 0: all alike; None: nobody was served.
    Computed from the sorted counts, equal to the sum over all pairs ÷ 2n²μ.
    """
    many = sum(services.values())
    total = sum(count * businesses for count, businesses in services.items())
    if not total:
        return None
    spread, below, received = 0, 0, 0
    for count in sorted(services):
        spread += services[count] * (count * below - received)
        below += services[count]
        received += count * services[count]
    return _decimal(Fraction(spread, many * total))


def top_share(services: Tally, part: int = TOP) -> Decimal | None:
    """EQ8: the services of the tenth of the businesses served most ÷ all services.

    The tenth is rounded up, so that of nine businesses it is one.
    """
    total = sum(count * businesses for count, businesses in services.items())
    seats = -(-sum(services.values()) // part)
    theirs = 0
    for count in sorted(services, reverse=True):
        taken = min(seats, services[count])
        theirs += count * taken
        seats -= taken
    return share(theirs, total)


def concentration(services: Iterable[int]) -> Decimal | None:
    """EQ10: sum of the squared shares of the kecamatan; 1/23 when 23 of them share evenly."""
    counts = list(services)
    total = sum(counts)
    return _decimal(Fraction(sum(one * one for one in counts), total * total)) if total else None


def money_parity(
    for_others: Number, others: Number, for_members: Number, members: Number
) -> Decimal | None:
    """EQ11: rupiah per non-member ÷ rupiah per member."""
    return parity(for_others, others, for_members, members)


def pass_parity(
    others_chosen: int, others_eligible: int, members_chosen: int, members_eligible: int
) -> Decimal | None:
    """EQ12: the share chosen among eligible non-members ÷ that among eligible members."""
    return parity(others_chosen, others_eligible, members_chosen, members_eligible)


def by_four_fifths(passing: Decimal | None) -> bool | None:
    """Whether EQ12 keeps the rule of four fifths; None where it cannot be said."""
    return None if passing is None else passing >= FOUR_FIFTHS


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
