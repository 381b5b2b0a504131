"""Plan documents and their chain of versions: murni, perubahan I, perubahan II …"""

from django.db import models
from django.db.models import F, Q

from binaan.access.models import Decree, Office, Official
from binaan.access.permissions import Permission as P
from binaan.access.roles import permissions_of
from binaan.access.scope import PlaceScopedQuerySet
from binaan.kit.ids import new_id
from binaan.kit.models import StoredFile
from binaan.kit.romans import roman
from binaan.places.models import Place
from binaan.places.scope import within
from binaan.planning.choices import DocumentKind, VersionState

SETTLED = (VersionState.SET, VersionState.REPLACED)
# Roles with one of these see drafts; the others (province, ministry) what was set.
INSIDE = frozenset({P.PLAN_EDIT, P.PLAN_VERIFY, P.PLAN_SET, P.ACHIEVEMENT_FILL, P.AUDIT_VIEW})


class PlanQuerySet(PlaceScopedQuerySet):
    """Plans are seen at their place, by their own office and by those bound to no office.

    Who only reads from above sees what was set, and nothing of a document never set.
    """

    def reach(self, assignment):
        here = within(f"{self.model.WAY}place__path", assignment.place)
        if assignment.office_id is not None:
            here &= Q(**{f"{self.model.WAY}office_id": assignment.office_id})
        return here if INSIDE & permissions_of(assignment.role) else here & self._settled()

    def _settled(self) -> Q:
        if self.model is Document:
            return Q(pk__in=Version.objects.filter(state__in=SETTLED).values("document"))
        way = self.model.WAY
        if not way.endswith("document__"):
            return Q()
        return Q(**{f"{way.removesuffix('document__')}state__in": SETTLED})


class Document(models.Model):
    """A plan document of one office ("Renstra 2018-2023"); its contents are in its versions.

    `parent`: the document it was derived from (Renja from Renstra, DPA from Renja, PK from DPA).
    """

    WAY = ""
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, verbose_name="kantor")
    place = models.ForeignKey(Place, models.PROTECT, verbose_name="wilayah")
    kind = models.CharField("jenis", max_length=10, choices=DocumentKind)
    title = models.CharField("judul", max_length=200)
    first_year = models.PositiveSmallIntegerField("tahun pertama")
    last_year = models.PositiveSmallIntegerField("tahun terakhir")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="derived",
        verbose_name="diturunkan dari",
    )  # fmt: skip
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "dokumen rencana"
        verbose_name_plural = "dokumen rencana"
        ordering = ["-first_year", "kind", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "kind", "title"],
                name="one_document_per_title_and_office",
                violation_error_message="Dokumen dengan judul ini sudah ada di kantor ini.",
            ),
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")),
                name="document_ends_after_it_begins",
                violation_error_message="Tahun terakhir mendahului tahun pertama.",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def years(self) -> list[int]:
        return list(range(self.first_year, self.last_year + 1))


class Version(models.Model):
    """One version of a document. Set, it is a snapshot: nothing in it changes any more.

    `number`: 1 is murni, 2 perubahan I. `era`: the nomenclature its codes belong to (places.rules).
    `hash`: SHA-256 of the contents when it was set. Who did what and when are pairs.
    """

    WAY = "document__"
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    document = models.ForeignKey(Document, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("nomor versi")
    state = models.CharField(
        "keadaan", max_length=8, choices=VersionState, default=VersionState.DRAFT
    )
    era = models.CharField("edisi nomenklatur", max_length=4)
    copied_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="copies"
    )
    reason = models.TextField("alasan perubahan", blank=True)
    vision = models.TextField("visi", blank=True)
    mission = models.TextField("misi", blank=True)
    decree = models.ForeignKey(
        Decree, models.PROTECT, null=True, blank=True, verbose_name="ditetapkan dengan"
    )
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, verbose_name="naskah"
    )
    effective_on = models.DateField("berlaku mulai", null=True, blank=True)
    first_party = models.ForeignKey(
        Official, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="pihak pertama",
    )  # fmt: skip
    second_party = models.ForeignKey(
        Official, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="pihak kedua",
    )  # fmt: skip
    second_party_name = models.CharField("nama pihak kedua", max_length=200, blank=True)
    second_party_position = models.CharField("jabatan pihak kedua", max_length=200, blank=True)
    imported_from = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.CharField(max_length=150)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.CharField(max_length=150, blank=True)
    set_at = models.DateTimeField(null=True, blank=True)
    set_by = models.CharField(max_length=150, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)
    hash = models.CharField(max_length=64, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "versi dokumen"
        verbose_name_plural = "versi dokumen"
        ordering = ["document", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "number"],
                name="one_version_per_number",
                violation_error_message="Nomor versi ini sudah ada.",
            ),
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(state="set"),
                name="one_version_in_force",
                violation_error_message="Dokumen ini sudah punya versi yang berlaku.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "verified"]) | (~Q(hash="") & ~Q(set_by="")),
                name="set_version_has_its_hash",
                violation_error_message="Versi yang ditetapkan harus punya sidik dan nama penetapnya.",
            ),
        ]

    def __str__(self):
        return f"{self.document} ({self.label})"

    @property
    def label(self) -> str:
        """Murni, Perubahan I, Perubahan II …"""
        if self.number == 1:
            return "Murni"
        return f"Perubahan {roman(self.number - 1)}"

    @property
    def is_open(self) -> bool:
        """Whether its contents may still be changed."""
        return self.state == VersionState.DRAFT
