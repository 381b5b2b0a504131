"""The cast: every role has somebody, and nobody's name or number is out of form."""

import re

from binaan.access.roles import ROLES
from binaan.demo import people


def test_every_role_has_an_account():
    assert {account.role for account in people.ACCOUNTS} == set(ROLES)


def test_usernames_are_unique():
    names = [account.username for account in people.ACCOUNTS]
    assert len(set(names)) == len(names)


def test_accounts_and_officials_name_offices_and_bidang_that_exist():
    divisions = {office.key: dict(office.divisions) for office in people.OFFICES}
    for one in (*people.ACCOUNTS, *people.OFFICIALS):
        assert not one.office or one.office in divisions
        assert not one.division or one.division in divisions[one.office]


def test_a_nip_has_18_digits_and_a_number_nobody_holds():
    for official in people.OFFICIALS:
        assert re.fullmatch(r"[0-9]{14}[12]9[0-9]{2}", official.nip)
        assert official.nip[14] == ("2" if official.name in WOMEN else "1")


WOMEN = {people.EUIS, people.SRI, people.ROTUA, people.YUSNIDAR, "Ir. Wiwik Handayani, M.T."}
