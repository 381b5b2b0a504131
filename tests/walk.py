"""Every address of the system, filled in with everything the test database holds."""

from collections import defaultdict
from functools import cache
from itertools import product
from urllib.parse import parse_qsl, urlsplit

from django.urls import resolve, reverse

from binaan.access.models import Assignment, AuditEvent, Decree, Office, Official, User
from binaan.access.permissions import Permission
from binaan.access.roles import ROLES
from binaan.intake.models import (
    Attachment,
    Batch,
    CallBack,
    Campaign,
    Conflict,
    Device,
    Errand,
    Form,
    FormVersion,
    ListedKey,
    Problem,
    RememberedRepair,
    Repair,
    Submission,
    Target,
)
from binaan.kit.measures import all_measures
from binaan.kit.models import Job
from binaan.places.models import NomenclatureLink
from binaan.planning.models import (
    Achievement,
    Document,
    Finding,
    Indicator,
    Node,
    Spending,
    Version,
)
from binaan.programmes.models import (
    Activity,
    Candidate,
    Case,
    CaseStep,
    Certificate,
    Expert,
    Facilitation,
    FollowUp,
    Handover,
    Nomination,
    Participation,
    Pathway,
    Selection,
    Session,
    Supervision,
    Visit,
)
from binaan.registry.models import Business, Merge, Owner, Pair
from binaan.registry.wording import FACTS
from binaan.reports.catalogue import CATALOGUE
from binaan.vendors.models import (
    EventDay,
    Location,
    LocationStep,
    Objection,
    Permit,
    PermitStep,
    Pitch,
    Relocation,
    SlotRequest,
    Vendor,
)
from binaan.vendors.models import Finding as StreetFinding
from binaan.web.models import Download
from tests import filled_plan, filled_programmes, system
from tests.depth import DEEP

# Pages of one thing: which rows stand for it in the address.
SUBJECTS = {
    "business_": Business, "owner_": Owner, "batch_": Batch, "user_": User,
    "assignment_add": User, "assignment_end": Assignment, "office_": Office,
    "division_": Office, "official_add": Office, "official_end": Official, "decree_": Decree,
    "audit_": AuditEvent, "repair_ask": Batch, "repair_undo": Repair, "repair_": Problem,
    "errand_end": Errand, "errand_": Batch, "remembered_": RememberedRepair,
    "download_": Download, "guide_detail": Job, "identity_merge": Merge,
    "identity_unmerge": Merge, "identity_sample": Merge, "identity_": Pair,
    "plan_names": Document, "plan_detail": Document, "plan_version_open": Document,
    "plan_indicator_add": Node, "plan_indicator": Indicator, "plan_finding_": Finding,
    "plan_findings": Version, "plan_finding": Finding, "plan_": Version, "node_add": Version,
    "node_": Node, "achievement_": Achievement, "spending_": Spending, "report_": Version,
    "nomenclature_": NomenclatureLink, "facilitation_": Facilitation, "certificate_": Certificate,
    "expert_proposals": Activity, "activity_": Activity, "expert_": Expert,
    "nomination_match": Nomination, "nomination_aside": Nomination, "nomination_back": Nomination,
    "nomination_": Activity, "card_": Business,
    "selection_simulate": Activity, "selection_interest": Activity, "selection_": Selection,
    "participant_handover_paper": Handover, "participant_handover": Participation,
    "participant_photo": Participation, "participant_signed": Handover,
    "participant_detail": Participation, "participant_answer": Participation,
    "participant_drop": Participation, "participant_attend": Session,
    "participant_scanned": Session, "participant_": Activity,
    "follow_up_": FollowUp, "pathway_": Pathway, "case_": Case, "supervision_": Supervision,
    "visit_": Visit,
    "campaign_conflict": Conflict, "campaign_": Campaign, "submission_": Submission,
    "form_preview": FormVersion, "form_workbook": FormVersion, "form_publish": FormVersion,
    "form_withdraw": FormVersion, "form_": Form, "device_": Device, "phone_returned": Submission,
    "relocation_add": Location, "relocation_": Relocation, "tdu_add": Vendor, "tdu_": Permit,
    "location_": Location, "objection_": Objection, "finding_": StreetFinding, "event_": EventDay,
    "vendor_": Vendor, "portal_street_": Location,
}  # fmt: skip
# One entered by hand, one from a clean row of the list, one from a faulty row.
OPENED = ("Keripik Bu Sari", "Dodol Mak Iyem", "Sablon Pak Oji")
DIVIDED = ("place", "sex", "status")
OF_PLANS = ("node_", "achievement_", "period_", "spending_", "report_")
# Other parts of the addresses of plans and reports.
PLANNED = {
    "document": lambda page: _keys(Document),
    "year": lambda page: [str(filled_plan.YEAR)],
    "quarter": lambda page: ["3"],
    "key": lambda page: [
        str(one)
        for one in (Node if page == "spending_node" else Indicator).objects.values_list(
            "key", flat=True
        )
    ],
    "table": lambda page: ["6.2"],
    "code": lambda page: (
        list(CATALOGUE) if page.startswith(("report_page", "report_take")) else ["ABCDEFGH"]
    ),
}

# Things that hang on another: the model, what leads to the one above, the name of the argument.
PAIRS = {
    "selection_candidate": (Candidate, "selection", "candidate"),
    "case_paper": (CaseStep, "case", "step"),
    "campaign_target": (Target, "campaign", "target"),
    "campaign_call_back": (CallBack, "campaign", "call"),
    "submission_file": (Attachment, "submission", "part"),
    "phone_returned_file": (Attachment, "submission", "part"),
    "location_pitch_close": (Pitch, "location", "pitch"),
    "location_paper": (LocationStep, "location", "step"),
    "tdu_paper": (PermitStep, "permit", "step"),
}
# Other parts of addresses, by page and argument.
PARTS = {
    ("campaign_export", "what"): lambda: ["sasaran", "kiriman", "mutu"],
    ("form_ready_workbook", "name"): lambda: ["usaha"],
    ("form_choices", "name"): lambda: ["wilayah", "usaha"],
    ("portal_street_outlines", "level"): lambda: ["kecamatan"],
    ("event_slot", "step"): lambda: ["check_in"], ("event_slot", "slot"): lambda: _keys(SlotRequest),
}  # fmt: skip
# Links that somebody was sent.
LINKS = {
    "portal_nominate": lambda: _tokens(Activity), "portal_invitation": lambda: _tokens(Participation),
    "participant_scan": lambda: _tokens(Participation),
    "portal_card_open": lambda: [filled_programmes.CARD], "portal_event": lambda: _tokens(EventDay),
}  # fmt: skip


def _tokens(model) -> list[str]:
    return list(model.objects.order_by("pk").values_list("token", flat=True))


def roles() -> list[str]:
    """Roles that open a page nobody walked before them opens with the same right to read in full."""
    sight = {
        key: (role.permissions, Permission.PERSONAL_READ in role.permissions)
        for key, role in ROLES.items()
    }
    most = sorted(sight, key=lambda key: -len(sight[key][0]))
    found: list[str] = []
    for key in most:
        mine, full = sight[key]
        if not any(mine <= sight[one][0] and full == sight[one][1] for one in found):
            found.append(key)
    return [*found, "nobody"]


def targets() -> list[str]:
    """Paths to be opened with GET, lists with their tabs, searches and exports among them."""
    figures = all_measures()
    found = []
    for address in system.addresses():
        for arguments in _arguments(address, figures):
            found.append(reverse(address.name, kwargs=arguments))
    return found + _facts() + _asked(figures)


def turn_of(walker: int, walkers: int, addresses: list[str]) -> list[str]:
    """What one of so many opens of all `targets`: each page in each of its kinds, of one thing or a few.

    They share their template; all walkers together open every address, in a deep run each does.
    """
    if DEEP:
        return addresses
    kinds = defaultdict(list)
    for address in addresses:
        kinds[_kind(address)].append(address)
    found = []
    for number, alike in enumerate(kinds.values()):
        step = min(len(alike), walkers)
        found += alike[(walker + number) % step :: step]
    return found


@cache
def page_of(address: str) -> str:
    """The name of its page; a few hundred patterns are tried for it, so it is kept."""
    return resolve(urlsplit(address).path).url_name


def _kind(address: str) -> tuple:
    """The page, what it is asked for, and which of its tabs."""
    asked = parse_qsl(urlsplit(address).query)
    return page_of(address), *(pair if pair[0] == "bagian" else pair[0] for pair in asked)


def _arguments(address, figures) -> list[dict]:
    names = list(address.arguments)
    if not names:
        return [{}]
    if address.name in ("account_reset_password_from_key", "business_fact"):
        return []
    if address.name in PAIRS:
        model, above, name = PAIRS[address.name]
        found = model.objects.order_by("pk").values_list(above, "pk")
        return [{"pk": pk, name: key} for pk, key in found]
    return [
        dict(zip(names, values, strict=True))
        for values in product(*(_values(address, name, figures) for name in names))
    ]


def _values(address, argument: str, figures) -> list[str]:
    page = address.name
    if page.startswith(OF_PLANS) and argument in PLANNED:
        return PLANNED[argument](page)
    if (page, argument) in PARTS:
        return PARTS[page, argument]()
    if argument == "key":
        return _keys_of(page, figures)
    if argument == "token" and page in LINKS:
        return LINKS[page]()
    if argument != "pk":
        return [address.arguments[argument]]
    if page.startswith("business_"):
        return [str(Business.objects.get(name=name).pk) for name in OPENED]
    return _keys(next(model for start, model in SUBJECTS.items() if page.startswith(start)))


def _keys_of(page: str, figures) -> list[str]:
    if page.startswith("figure_"):
        return [one.key for one in figures]
    if page.startswith("parameter_"):
        return ["registry.active_observation_months"]
    return _keys(ListedKey)


def _facts() -> list[str]:
    """Every fact of the faulty row, and of the others what is personal."""
    faulty = OPENED[-1]
    return [
        reverse("business_fact", args=[Business.objects.get(name=name).pk, key])
        for name, (key, fact) in product(OPENED, FACTS.items())
        if fact.personal or name == faulty
    ]


def _keys(model) -> list[str]:
    return [str(pk) for pk in model.objects.order_by("pk").values_list("pk", flat=True)]


def _asked(figures) -> list[str]:
    found = [f"{reverse('business_list')}?q={name}" for name in ("Dodol", "Iyem", "Sablon")]
    window = "bbox=90,-15,145,10&z=9"
    found += [
        f"{reverse(name)}?{window}" for name in ("business_map_points", "business_map_beside")
    ]
    for measure in figures:
        time = "per=2025-12-31" if measure.is_stock else "periode=2025"
        page = reverse("figure_detail", args=[measure.key])
        divided = measure.dimensions.keys() & set(DIVIDED)
        found += [f"{page}?{time}&menurut={dimension}" for dimension in divided]
        found.append(f"{reverse('figure_export', args=[measure.key])}?{time}&menurut=place")
        found.append(f"{reverse('figure_evidence', args=[measure.key])}?{time}&wilayah=32.16")
    codes = sorted(set(Problem.objects.values_list("code", flat=True)))
    for batch in Batch.objects.all():
        page = reverse("batch_detail", args=[batch.pk])
        found += [f"{page}?bagian={part}" for part in ("masalah", "menunggu")]
        found += [f"{page}?bagian=masalah&jenis={code}" for code in codes]
        page = reverse("batch_versions", args=[batch.pk])
        found += [f"{page}?bagian={part}" for part in ("baru", "berubah", "hilang")]
        found.append(f"{reverse('repair_box')}?daftar={batch.pk}&bagian=petugas")
    box = reverse("repair_box")
    found += [f"{box}?bagian={part}" for part in ("wilayah", "petugas", "riwayat")]
    found += [f"{box}?jenis={code}" for code in codes]
    return found
