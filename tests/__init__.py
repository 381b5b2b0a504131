"""Tests of the whole system; each room's own tests lie in the room."""
