"""Everything that arrives, raw first: source list → version with its own date → batch → row."""

from django.db import models

from binaan.access.models import Office
from binaan.access.scope import PlaceScopedQuerySet
from binaan.kit.ids import new_id
from binaan.kit.models import Job, StoredFile
from binaan.places.models import Place
from binaan.places.scope import within

CELL_SEPARATOR = "\x1f"


class IntakeQuerySet(PlaceScopedQuerySet):
    """Lists are seen at their place, by their own office and by those bound to no office."""

    def reach(self, assignment):
        here = within(f"{self.model.WAY}place__path", assignment.place)
        if assignment.office_id is None:
            return here
        return here & models.Q(**{f"{self.model.WAY}office_id": assignment.office_id})


class Source(models.Model):
    """A list some office or association keeps, known by its name."""

    WAY = ""
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=40)
    name = models.CharField("nama daftar", max_length=200)
    office = models.ForeignKey(Office, models.PROTECT, verbose_name="kantor")
    place = models.ForeignKey(Place, models.PROTECT, verbose_name="wilayah")
    precedence = models.SmallIntegerField(
        "urutan dipercaya", default=50, help_text="Makin kecil makin dipercaya."
    )
    partial = models.BooleanField(
        default=False, help_text="Setiap kiriman hanya menyebut dirinya: tidak ada yang hilang."
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "name", "office"],
                name="one_source_per_name_and_office",
                violation_error_message="Daftar dengan nama ini sudah ada di kantor ini.",
            )
        ]

    def __str__(self):
        return self.name


class SourceVersion(models.Model):
    """A source list as it was on a date ("keadaan per")."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.ForeignKey(Source, models.PROTECT, related_name="versions")
    as_of = models.DateField("keadaan per")

    class Meta:
        ordering = ["-as_of"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "as_of"],
                name="one_version_per_date",
                violation_error_message="Keadaan per tanggal ini sudah ada untuk daftar ini.",
            )
        ]

    def __str__(self):
        return f"{self.source} ({self.as_of})"


class RememberedLayout(models.Model):
    """How a person said the columns of a list are to be read: found again by its headings."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.ForeignKey(Source, models.PROTECT, related_name="layouts")
    fingerprint = models.CharField(max_length=64, help_text="Sidik judul kolom yang dilipat.")
    entry = models.JSONField(help_text="Judul kolom ke field, pengali dan kolom kunci.")
    by = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "fingerprint"],
                name="one_layout_per_heading",
                violation_error_message="Peta kolom untuk judul ini sudah diingat.",
            )
        ]

    def __str__(self):
        return f"{self.source}: {self.fingerprint[:8]}"


class BatchState(models.TextChoices):
    RECEIVED = "received", "Diterima"
    PROPOSED = "proposed", "Menunggu peta kolom"
    LANDING = "landing", "Dibaca"
    LANDED = "landed", "Menunggu persetujuan"
    APPLYING = "applying", "Diterapkan"
    APPLIED = "applied", "Selesai"
    REFUSED = "refused", "Ditolak"
    CANCELLED = "cancelled", "Dibatalkan"
    STOPPED = "stopped", "Berhenti"


class Batch(models.Model):
    """One file handed over once. Handing the same file over again finds this batch."""

    WAY = "version__source__"
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.ForeignKey(SourceVersion, models.PROTECT, related_name="batches")
    file = models.ForeignKey(StoredFile, models.PROTECT)
    file_name = models.CharField("nama berkas", max_length=255)
    place = models.ForeignKey(Place, models.PROTECT, verbose_name="wilayah impor")
    mapping = models.JSONField(default=dict)
    mapping_hash = models.CharField(max_length=64)
    layout = models.JSONField(
        default=list, help_text="Per lembar: nama, kolom ke field, judul kolom."
    )
    step_by_step = models.BooleanField(
        default=False, help_text="Menunggu orang sesudah peta kolom dan sesudah pratinjau."
    )
    proposal = models.JSONField(default=dict, help_text="Usul peta kolom; tanpa isi sel.")
    foreseen = models.JSONField(default=dict, help_text="Apa yang akan terjadi; tanpa isi sel.")
    compared = models.JSONField(
        default=dict, help_text="Per kode wilayah: baris baru, berubah, tetap terhadap versi lalu."
    )
    returns = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="returned",
        help_text="Berkas ini buku kerja bertanda yang kembali dari batch itu.",
    )  # fmt: skip
    repair_by = models.DateField("batas perbaikan", null=True)
    state = models.CharField(max_length=10, choices=BatchState, default=BatchState.RECEIVED)
    job = models.ForeignKey(Job, models.PROTECT, null=True)
    by = models.CharField(max_length=150)
    received_at = models.DateTimeField(auto_now_add=True)
    known_at = models.DateTimeField(null=True)
    applied_at = models.DateTimeField(null=True)
    landed_through = models.BigIntegerField(default=0)
    applied_through = models.BigIntegerField(default=0)
    rows = models.BigIntegerField(default=0)
    new = models.BigIntegerField(default=0)
    changed = models.BigIntegerField(default=0)
    unchanged = models.BigIntegerField(default=0)
    waiting = models.BigIntegerField(default=0)
    vanished = models.BigIntegerField(default=0)
    refusal = models.TextField(blank=True)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "file", "mapping_hash", "place"],
                name="one_batch_per_file",
                violation_error_message="Berkas ini sudah pernah dimasukkan.",
            )
        ]

    def __str__(self):
        return f"{self.file_name} ({self.version})"


class Row(models.Model):
    """One data row as it came: its cells as text, and whether it waits whole.

    Rows that say exactly what the previous version of the list said are not landed again, unless
    something is wrong in them: then they are kept (`same`) and not applied again.
    """

    pk = models.CompositePrimaryKey("batch_id", "ordinal")
    batch = models.ForeignKey(
        Batch, models.PROTECT, db_index=False, related_name="landed", db_constraint=False
    )
    ordinal = models.BigIntegerField(help_text="Urutan baris data di seluruh berkas, mulai 1.")
    sheet = models.SmallIntegerField()
    line = models.IntegerField(help_text="Nomor baris seperti terlihat di Excel.")
    held = models.BooleanField(default=False)
    repeated = models.BooleanField(default=False)
    same = models.BooleanField(
        db_default=False, help_text="Isinya sama dengan versi lalu: disimpan karena ada masalahnya."
    )
    settled = models.BooleanField(default=False, help_text="Sudah diperbaiki atau disisihkan.")
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, db_index=False, db_constraint=False, related_name="+"
    )
    key = models.CharField(max_length=200)
    hash = models.BigIntegerField()
    cells = models.TextField()

    class Meta:
        ordering = ["ordinal"]
        indexes = [
            models.Index(
                fields=["batch"],
                condition=models.Q(held=True, settled=False),
                name="rows_waiting_by_batch",
            )
        ]

    def __str__(self):
        return f"{self.batch_id}:{self.ordinal}"

    @property
    def values(self) -> list[str]:
        return self.cells.split(CELL_SEPARATOR)


class ListedKey(models.Model):
    """A row of a source list by its stable key, and the record it became."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.ForeignKey(Source, models.PROTECT, related_name="keys", db_index=False)
    key = models.CharField(max_length=200)
    hash = models.BigIntegerField(help_text="Isi baris terakhir, untuk melihat perubahan.")
    record_id = models.UUIDField(db_index=True)
    batch = models.ForeignKey(Batch, models.PROTECT, db_index=False, related_name="+")
    ordinal = models.BigIntegerField()
    gone_since = models.ForeignKey(SourceVersion, models.PROTECT, null=True, related_name="gone")
    decided = models.CharField(max_length=20, blank=True)
    observes = models.BooleanField(
        default=False, help_text="Baris ini sendiri menyatakan keadaan yang diamati."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "key"],
                name="one_record_per_key",
                violation_error_message="Kunci baris ini sudah dikenal.",
            )
        ]

    def __str__(self):
        return self.key


class KeyNote(models.Model):
    """What a landed batch will mean for older versions, kept until it is applied or cancelled.

    `named`: the file names a row that was gone or waits in an older version. Else: a row of the
    last version that the file no longer names.
    """

    id = models.BigAutoField(primary_key=True)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="notes", db_constraint=False)
    key = models.CharField(max_length=200)
    named = models.BooleanField()

    def __str__(self):
        return f"{self.batch_id}: {self.key}"
