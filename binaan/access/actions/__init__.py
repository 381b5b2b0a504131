"""What can be done to people, offices, decrees and parameters; every action says by whom.

`by` is a user, or the name (text) of whoever works at the machine itself: a command on an empty
installation has no user to ask, and who can run it can already open the database.
"""

from binaan.access.actions.decrees import add_decree
from binaan.access.actions.offices import (
    add_division,
    add_office,
    appoint,
    change_office,
    end_appointment,
)
from binaan.access.actions.parameters import set_parameter
from binaan.access.actions.people import (
    add_user,
    admit,
    assign,
    change_user,
    end_assignment,
    reset_password,
    set_active,
)
from binaan.access.actions.trail import note_export, verify_trail

__all__ = [
    "add_decree",
    "add_division",
    "add_office",
    "add_user",
    "admit",
    "appoint",
    "assign",
    "change_office",
    "change_user",
    "end_appointment",
    "end_assignment",
    "note_export",
    "reset_password",
    "set_active",
    "set_parameter",
    "verify_trail",
]
