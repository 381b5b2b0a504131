"""Which businesses and owners are one: keys to compare them by, pairs to decide, merges, models.

docs/rules/identitas.md tells what all this means.
"""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from binaan.access.scope import NOTHING
from binaan.kit.ids import new_id
from binaan.places.scope import within
from binaan.registry.choices import OwnerKind, PairState, SampleAnswer
from binaan.registry.models.businesses import Business
from binaan.registry.models.owners import Owner


class MatchKey(models.Model):
    """A present business in the standard form in which it is compared (rules/standard).

    Made from the register and thrown away at will; brought up to date from the outbox (`Touched`).
    Texts are "" when unknown; several values stand in one text, parted by blanks or "|".
    """

    backed_up = False

    business = models.OneToOneField(
        Business, models.PROTECT, primary_key=True, related_name="match_key", db_constraint=False
    )
    number = models.BigIntegerField()
    owner = models.ForeignKey(
        Owner, models.PROTECT, null=True, db_constraint=False, related_name="+"
    )
    owner_kind = models.CharField(max_length=12, choices=OwnerKind, blank=True)
    owner_key = models.CharField(max_length=200, blank=True)
    owner_sorted = models.CharField(max_length=200, blank=True)
    owner_first = models.CharField(max_length=40, blank=True)
    owner_others = models.TextField(blank=True)
    sex = models.CharField(max_length=1, blank=True)
    birth_date = models.DateField(null=True)
    nik = models.CharField(max_length=30, blank=True)
    nib = models.CharField(max_length=30, blank=True)
    npwp = models.CharField(max_length=30, blank=True)
    phone = models.CharField(max_length=20, blank=True, help_text="Yang pertama dari phones.")
    phones = models.TextField(blank=True)
    name_key = models.CharField(max_length=200, blank=True)
    name_core = models.CharField(max_length=200, blank=True)
    trade = models.CharField(max_length=40, blank=True)
    branch = models.CharField(max_length=60, blank=True)
    product_key = models.CharField(max_length=200, blank=True)
    group = models.CharField(max_length=20, blank=True)
    kbli = models.CharField(max_length=5, blank=True)
    village = models.CharField(max_length=13, blank=True)
    district = models.CharField(max_length=13, blank=True)
    street = models.CharField(max_length=120, blank=True)
    estate = models.CharField(max_length=120, blank=True)
    block = models.CharField(max_length=20, blank=True)
    house = models.CharField(max_length=20, blank=True)
    rt = models.CharField(max_length=3, blank=True)
    rw = models.CharField(max_length=3, blank=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    lists = models.TextField(blank=True)
    as_of = models.DateField(null=True)
    status = models.CharField(max_length=12, blank=True)
    facts = models.BigIntegerField(help_text="Sidik semua nilai di atas.")
    waiting = models.BooleanField(default=True, help_text="Belum dicari pasangannya.")

    class Meta:
        indexes = [
            # One for each rule by which candidates of a few businesses are sought.
            models.Index(fields=["nik"], condition=~Q(nik=""), name="match_by_nik"),
            models.Index(fields=["nib"], condition=~Q(nib=""), name="match_by_nib"),
            models.Index(fields=["npwp"], condition=~Q(npwp=""), name="match_by_npwp"),
            models.Index(fields=["phone"], condition=~Q(phone=""), name="match_by_phone"),
            models.Index(fields=["owner_sorted", "district"], name="match_by_owner_name"),
            models.Index(
                fields=["birth_date", "owner_first"],
                condition=Q(birth_date__isnull=False),
                name="match_by_birth_date",
            ),
            models.Index(fields=["village", "name_core"], name="match_by_name"),
            models.Index(fields=["village", "owner_first"], name="match_by_neighbour"),
            models.Index(fields=["business"], condition=Q(waiting=True), name="match_waiting"),
        ]

    def __str__(self):
        return f"{self.business_id}"


class MatchModel(models.Model):
    """A trained or refitted model, versioned; the newest active one of a kind counts."""

    OWNERS, FIRMS = "owners", "firms"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=10, choices=[(OWNERS, "Pemilik"), (FIRMS, "Usaha")])
    version = models.IntegerField()
    made_at = models.DateTimeField()
    by = models.CharField(max_length=150)
    body = models.JSONField()
    records = models.IntegerField(help_text="Banyaknya usaha yang dipelajari.")
    decisions = models.JSONField(default=list, help_text="Pasangan yang putusannya dipelajari.")
    evaluation = models.JSONField(default=dict, help_text="Pada putusan yang tidak dipelajari.")
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["kind", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "version"],
                name="one_model_per_version",
                violation_error_message="Versi model ini sudah ada.",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.version}"


def _both_sides(user, permission) -> Q:
    """Both businesses lie where the user holds the right, and at least one is hers to touch.

    Copies stand in the lists of different offices: whoever may touch one side may compare it with
    the other in her own area, whichever office guides that one (decision 0015).
    """
    around = NOTHING
    for assignment in user.holdings(permission):
        around |= Q(
            within("left__place__path", assignment.place),
            within("right__place__path", assignment.place),
        )
    mine = Business.objects.permitted(user, permission)
    # Asked of each pair: there are few, and the businesses of an area are many.
    left, right = (Q(Exists(mine.filter(pk=OuterRef(side)))) for side in ("left", "right"))
    return Q(around & (left | right))


class BetweenQuerySet(models.QuerySet):
    """Rows that stand between a left and a right business."""

    def permitted(self, user, permission):
        """Those whose both sides lie in the user's area, one of them hers. Empty, never an error."""
        if not user.holdings(permission):
            return self.filter(NOTHING)
        return self.filter(_both_sides(user, permission))


class PairQuerySet(BetweenQuerySet):
    def standing(self):
        """Neither side has been merged away, erased or withdrawn since."""
        gone = {
            f"{side}__{column}__isnull": True
            for side in ("left", "right")
            for column in ("merged_into", "erased_at", "withdrawn_at")
        }
        return self.filter(**gone)

    def waiting(self):
        """Those somebody has to decide."""
        return self.standing().filter(state=PairState.OPEN)


class Pair(models.Model):
    """Two businesses that may be one; `left` has the lower number.

    Probabilities from 0 to 1. A row stays where it is when a side is merged away: pairs of the
    survivor are sought anew, and what was decided of an alias still counts.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    left = models.ForeignKey(Business, models.PROTECT, related_name="pairs_as_left", db_index=False)
    right = models.ForeignKey(Business, models.PROTECT, related_name="pairs_as_right")
    owner_p = models.FloatField()
    business_p = models.FloatField()
    reasons = models.JSONField(default=list)
    features = models.JSONField(default=dict, help_text="Yang dibaca model usaha.")
    group = models.UUIDField(null=True, db_index=True, help_text="Pasangan yang bersambung.")
    state = models.CharField(max_length=10, choices=PairState, default=PairState.OPEN)
    succession = models.BooleanField(default=False, help_text="Usaha sama, pemilik berganti.")
    automatic = models.BooleanField(default=False)
    facts = models.CharField(max_length=60, help_text="Sidik kedua sisi ketika ditanyakan.")
    model = models.ForeignKey(MatchModel, models.PROTECT, null=True, related_name="+")
    found_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=150, blank=True)
    note = models.TextField("catatan", blank=True)
    held_by = models.CharField(max_length=150, blank=True)
    held_until = models.DateTimeField(null=True)

    objects = PairQuerySet.as_manager()

    class Meta:
        ordering = ["-business_p", "-owner_p", "pk"]
        indexes = [
            models.Index(
                fields=["-business_p", "-owner_p", "id"],
                condition=Q(state="open"),
                name="pairs_open_by_certainty",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["left", "right"],
                name="one_pair_of_two",
                violation_error_message="Pasangan ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=~Q(left=F("right")),
                name="a_pair_has_two_sides",
                violation_error_message="Usaha tidak berpasangan dengan dirinya sendiri.",
            ),
        ]

    def __str__(self):
        return f"{self.left_id} - {self.right_id}"


class Merge(models.Model):
    """One act of making one of two: the right business goes into the left, or owner into owner.

    `journal` holds what was moved, closed and added, by identifiers only, so that it can be taken
    back exactly; nothing personal stands in it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pair = models.ForeignKey(Pair, models.PROTECT, null=True, related_name="merges")
    left = models.ForeignKey(Business, models.PROTECT, related_name="merges_as_left")
    right = models.ForeignKey(Business, models.PROTECT, related_name="merges_as_right")
    businesses = models.BooleanField(help_text="Usaha kanan digabung ke usaha kiri.")
    into_owner = models.ForeignKey(Owner, models.PROTECT, null=True, related_name="merges_taken")
    from_owner = models.ForeignKey(Owner, models.PROTECT, null=True, related_name="merges_given")
    automatic = models.BooleanField(default=False)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    order = models.IntegerField(default=0, help_text="Urutan di antara yang sesaat.")
    reason = models.TextField(blank=True)
    owner_p = models.FloatField(null=True)
    business_p = models.FloatField(null=True)
    journal = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=150, blank=True)
    undone_reason = models.TextField(blank=True)
    undecided = models.JSONField(
        default=list, help_text="Yang masuk sesudah digabung dan belum jelas milik siapa."
    )
    sampled = models.BooleanField(default=False, help_text="Terpilih untuk diperiksa kepala.")
    sample_answer = models.CharField(max_length=10, choices=SampleAnswer, blank=True)
    sample_by = models.CharField(max_length=150, blank=True)
    sample_at = models.DateTimeField(null=True)

    objects = BetweenQuerySet.as_manager()

    class Meta:
        ordering = ["at", "order", "pk"]
        indexes = [
            models.Index(
                fields=["at"], condition=Q(undone_at__isnull=True), name="merges_standing"
            ),
            models.Index(
                fields=["at"], condition=Q(sampled=True, sample_answer=""), name="merges_to_check"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(businesses=True) | Q(from_owner__isnull=False),
                name="a_merge_merges_something",
                violation_error_message="Penggabungan tanpa usaha dan tanpa pemilik.",
            )
        ]

    def __str__(self):
        return f"{self.right_id} → {self.left_id}"
