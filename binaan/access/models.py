"""Who works here, for which office, with which right and where; and the trail of what they did."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from binaan.access.permissions import Permission
from binaan.access.roles import ROLES, permissions_of
from binaan.kit import prepared
from binaan.kit.ids import new_id
from binaan.places.models import Place


class Office(models.Model):
    """A perangkat daerah: Dinas Perindustrian of a regency, say."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField("nama kantor", max_length=200)
    place = models.ForeignKey(Place, models.PROTECT, verbose_name="wilayah")
    address = models.TextField("alamat", blank=True)
    time_zone = models.CharField("zona waktu", max_length=40, default="Asia/Jakarta")
    closed_on = models.DateField("dibubarkan tanggal", null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Division(models.Model):
    """A bidang of an office. It routes work; it gives no right."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="divisions")
    key = models.SlugField(max_length=40)
    name = models.CharField("nama bidang", max_length=200)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "key"],
                name="one_division_per_key",
                violation_error_message="Kunci bidang ini sudah dipakai di kantor ini.",
            )
        ]

    def __str__(self):
        return self.name


class UserManager(BaseUserManager):
    def get_by_natural_key(self, username):
        return self.get(username=username)


class User(AbstractBaseUser):
    """A person who signs in. What they may do is in their assignments, nowhere else."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(
        "nama pengguna",
        max_length=150,
        unique=True,
        validators=[
            RegexValidator(
                r"^[\w.@+-]+\Z", "Nama pengguna memakai huruf, angka dan . @ + - _ tanpa spasi."
            )
        ],
        error_messages={"unique": "Nama pengguna ini sudah dipakai."},
    )
    name = models.CharField("nama lengkap", max_length=200)
    email = models.EmailField("surel", blank=True)
    is_active = models.BooleanField("aktif", default=True)
    is_demo = models.BooleanField(default=False)
    must_change_password = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    class Meta:
        ordering = ["username"]
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="one_user_per_username_in_any_case",
                violation_error_message="Nama pengguna ini sudah dipakai.",
            )
        ]

    def __str__(self):
        return self.name or self.username

    def get_full_name(self):
        return self.name

    def held(self) -> list["Assignment"]:
        """Assignments in force today, read once per object."""
        if not self.is_active:
            return []
        if not hasattr(self, "_held"):
            self._held = Assignment.objects.held_by(self)
        return self._held

    def holdings(self, permission: Permission) -> list["Assignment"]:
        """The assignments that give this permission, each with its place and office."""
        return [item for item in self.held() if permission in permissions_of(item.role)]

    def may(self, permission: Permission) -> bool:
        """Whether this permission is held anywhere today."""
        return bool(self.holdings(permission))


class AssignmentQuerySet(models.QuerySet):
    def in_force(self, on=None):
        """Those that count on a day, by default today."""
        day = on or timezone.localdate()
        found = self.filter(
            Q(valid_from__lte=day), Q(valid_until__isnull=True) | Q(valid_until__gte=day)
        )
        return found.exclude(revoked_at__isnull=False, valid_until=day)

    def held_by(self, user) -> list["Assignment"]:
        """Those of a person in force today, each with its place and office; every page asks."""
        person, day = prepared.uuid_slot("user"), prepared.day_slot("day")
        held = prepared.objects(
            "assignments in force",
            lambda: self.in_force(day.mark).filter(user=person.mark).select_related("place", "office"),
            (person, day),
            {person.name: user.pk, day.name: timezone.localdate()},
        )  # fmt: skip
        for one in held:
            one.user = user
        return held

    def open(self, on=None):
        """Those that count on a day or will later."""
        day = on or timezone.localdate()
        return self.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gte=day), revoked_at__isnull=True
        )


class Assignment(models.Model):
    """A role held somewhere: role × office × place, between two dates."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="assignments")
    role = models.CharField(
        "peran", max_length=40, choices=[(key, role.label) for key, role in ROLES.items()]
    )
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, verbose_name="kantor")
    division = models.ForeignKey(
        Division, models.PROTECT, null=True, blank=True, verbose_name="bidang"
    )
    place = models.ForeignKey(Place, models.PROTECT, verbose_name="wilayah")
    valid_from = models.DateField("mulai", default=timezone.localdate)
    valid_until = models.DateField("sampai", null=True, blank=True)
    # Taken away in the middle of a day: its last day then no longer counts.
    revoked_at = models.DateTimeField("dicabut", null=True, blank=True, editable=False)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="assignment_ends_after_it_starts",
                violation_error_message="Tanggal akhir penugasan mendahului tanggal mulainya.",
            )
        ]

    def __str__(self):
        return f"{self.get_role_display()} · {self.place}"


class Decree(models.Model):
    """A keputusan or peraturan: one noun for all of them (number, date, signer, file)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True)
    number = models.CharField("nomor", max_length=100)
    title = models.CharField("tentang", max_length=300)
    signed_on = models.DateField("tanggal")
    signer = models.CharField("penanda tangan", max_length=200, blank=True)
    file = models.ForeignKey("kit.StoredFile", models.PROTECT, null=True, blank=True)

    class Meta:
        ordering = ["-signed_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["number", "signed_on"],
                name="one_decree_per_number_and_date",
                violation_error_message="Keputusan dengan nomor dan tanggal ini sudah ada.",
            )
        ]

    def __str__(self):
        return f"{self.number} tentang {self.title}"


class Appointment(models.TextChoices):
    DEFINITIVE = "definitive", "Definitif"
    PLT = "plt", "Plt."
    PLH = "plh", "Plh."


class Official(models.Model):
    """Someone who holds a position of an office between two dates, and signs in its name."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="officials")
    division = models.ForeignKey(Division, models.PROTECT, null=True, blank=True)
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True)
    name = models.CharField("nama dengan gelar", max_length=200)
    nip = models.CharField("NIP", max_length=18, blank=True)
    rank = models.CharField("pangkat/golongan", max_length=100, blank=True)
    position = models.CharField("jabatan", max_length=200)
    appointment = models.CharField(
        "status jabatan", max_length=12, choices=Appointment, default=Appointment.DEFINITIVE
    )
    decree = models.ForeignKey(Decree, models.PROTECT, null=True, blank=True)
    valid_from = models.DateField("mulai")
    valid_until = models.DateField("sampai", null=True, blank=True)

    class Meta:
        ordering = ["office", "position", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(nip="") | Q(nip__regex=r"^[0-9]{18}$"),
                name="nip_has_18_digits",
                violation_error_message="NIP terdiri atas 18 angka.",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="position_ends_after_it_starts",
                violation_error_message="Tanggal akhir jabatan mendahului tanggal mulainya.",
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.position}"


class OfficeParameter(models.Model):
    """A value an office chose, or a fact not yet confirmed: dated, its note shown beside it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True)
    key = models.CharField("parameter", max_length=80)
    value = models.CharField("nilai", max_length=200)
    valid_from = models.DateField("berlaku mulai")
    note = models.TextField("catatan", blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ["key", "-valid_from", "-recorded_at"]

    def __str__(self):
        return f"{self.key} = {self.value}"


class AuditEvent(models.Model):
    """One thing somebody did. Each event holds the hash of the one before it."""

    id = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=120, blank=True)
    place_code = models.CharField(max_length=13, blank=True)
    office_key = models.CharField(max_length=40, blank=True)
    payload_hash = models.CharField(max_length=64, blank=True)
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["subject", "-id"], name="audit_by_subject"),
            models.Index(fields=["by", "-id"], name="audit_by_person"),
            models.Index(fields=["verb", "-id"], name="audit_by_verb"),
        ]

    def __str__(self):
        return f"{self.id} {self.verb} {self.subject}"


class AuditPayload(models.Model):
    """What an event said in detail. It lies apart, so that personal data can be erased."""

    event = models.OneToOneField(
        AuditEvent, models.PROTECT, primary_key=True, related_name="payload"
    )
    content = models.JSONField(null=True)
    salt = models.CharField(max_length=32)
    erased_at = models.DateTimeField(null=True)

    def __str__(self):
        return str(self.event_id)


class AuditHead(models.Model):
    """The last event: the row every writer locks, so that the chain never forks."""

    id = models.IntegerField(primary_key=True, default=1)
    last_id = models.BigIntegerField(default=0)
    last_hash = models.CharField(max_length=64, blank=True)

    def __str__(self):
        return str(self.last_id)
