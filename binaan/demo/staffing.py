"""Sets up the demo's offices, officials, decrees and accounts; what is there stays as it is."""

from binaan.access import actions
from binaan.access.models import Decree, Division, Office, Official, User
from binaan.access.roles import ROLES
from binaan.demo import people
from binaan.demo.figures import OTHERS
from binaan.places.models import IndustryGroup, Place

OTHERS_CODE = "lainnya_contoh"
BY = "demo"  # who set up an installation that has no users yet, as the audit trail names it


def set_up_groups() -> int:
    """The group for all that is not food: the demo's own, the true ones were not published."""
    _group, created = IndustryGroup.objects.get_or_create(
        code=OTHERS_CODE,
        defaults={"label": OTHERS, "order": 99, "note": "Hanya untuk data contoh."},
    )
    return int(created)


def set_up_offices() -> int:
    """Offices with bidang, then decrees and officials; answers how many things were new."""
    added = 0
    for office in people.OFFICES:
        if not Office.objects.filter(key=office.key).exists():
            place = Place.objects.get(code=office.place)
            stored = actions.add_office(
                key=office.key, name=office.name, place=place, address=office.address, by=BY
            )
            for key, name in office.divisions:
                actions.add_division(office=stored, key=key, name=name, by=BY)
            added += 1
    return added + sum(map(_add_decree, people.DECREES)) + sum(map(_appoint, people.OFFICIALS))


def _add_decree(decree: people.DemoDecree) -> bool:
    if Decree.objects.filter(number=decree.number).exists():
        return False
    actions.add_decree(
        number=decree.number,
        title=decree.title,
        signed_on=decree.signed_on,
        office=Office.objects.get(key=decree.office),
        signer=decree.signer,
        by=BY,
    )
    return True


def _appoint(official: people.DemoOfficial) -> bool:
    office = Office.objects.get(key=official.office)
    if Official.objects.filter(office=office, nip=official.nip).exists():
        return False
    actions.appoint(
        office=office,
        name=official.name,
        position=official.position,
        nip=official.nip,
        rank=official.rank,
        appointment=official.appointment,
        division=_division(office, official.division),
        valid_from=official.since,
        by=BY,
    )
    return True


def set_up_accounts() -> int:
    """One account per role with the password everyone may know; answers how many were new."""
    added = 0
    for account in people.ACCOUNTS:
        if User.objects.filter(username=account.username).exists():
            continue
        user = actions.add_user(
            username=account.username,
            name=account.name,
            password=people.DEMO_PASSWORD,
            is_demo=True,
            by=BY,
        )
        office = Office.objects.filter(key=account.office).first()
        actions.assign(
            user=user,
            role=account.role,
            place=Place.objects.get(code=account.place),
            office=office,
            division=_division(office, account.division),
            by=BY,
        )
        added += 1
    return added


def _division(office: Office | None, key: str) -> Division | None:
    return Division.objects.get(office=office, key=key) if key else None


def accounts() -> list[dict]:
    """The demo accounts that exist and can sign in, in the order of the cast."""
    order = [account.username for account in people.ACCOUNTS]
    users = User.objects.filter(is_demo=True, is_active=True, username__in=order)
    return [_described(user) for user in sorted(users, key=lambda user: order.index(user.username))]


def _described(user: User) -> dict:
    held = user.held()[0] if user.held() else None
    return {
        "username": user.username,
        "password": people.DEMO_PASSWORD,
        "name": user.name,
        "role": held.role if held else None,
        "role_label": ROLES[held.role].label if held else None,
        "place": held.place_id if held else None,
        "place_name": held.place.name if held else None,
        "office": held.office.key if held and held.office else None,
    }
