"""One flat line per business for filters, map and quality; it exists in the copy only.

The copy (registry/snapshot) is made from the store by the worker. Nothing is ever written here.
"""

from django.db import models
from django.db.models import Q

from binaan.access.scope import NOTHING
from binaan.places.scope import within

UNITS = 2**31 / 360  # of `x` and `y` in a degree: about 2 cm, and halves of halves all the way down


class CardQuerySet(models.QuerySet):
    def permitted(self, user, permission):
        """The same businesses as Business.objects.permitted(...).present(), asked of the copy."""
        reached = NOTHING
        for assignment in user.holdings(permission):
            here = within("path", assignment.place)
            if assignment.office_id is not None:
                mine = f",{assignment.office_id},"
                here &= Q(offices="") | Q(offices__contains=mine)
            reached |= here
        return self.filter(reached)


class Card(models.Model):
    """A business that is neither merged away, erased nor withdrawn, as it stands today.

    `path`: the path of its place. `offices`, `sources`: keys of the offices that guide it and the
    lists that name it, each between commas (",3,17,"); "" for none. `complete`: percent 0-100 of the
    fields that count (docs/rules/completeness.md); `filled`: those fields as bits. Empty text: unknown.
    `x`, `y`: longitude and latitude in whole UNITS, for the grid of the map.
    """

    business = models.UUIDField(primary_key=True)
    number = models.BigIntegerField()
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=200)
    path = models.CharField(max_length=40)
    place_code = models.CharField(max_length=13)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    x = models.IntegerField(null=True)
    y = models.IntegerField(null=True)
    group = models.CharField(max_length=20)
    kbli = models.CharField(max_length=5)
    legal_form = models.CharField(max_length=14)
    is_vendor = models.BooleanField()
    sex = models.CharField(max_length=1)
    association = models.CharField(max_length=10)
    status = models.CharField(max_length=12)
    status_on = models.DateField(null=True)
    running = models.BooleanField()
    verification = models.CharField(max_length=10)
    verified_on = models.DateField(null=True)
    size_pp7 = models.CharField(max_length=10)
    size_uu20 = models.CharField(max_length=10)
    size_kemenperin = models.CharField(max_length=10)
    size_bps = models.CharField(max_length=10)
    workers = models.IntegerField(null=True)
    started_year = models.SmallIntegerField(null=True)
    first_as_of = models.DateField()
    known_from = models.DateTimeField()
    offices = models.CharField(max_length=1000)
    sources = models.CharField(max_length=2000)
    has_nib = models.BooleanField()
    has_nik = models.BooleanField()
    has_npwp = models.BooleanField()
    has_phone = models.BooleanField()
    has_position = models.BooleanField()
    filled = models.IntegerField()
    complete = models.SmallIntegerField()
    last_served = models.DateField(null=True)

    objects = CardQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "registry_card"
        ordering = ["name_key", "number"]

    def __str__(self):
        return self.name
