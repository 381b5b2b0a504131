"""A phone that knows its app password."""

import base64

import pytest

from binaan.intake.actions.devices import make_device


@pytest.fixture
def phone(client):
    """phone(user) -> a client that asks as that user's phone, with its device."""

    def paired(user):
        made = make_device(label="Ponsel uji", by=user)
        said = base64.b64encode(f"{user.username}:{made.token}".encode()).decode()
        client.defaults["HTTP_AUTHORIZATION"] = f"Basic {said}"
        client.device = made.device
        return client

    return paired
