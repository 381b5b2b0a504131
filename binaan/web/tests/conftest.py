"""Somebody at the pages of a test's own register."""

import pytest


@pytest.fixture
def head(register):
    return register.user("section_head", office="disperin", name="Rina Kartika")


@pytest.fixture
def sign_in(client):
    def enter(user):
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return enter
