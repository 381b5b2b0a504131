"""Asking the cards: on the copy, or on the store itself with the same columns when there is none."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet
from django.db.models.sql.datastructures import BaseTable
from django.utils import timezone

from binaan.kit import snapshot
from binaan.registry.models import Business, Card
from binaan.registry.snapshot import definition

OLDEST_SECONDS = 600  # further behind, the worker is not there: the store answers


class Cards(NamedTuple):
    """`queryset`: of Card, either way. `live`: asked of the store; `as_of`: what it is as known."""

    queryset: QuerySet[Card]
    live: bool
    as_of: datetime

    def permitted(self, user, permission) -> QuerySet[Card]:
        """Those of Business.objects.permitted(user, permission).present()."""
        if not self.live:
            reached = Card.objects.permitted(user, permission)
            return reached.using(snapshot.ALIAS)
        mine = Business.objects.permitted(user, permission).present()
        return self.queryset.filter(business__in=mine.values("pk"))


def cards() -> Cards:
    """The cards of everybody: narrow them by `permitted` before anything is shown."""
    copy = snapshot.current()
    if copy is not None and snapshot.waiting_seconds() <= OLDEST_SECONDS:
        return Cards(Card.objects.using(snapshot.ALIAS), live=False, as_of=copy.as_of)
    return of_store()


def copied_at() -> datetime | None:
    """As of when the copy answers for the cards; None: the store does."""
    source = cards()
    return None if source.live else source.as_of


def of_store() -> Cards:
    """The cards as the store itself works them out."""
    return Cards(live(), live=True, as_of=timezone.now())


def live() -> QuerySet[Card]:
    """Cards worked out by the store at each question: right, and slow for many."""
    found = Card.objects.all()
    alias = found.query.get_initial_alias()
    found.query.alias_map[alias] = Defined(Card._meta.db_table, alias, definition.Terms.now())
    return found


class Defined(BaseTable):
    """The table of cards as a query in brackets."""

    def __init__(self, table_name, alias, terms: definition.Terms):
        super().__init__(table_name, alias)
        self.terms = terms

    def as_sql(self, compiler, connection):
        sql, given = definition.sql(connection, self.terms)
        # Quoted where columns quote it, bare where they do: "W0" and W0 are two names in PostgreSQL.
        return f"({sql}) {compiler.quote_name_unless_alias(self.table_alias)}", given

    def relabeled_clone(self, change_map):
        alias = change_map.get(self.table_alias, self.table_alias)
        return type(self)(self.table_name, alias, self.terms)
