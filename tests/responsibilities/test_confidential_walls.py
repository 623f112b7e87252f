"""Walls around tier C (domain.md §4): one place opens seals, and no other code can even name what is inside."""

import ast
import logging
import re

import pytest
from django.apps import apps
from django.contrib import admin

from config.tables import ListPage
from leaders import audit
from leaders.models import AuditEntry
from responsibilities import access, confidential
from responsibilities.confidential.opening import Content, Opened
from responsibilities.models import Evidence, LettingIn, Note
from tests.factories.confidential import write
from tests.responsibilities.pair import pair_at_work
from tests.test_architecture import APPS, ROOT, code, matches, named, tree

TIER_C = {"Note", "Evidence", "LettingIn"}
INSIDE = "responsibilities/confidential/"
# Who may say the names of the tables at all: the door itself, the pages of notes and files, and the row rule.
MAY_NAME = {"responsibilities/models/__init__.py"}
PAGES = {
    "responsibilities/views/panels_confidential.py",
    "responsibilities/views/notes.py",
    "responsibilities/forms/notes.py",
    "responsibilities/views/evidence.py",
    "responsibilities/views/sharing.py",
}


def outside():
    return [path for path in code(*APPS) if not named(path).startswith(INSIDE)]


def uses(path, names):
    """Names and attributes in a file's code, words in texts and comments left out."""
    said = {node.id for node in ast.walk(tree(path)) if isinstance(node, ast.Name)}
    said |= {node.attr for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)}
    said |= {alias.name for node in ast.walk(tree(path)) if isinstance(node, ast.ImportFrom) for alias in node.names}
    return said & names


def test_seals_are_opened_in_one_place():
    users = {named(path) for path in outside() if uses(path, {"unseal", "content_of"})}
    assert users == set()


def test_nobody_else_touches_what_is_sealed():
    users = {named(path) for path in outside() if uses(path, {"sealed", "key_id"})}
    signed = {"responsibilities/views/calendar_in.py"}  # a form value that our own server signed
    assert users - signed == {"responsibilities/models/notes.py"}


def test_only_its_own_pages_name_the_tables():
    users = {named(path) for path in outside() if uses(path, TIER_C)}
    assert users == MAY_NAME | PAGES


RELATED = {"notes", "evidences", "let_in"}  # what a visit and a cycle call them


def reached(path):
    """Ways over a relation: an attribute, a keyword like `activity__notes__kind`, or such a text."""
    nodes = list(ast.walk(tree(path)))
    words = {node.arg for node in nodes if isinstance(node, ast.keyword) and node.arg}
    words |= {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    steps = {step for word in words if re.fullmatch(r"-?\w+(__\w+)+", word) for step in word.lstrip("-").split("__")}
    return (steps | {node.attr for node in nodes if isinstance(node, ast.Attribute)}) & RELATED


def test_no_question_reaches_it_over_a_relation():
    """Filters, searches, exports and sums reach rows by name too: `activity__notes__…`."""
    ways = {named(path): reached(path) for path in outside() if path.is_relative_to(ROOT / "responsibilities")}
    ways |= {named(path): reached(path) for path in code("programs")}
    allowed = {"responsibilities/access.py": {"let_in"}, "responsibilities/urls.py": {"notes"}}
    allowed["responsibilities/views/sharing.py"] = {"let_in"}  # the verb of the same name
    allowed["responsibilities/quick/__init__.py"] = {"notes"}  # its own remarks on what was typed
    assert {name: found for name, found in ways.items() if found - allowed.get(name, set())} == {}


def test_templates_show_it_only_where_it_was_opened():
    users = [named(path) for path in (ROOT / "templates").rglob("*.html") if "content.text" in path.read_text()]
    assert users == ["templates/responsibilities/_notes.html"]
    assert matches((ROOT / "templates").rglob("*.html"), r"\.sealed\b|\.notes\.all|\.evidences") == []


def test_django_admin_knows_none_of_it():
    assert {model for model in admin.site._registry if model.__name__ in TIER_C} == set()
    listed = {inline.model.__name__ for site in admin.site._registry.values() for inline in site.inlines}
    assert listed & TIER_C == set()


def test_the_three_tables_are_all_there_is():
    """A new table with sealed content has to be thought of here."""
    sealed = {model for model in apps.get_models() if any(f.name == "sealed" for f in model._meta.fields)}
    assert sealed == {Note, Evidence}
    assert {model.__name__ for model in (Note, Evidence, LettingIn)} == TIER_C


def test_lists_and_their_files_have_no_such_rows_and_columns():
    pages = [page for page in ListPage.__subclasses__() if page.model is not None]
    assert {page.model.__name__ for page in pages} & TIER_C == set()
    columns = [column for page in pages if isinstance(page.columns, list) for column in page.columns]
    words = {str(column.value) for column in columns} | {column.key for column in columns}
    assert {word for word in words if "note" in word or "evidence" in word or "sealed" in word} == set()


def test_history_is_given_to_nobody():
    assert not {label for label in access.HISTORY_FOR if label.rpartition(".")[2] in {"note", "evidence", "lettingin"}}


@pytest.mark.django_db
def test_rows_and_contents_never_show_themselves(caplog):
    pair = pair_at_work()
    note = write(pair.leader, pair.visit, "CANARY")
    seen = confidential.opened(note)
    assert seen.content.text == "CANARY"
    logging.getLogger("test").warning("%s %r %s %r %r", note, note, seen, seen, seen.content)
    assert ("CANARY" in caplog.text, "CANARY" in str([vars(note), audit.snapshot(note)])) == (False, False)
    assert (repr(Content(text="CANARY")), "CANARY" in repr(Opened(note, Content(text="CANARY")))) == (
        "Content()",
        False,
    )


@pytest.mark.django_db
def test_history_would_keep_no_seal_even_if_asked():
    pair = pair_at_work()
    kept = audit.snapshot(write(pair.leader, pair.visit, "CANARY"))
    assert {"sealed", "key_id"} & kept.keys() == set()


@pytest.mark.django_db
def test_history_tells_that_there_is_one_and_no_more():
    pair = pair_at_work()
    note = write(pair.leader, pair.visit, "CANARY", shared_with=None)
    confidential.change_note(note=note, by=pair.leader, text="CANARY 2")
    confidential.remove_note(note=note, by=pair.leader)
    told = AuditEntry.objects.order_by("pk").values_list("model", "object_id", "actor", "changes", "reason")
    about = ("responsibilities.activity", pair.visit.pk, pair.leader.pk)
    assert list(told) == [(*about, {"confidential_note": [None, what]}, "") for what in ("added", "changed", "removed")]
