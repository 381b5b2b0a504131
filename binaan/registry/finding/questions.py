"""From what somebody typed to questions for the index. docs/rules/search.md says what is meant."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from tantivy import Occur, Query

from binaan.access.models import Assignment
from binaan.places.models import Place
from binaan.registry.finding.documents import EVERYWHERE, LONGEST_EDGE, NOBODY, secret
from binaan.registry.finding.index import SCHEMA
from binaan.registry.rules.identifiers import NIK_DIGITS, OLD_NPWP_DIGITS, check_npwp, normal_phone
from binaan.registry.rules.spelling import (
    MOST_LETTERS,
    MOST_WORDS,
    TITLES,
    long_numbers,
    national,
    short_number,
    spellings,
    words,
)

WEIGHTS = {"name": 3.0, "more": 1.0}  # how much more a word in a name counts than elsewhere
AS_BEGINNING = 0.5  # how much of a whole word its beginning counts
FEWEST_DIGITS = 4
ENOUGH = 5  # with fewer found as typed, slips are forgiven
SLIPS = {1: 4, 2: 7}  # letters a word must have to be forgiven that many slips
WITH_OTHERS = 3  # letters for one slip in a whole word when other words narrow the search
NOTHING = Query.empty_query()


class Scope:
    """Where somebody may look: the assignments that count, those that open parts of numbers."""

    def __init__(self, holdings: Iterable[Assignment], personal: Iterable[Assignment],
                 place: Place | None):  # fmt: skip
        self.reach = _reach(holdings, place)
        personal = list(personal)
        self.personal = _reach(personal, place) if personal else None


class Question:
    """One text as somebody typed it, within a scope."""

    def __init__(self, text: str, scope: Scope):
        self.text, self.scope = text[:MOST_LETTERS].replace("\0", " "), scope

    def attempts(self) -> Iterator[tuple[int, Query]]:
        """Queries to try in turn, each with the number of businesses found so far that spares it."""
        number = short_number(self.text)
        if number:
            yield 1, self._within(_number(*number))
            return
        numbers, rest = long_numbers(self.text)
        typed = words(rest)[:MOST_WORDS]
        whole = "".join(sign for sign in self.text if sign.isdecimal() and sign.isascii())
        alone = bool(whole) and not any(sign.isalpha() for sign in self.text)
        if alone and len(typed) + len(numbers) > 1:
            yield 1, self._within(self._digits(whole))
        if not typed and not numbers:
            return
        clauses = [self._digits(one) for one in numbers]
        yield ENOUGH, self._within(*clauses, *self._words(typed, 0))
        for slips, enough in ((1, ENOUGH), (2, 1)):
            if any(_forgiven(word, False, slips, len(typed)) for word in typed):
                yield enough, self._within(*clauses, *self._words(typed, slips))

    def _words(self, typed: list[str], slips: int) -> Iterator:
        """One clause for each word: titles only count for the order, unless there is nothing else."""
        serious = [word for word in typed if word not in TITLES] or typed
        for position, word in enumerate(typed):
            last = position == len(typed) - 1
            occur = Occur.Must if word in serious else Occur.Should
            if word.isdecimal():
                yield occur, self._figure(word, last)
            else:
                forgiven = _forgiven(word, last, slips, len(typed))
                yield occur, _word(word, last, slips if forgiven else 0)

    def _figure(self, digits: str, last: bool) -> Query:
        """Digits among words: a house, an RT; or the beginning of a number."""
        bare = spellings(digits)[0]
        ways = [_term(name, bare) for name in ("name", "more")]
        if last and len(digits) < FEWEST_DIGITS:
            ways += [_beginning(name, bare) for name in ("name", "more")]
        return _any([*ways, self._digits(digits)])

    def _digits(self, digits: str) -> Query:
        """A number by itself: short number, NIB, telephone, NIK, NPWP."""
        ways = []
        if len(digits) <= 9:
            ways += [_term("number", f"{letter}{int(digits):06d}") for letter in "up"]
        if len(digits) >= FEWEST_DIGITS:
            ways.append(_edge("number", "", digits))
            ways += self._part_of_phone(digits)
        phone = normal_phone(digits)
        if phone:
            ways.append(_term("phone", phone.removeprefix("+62")))
        if len(digits) in (OLD_NPWP_DIGITS, NIK_DIGITS):
            ways += [
                _term("secret", secret(one)) for one in {digits, check_npwp(digits).value or digits}
            ]
        return _any(ways)

    def _part_of_phone(self, digits: str) -> list[Query]:
        if self.scope.personal is None:
            return []
        ways = [_edge("part", "$", digits[::-1])]
        if len(national(digits)) >= FEWEST_DIGITS - 1:
            ways.append(_edge("part", "^", national(digits)))
        return [_all([(Occur.Must, _any(ways)), (Occur.Must, self.scope.personal)])]

    def _within(self, *clauses) -> Query:
        """All of it, and within reach: the one place where a query is let out."""
        musts = [one if isinstance(one, tuple) else (Occur.Must, one) for one in clauses]
        return _all([*musts, (Occur.Must, self.scope.reach)])


def _number(letter: str, digits: str) -> Query:
    """U-123 and U-000123 whole; U-0001 as a beginning."""
    return _any(
        [_term("number", f"{letter}{int(digits):06d}"), _beginning("number", letter + digits)]
    )


def _forgiven(word: str, last: bool, slips: int, among: int) -> bool:
    """Whether a slip in this word would still leave few enough words that may be meant."""
    if slips == 1 and among > 1 and not last:
        return word.isalpha() and len(word) >= WITH_OTHERS
    return slips > 0 and word.isalpha() and len(word) >= SLIPS[slips]


def _word(word: str, last: bool, slips: int) -> Query:
    """A word in any of its spellings, in a name or elsewhere; the last also as a beginning."""
    ways = []
    forms = spellings(word)
    for name, weight in WEIGHTS.items():
        for form in forms:
            ways.append(Query.boost_query(_term(name, form), weight))
            if last and not slips:
                ways.append(Query.boost_query(_beginning(name, form), weight * AS_BEGINNING))
        if slips:  # doubled letters are often the slip itself, so the word as typed counts too
            for form in dict.fromkeys((word, *forms)):
                slipped = Query.fuzzy_term_query(SCHEMA, name, form, slips, True, last)
                ways.append(Query.boost_query(slipped, weight * AS_BEGINNING))
    return _any(ways)


def _term(name: str, term: str) -> Query:
    return Query.term_query(SCHEMA, name, term, "basic")


def _beginning(name: str, start: str) -> Query:
    return Query.fuzzy_term_query(SCHEMA, name, start, 0, True, True)


def _edge(name: str, mark: str, digits: str) -> Query:
    """Numbers with this beginning: a term up to some length, few enough to look through beyond."""
    if len(digits) <= LONGEST_EDGE:
        return _term(name, mark + digits)
    return _beginning(name, mark + digits)


def _any(ways: list[Query]) -> Query:
    if not ways:
        return NOTHING
    return ways[0] if len(ways) == 1 else Query.disjunction_max_query(ways, 0.1)


def _all(clauses: list) -> Query:
    return Query.boolean_query(clauses)


def _reach(holdings: Iterable[Assignment], place: Place | None) -> Query:
    """The same as BusinessQuerySet.reach, for all of these assignments; counts nothing in the order."""
    ways = frozenset(
        (one.place.path, one.office_id.hex if one.office_id else "") for one in holdings
    )
    return _kept_reach(ways, None if place is None else place.path)


@lru_cache(maxsize=1000)
def _kept_reach(ways: frozenset, within: str | None) -> Query:
    reached = [_one_reach(path, office) for path, office in sorted(ways)]
    clauses = [(Occur.Must, _or(reached))]
    if within is not None:
        clauses.append((Occur.Must, _term("path", within or EVERYWHERE)))
    return Query.const_score_query(_all(clauses), 0.0)


def _one_reach(path: str, office: str) -> Query:
    here = _term("path", path or EVERYWHERE)
    if not office:
        return here
    guided = _or([_term("office", office), _term("office", NOBODY)])
    return _all([(Occur.Must, here), (Occur.Must, guided)])


def _or(ways: list[Query]) -> Query:
    return _all([(Occur.Should, one) for one in ways]) if ways else NOTHING
