"""Roles as data in code: who may do what, each held somewhere by an Assignment."""

from typing import NamedTuple

from binaan.access.permissions import Permission as P


class Role(NamedTuple):
    label: str
    permissions: frozenset[P]


READ = frozenset({P.BUSINESS_VIEW, P.FIGURE_VIEW})
STAFF = READ | {
    P.BUSINESS_EDIT, P.LIST_VIEW, P.LIST_IMPORT, P.LIST_REPAIR, P.PERSONAL_READ, P.EXPORT,
    P.IDENTITY_DECIDE, P.PLAN_VIEW, P.ACHIEVEMENT_FILL, P.PROGRAMME_VIEW, P.PROGRAMME_EDIT,
    P.SELECTION_PROPOSE, P.ATTENDANCE_RECORD, P.FOLLOW_UP, P.FACILITATE,
    P.FORM_MANAGE, P.FIELD_SEND, P.SUBMISSION_VIEW, P.SUBMISSION_REVIEW,
    P.VENDOR_VIEW, P.VENDOR_EDIT, P.STREET_CHECK, P.EVENT_RUN,
}  # fmt: skip
PLANNER = READ | {
    P.LIST_VIEW, P.EXPORT, P.PLAN_VIEW, P.PLAN_EDIT, P.ACHIEVEMENT_FILL, P.ACHIEVEMENT_CHECK,
    P.PERIOD_CLOSE, P.PROGRAMME_VIEW, P.SUBMISSION_VIEW, P.VENDOR_VIEW,
}  # fmt: skip
HEAD = READ | {
    P.LIST_VIEW, P.EXPORT, P.BUSINESS_VERIFY, P.IDENTITY_REVIEW, P.PLAN_VIEW, P.PLAN_VERIFY,
    P.PLAN_SET, P.ACHIEVEMENT_APPROVE, P.PERIOD_CLOSE, P.PERIOD_REOPEN, P.PROGRAMME_VIEW,
    P.SELECTION_SET, P.SUBMISSION_VIEW, P.VENDOR_VIEW, P.LOCATION_SET, P.TDU_DECIDE,
}  # fmt: skip
AUDITOR = READ | {
    P.LIST_VIEW, P.AUDIT_VIEW, P.EXPORT, P.IDENTITY_REVIEW, P.PLAN_VIEW, P.PROGRAMME_VIEW,
    P.SUBMISSION_VIEW, P.VENDOR_VIEW,
}  # fmt: skip

ROLES = {
    "enumerator": Role(
        "Enumerator",
        READ
        | {
            P.BUSINESS_EDIT,
            P.PROGRAMME_VIEW,
            P.FOLLOW_UP,
            P.FIELD_SEND,
            P.VENDOR_VIEW,
            P.STREET_CHECK,
        },
    ),
    "kecamatan_operator": Role(
        "Operator kecamatan",
        READ
        | {
            P.BUSINESS_EDIT,
            P.LIST_VIEW,
            P.LIST_REPAIR,
            P.PERSONAL_READ,
            P.IDENTITY_DECIDE,
            P.PROGRAMME_VIEW,
            P.ATTENDANCE_RECORD,
            P.FOLLOW_UP,
            P.FIELD_SEND,
            P.SUBMISSION_VIEW,
            P.SUBMISSION_REVIEW,
            P.VENDOR_VIEW,
            P.VENDOR_EDIT,
            P.STREET_CHECK,
        },
    ),
    "section_staff": Role("Staf bidang", STAFF),
    "section_head": Role(
        "Kepala bidang",
        STAFF
        | {
            P.BUSINESS_VERIFY,
            P.IDENTITY_REVIEW,
            P.PLAN_VERIFY,
            P.ACHIEVEMENT_CHECK,
            P.SELECTION_SET,
            P.LOCATION_SET,
            P.TDU_DECIDE,
        },
    ),
    "office_head": Role("Kepala dinas", HEAD),
    "planner": Role("Perencana", PLANNER),
    "cooperative_supervisor": Role("Pengawas koperasi", READ | {P.BUSINESS_EDIT}),
    "auditor": Role("Auditor", AUDITOR),
    "upper_reader": Role("Pembaca provinsi/kementerian", frozenset({P.FIGURE_VIEW, P.PLAN_VIEW})),
    "administrator": Role(
        "Administrator",
        READ
        | {
            P.LIST_VIEW,
            P.LIST_IMPORT,
            P.IDENTITY_DECIDE,
            P.IDENTITY_REVIEW,
            P.USER_MANAGE,
            P.OFFICE_MANAGE,
            P.PARAMETER_MANAGE,
            P.PROGRAMME_VIEW,
            P.PLAN_VIEW,
            P.PLAN_EDIT,
            P.PERIOD_CLOSE,
            P.AUDIT_VIEW,
            P.FORM_MANAGE,
            P.SUBMISSION_VIEW,
            P.VENDOR_VIEW,
        },
    ),
}


def permissions_of(role: str) -> frozenset[P]:
    """The permissions of a role; none for a role this version does not know."""
    return ROLES[role].permissions if role in ROLES else frozenset()


def roles_with(permission: P) -> list[str]:
    return [key for key, role in ROLES.items() if permission in role.permissions]
