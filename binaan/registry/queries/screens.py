"""All that the page of one business shows, gathered for its template."""

from binaan.access.permissions import Permission
from binaan.kit.masking import mask_text
from binaan.registry import journeys
from binaan.registry.models import Business
from binaan.registry.queries import complete, identity_merges, pages
from binaan.registry.queries.facts import claims_of, rows_of
from binaan.registry.queries.reference import names
from binaan.registry.queries.timeline import told
from binaan.registry.rules.size import EDITIONS

# What every visit should ask: shown even while nobody did.
ALWAYS = ("nib", "address", "place", "phone", "product", "workers", "sales")


def business_screen(user, business: Business) -> dict:
    """Header, journey, facts, guidance, photos, audit, and what this user may do here."""
    now = pages.condition(user, business)
    facts = pages.facts(user, business, now)
    waiting = pages.waiting_verification(user, business)
    claims = claims_of(user, business)
    rows = rows_of(user, claims)
    offices = set(pages.my_offices(user).values_list("pk", flat=True))
    return {
        "business": business,
        "crumbs": pages.crumbs(user, business),
        "chips": pages.chips(user, business, now),
        "journey": told(user, business, claims, rows),
        "origins": identity_merges.from_claims(user, claims, rows),
        "merges": identity_merges.of_business(user, business),
        "runners": pages.runners(user, business),
        "facts": [one for one in facts if one.known or one.key in ALWAYS],
        "unknown": [one for one in facts if not one.known and one.key not in ALWAYS],
        "sizes": [(EDITIONS[item.edition], item) for item in pages.sizes(user, now)],
        "complete": complete.completeness(user, business, now),
        "guidance": pages.guided_by(user, business),
        "my_offices": offices,
        "photos": business.photos.all(),
        "waiting": waiting,
        "waiting_by": _name(user, waiting),
        "waiting_note": mask_text(waiting.note) if waiting else "",
        "trail": pages.trail(user, business),
        "sections": journeys.sections(user, business),
        "may_edit": pages.may_touch(user, Permission.BUSINESS_EDIT, business),
        "may_verify": pages.may_touch(user, Permission.BUSINESS_VERIFY, business),
        "may_read": pages.may_touch(user, Permission.PERSONAL_READ, business),
        "ended": business.status in pages.ENDED,
    }


def _name(user, waiting) -> str:
    return names(user, {waiting.by}).get(waiting.by, waiting.by) if waiting else ""
