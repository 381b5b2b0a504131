"""Guards that walk the whole system: nobody forgets a permission, a scope, a `by` or a `user`."""

import ast
import inspect

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import models
from django.test import RequestFactory

from binaan.access import verbs
from binaan.access.permissions import Permission
from binaan.places.models import Place
from tests import system
from tests.allowed import ANYBODY, CASCADING, COMMANDS, OTHER_ACTIONS, UNSCOPED

pytestmark = pytest.mark.once

ADDRESSES = system.addresses()
GUARDED = [one for one in ADDRESSES if hasattr(one.view, "requires")]
SIGNED_IN = [one for one in ADDRESSES if hasattr(one.view, "signed_in_because")]
OUR_MODELS = [model for model in apps.get_models() if model.__module__.startswith("binaan.")]


def ids(found):
    return [one.name or one.route for one in found]


class Anyone:
    """Somebody who may do everything and stands in no database."""

    is_authenticated, is_active, username, pk = True, True, "siapa", system.UUID

    def may(self, permission):
        return True

    def holdings(self, permission):
        return []

    held = holdings


def call(address, method="post", user=None):
    request = getattr(RequestFactory(), method)("/")
    request.user = user or AnonymousUser()
    return address.view(request, **address.arguments)


def test_the_walk_finds_the_addresses_everybody_knows():
    assert {"desk", "business_detail", "user_list", "audit_list", "figure_detail"} <= {
        one.name for one in ADDRESSES
    }


@pytest.mark.parametrize("address", ADDRESSES, ids=ids(ADDRESSES))
def test_every_address_has_a_name_and_asks_for_a_permission_or_says_why_not(address):
    assert address.name
    said = [
        getattr(address.view, name, "")
        for name in ("requires", "signed_in_because", "public_because")
    ]
    assert len([one for one in said if one]) == 1


def test_no_two_addresses_share_a_name():
    names = [one.name for one in ADDRESSES]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("address", GUARDED + SIGNED_IN, ids=ids(GUARDED + SIGNED_IN))
def test_a_stranger_is_sent_to_sign_in_before_anything_is_read(address):
    """No `db` fixture: a query would fail."""
    response = call(address)
    assert response.status_code == 302
    assert response["Location"].startswith("/masuk/")


@pytest.mark.parametrize("address", GUARDED, ids=ids(GUARDED))
def test_a_user_without_roles_is_refused_before_anything_is_read(
    address, newcomer, django_assert_num_queries
):
    with django_assert_num_queries(0), pytest.raises(PermissionDenied):
        call(address, user=newcomer)


@pytest.fixture
def newcomer(db):
    """Somebody without assignments, which were read already."""
    from binaan.access.models import User

    user = User.objects.create(username="belum-bertugas", name="Belum Bertugas")
    assert not user.may(Permission.BUSINESS_VIEW)
    return user


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_view_that_only_acts_refuses_get(name):
    """No `db` fixture: refused before anything is read."""
    address = next(one for one in ADDRESSES if one.name == name)
    assert call(address, "get", Anyone()).status_code == 405


def test_the_list_of_commands_is_complete():
    posting = {
        function.name
        for path in system.sources(".py", "binaan")
        if "views" in path.parts
        for function in system.defined(path)
        if any(getattr(one, "id", "") == "require_POST" for one in function.decorator_list)
    }
    assert posting <= COMMANDS


def test_every_permission_guards_something():
    asked = {one.view.requires for one in GUARDED}
    elsewhere = {
        permission
        for permission in Permission
        for path in system.sources(".py", "binaan")
        if f"Permission.{permission.name}" in path.read_text("utf-8")
        and path.name not in ("permissions.py", "roles.py")
    }
    assert set(Permission) == asked | elsewhere


def with_place():
    return {
        model._meta.label
        for model in OUR_MODELS
        if any(
            isinstance(field, models.ForeignKey) and field.related_model is Place
            for field in model._meta.get_fields()
        )
    }


def scoped():
    return {
        model._meta.label for model in OUR_MODELS if hasattr(model._default_manager, "permitted")
    }


def test_every_model_with_a_place_is_scoped_or_says_why_not():
    assert with_place() - scoped() == set(UNSCOPED)


def test_people_and_businesses_are_scoped():
    assert {"registry.Business", "registry.Owner"} <= scoped()


QUERIES = system.functions("queries")
ACTIONS = system.functions("actions")


def test_the_walk_finds_queries_and_actions_of_every_room():
    assert {name.split(".")[0] for name in QUERIES} >= {"access", "intake", "registry", "web"}
    assert {name.split(".")[0] for name in ACTIONS} >= {"access", "intake", "registry"}


def test_every_query_asks_first_who_reads_or_says_why_not():
    silent = {
        name
        for name, function in QUERIES.items()
        if next(iter(inspect.signature(function).parameters), "") != "user"
        and not name.startswith("places.")  # reference data, the same for everybody
    }
    assert silent == set(ANYBODY)


def test_every_action_is_called_by_keyword_and_says_by_whom():
    other = {name for name, function in ACTIONS.items() if not _is_action(function)}
    assert other == set(OTHER_ACTIONS)


def _is_action(function) -> bool:
    parameters = inspect.signature(function).parameters.values()
    by = [one for one in parameters if one.name == "by"]
    loose = [one for one in parameters if one.kind != inspect.Parameter.KEYWORD_ONLY]
    said = by and by[0].kind == inspect.Parameter.KEYWORD_ONLY
    return bool(said and by[0].default is inspect.Parameter.empty and len(loose) <= 1)


def test_every_action_is_one_transaction():
    """Atomic itself, or it only calls one that is."""
    loose = {
        f"{system.short(path)}:{function.name}"
        for path in system.sources(".py", "binaan")
        if "actions" in path.parts or path.name == "actions.py"
        for function in system.tree(path).body
        if isinstance(function, ast.FunctionDef)
        and not function.name.startswith("_")
        and "by" in {argument.arg for argument in function.args.kwonlyargs}
        and _writes(function)
        and "atomic" not in ast.dump(function)
    }
    assert loose == set()


def _writes(function) -> bool:
    called = {
        node.func.attr
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    return bool(called & {"save", "create", "update", "bulk_create", "get_or_create", "delete"})


VIEWS = [path for path in system.sources(".py", "binaan") if "views" in path.parts]
WRITING = {"objects", "save", "delete", "create", "update_or_create", "get_or_create", "raw"}


@pytest.mark.parametrize("path", VIEWS, ids=system.short)
def test_views_read_through_queries_and_write_through_actions(path):
    assert not system.names_used(path) & WRITING


@pytest.mark.parametrize("path", VIEWS, ids=system.short)
def test_views_import_no_model(path):
    assert ".models" not in path.read_text("utf-8")


def test_history_never_cascades_away():
    cascading = {
        f"{model._meta.label}.{field.name}"
        for model in OUR_MODELS
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is models.CASCADE
    }
    assert cascading == CASCADING


def test_every_constraint_explains_itself():
    silent = {
        constraint.name
        for model in OUR_MODELS
        for constraint in model._meta.constraints
        if constraint.violation_error_message == constraint.default_violation_error_message
    }
    assert silent == set()


def test_no_model_writes_behind_our_back():
    """No logic in save(), no generic foreign keys, no signals of saving."""
    own = {model._meta.label for model in OUR_MODELS if "save" in vars(model)}
    assert own == set()
    assert not [
        system.short(path)
        for path in system.sources(".py", "binaan")
        if "tests" not in path.parts
        and system.names_used(path)
        & {"post_save", "pre_save", "post_delete", "pre_delete", "GenericForeignKey"}
    ]


def test_nobody_is_above_the_rules():
    """No superuser, no staff flag, no Django admin."""
    assert not apps.is_installed("django.contrib.admin")
    assert not [
        system.short(path)
        for path in system.sources(".py", "binaan", "config")
        if "tests" not in path.parts and {"is_superuser", "is_staff"} & system.names_used(path)
    ]


def test_every_verb_of_the_trail_has_words_an_auditor_reads():
    written = {
        node.args[0].value
        for path in system.sources(".py", "binaan")
        if "tests" not in path.parts
        for node in ast.walk(system.tree(path))
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", getattr(node.func, "id", "")) in ("record", "_note", "note")
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }
    assert len(written) > 20
    assert written - set(verbs.LABELS) == set()
