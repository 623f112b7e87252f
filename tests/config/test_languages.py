"""Spanish is complete and speaks to U.S. schools: every text, every placeholder, and the pages themselves."""

import ast
import datetime
import re
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from django import forms
from django.utils import timezone, translation
from django.utils.formats import date_format

from config.tables.cells import day, money, number
from tests.config import marked
from tests.test_architecture import APPS, code, matches, tree
from tests.world import World

CATALOGUE = Path(__file__).parents[2] / "locale/es/LC_MESSAGES/django.po"
LINE = re.compile(r'^(?:(msgctxt|msgid_plural|msgid|msgstr)(?:\[\d\])? )?(".*")$')
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?\w[^>]*>")
needs_compiled = pytest.mark.skipif(
    not CATALOGUE.with_suffix(".mo").exists(), reason="the catalogue is not compiled: gettext is missing"
)


def entry(block):
    """The flags and texts of one entry of a catalogue."""
    found = {"flags": "", "msgctxt": [], "msgid": [], "msgid_plural": [], "msgstr": []}
    field = None
    for line in block.splitlines():
        if part := LINE.match(line):
            field = part[1] or field
            found[field] += [""] if part[1] else []
            found[field][-1] += ast.literal_eval(part[2])
        elif line.startswith(("#,", "#~")):
            found["flags"] += line
    return found


def entries(text):
    """Every entry but the header; what is only left over in comments too."""
    found = [entry(block) for block in text.strip().split("\n\n")]
    return [one for one in found if one["msgid"] != [""]]


def fixed_parts(text):
    """What a translation must repeat: placeholders and tags in any order, and the white space around the text."""
    edges = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return sorted(PLACEHOLDER.findall(text)), edges


def is_good(found):
    """An entry is said in Spanish by a person, and every form of it repeats what is fixed."""
    if "fuzzy" in found["flags"] or "#~" in found["flags"] or not all(found["msgstr"]):
        return False
    sources = found["msgid"] + found["msgid_plural"] * (len(found["msgstr"]) - 1)
    return all(fixed_parts(one) == fixed_parts(said) for one, said in zip(sources, found["msgstr"], strict=True))


def test_every_text_is_said_in_spanish_with_its_placeholders():
    found = entries(CATALOGUE.read_text(encoding="utf-8"))

    assert len(found) > 1000
    assert [one["msgid"] for one in found if not is_good(one)] == []


def test_every_marked_text_is_in_the_catalogue():
    found = entries(CATALOGUE.read_text(encoding="utf-8"))

    known = {("".join(one["msgctxt"]), one["msgid"][0]) for one in found}
    assert sorted(marked.everywhere() - known - CHOSEN) == []


# The seeded labels of categories are marked where they are listed, and translated where one is shown.
CHOSEN = {("", "self.name"), ("", "self.hint")}


@pytest.mark.parametrize(
    ("find", "source", "text"),
    [
        (marked.in_code, '_("Save " "it")', ("", "Save it")),
        (marked.in_code, 'translation.gettext_lazy("Save")', ("", "Save")),
        (marked.in_code, 'ngettext("%(n)s row", "%(n)s rows", 2)', ("", "%(n)s row")),
        (marked.in_code, 'pgettext("school", "closed")', ("school", "closed")),
        (marked.in_code, '_(f"Save {name}")', ("", "f'Save {name}'")),
        (marked.in_template, '{% translate "Ana\'s" %}', ("", "Ana's")),
        (marked.in_template, '{{ name|default:_("none") }}', ("", "none")),
        (marked.in_template, '{% translate "closed" context "school" %}', ("school", "closed")),
        (marked.in_template, "{% blocktranslate %}5% of {{ n }}{% endblocktranslate %}", ("", "5%% of %(n)s")),
        (
            marked.in_template,
            "{% blocktranslate count n=n %}1 row{% plural %}{{ n }} rows{% endblocktranslate %}",
            ("", "1 row"),
        ),
    ],
)
def test_a_marked_text_is_found(find, source, text):
    assert find(source) == {text}


@pytest.mark.parametrize(
    "wrong",
    [
        'msgid "Save"\nmsgstr ""',
        '#, fuzzy\nmsgid "Save"\nmsgstr "Guardar"',
        '#~ msgid "Save"\n#~ msgstr "Guardar"',
        'msgid "up to %(stop)s"\nmsgstr "hasta %(fin)s"',
        'msgid ""\n"Fields with "\n"<b>*</b>"\nmsgstr "Campos con *"',
        'msgid "Why: "\nmsgstr "Por qué:"',
        'msgid "%(n)s row"\nmsgid_plural "%(n)s rows"\nmsgstr[0] "%(n)s fila"\nmsgstr[1] ""',
        'msgid "1 row"\nmsgid_plural "%(n)s rows"\nmsgstr[0] "1 fila"\nmsgstr[1] "filas"',
    ],
)
def test_a_slip_in_the_catalogue_is_found(wrong):
    assert [is_good(one) for one in entries(wrong)] == [False]


def test_the_catalogue_changes_only_when_a_text_does():
    text = CATALOGUE.read_text(encoding="utf-8")

    assert "POT-Creation-Date" not in text
    assert "\n#: " not in text


def test_texts_are_marked_by_names_that_the_collector_knows():
    assert matches(code(*APPS), r"import n?p?gettext(_lazy)? as (?!_$)") == []


def test_texts_are_marked_where_the_collector_looks():
    inside = [
        f"{path}:{call.lineno}"
        for path in code(*APPS)
        for text in ast.walk(tree(path))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in {"_", "gettext", "ngettext"}
    ]
    assert inside == []


def words(page):
    """What a page says to a reader or a screen reader."""
    spoken = re.findall(r'\b(?:aria-label|title|placeholder|alt|data-found)="([^"]*)"', page)
    shown = re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", " ", page, flags=re.DOTALL)
    return unescape(" ".join([shown, *spoken]))


ENGLISH = re.compile(
    r"\b(?:the|your|with|not|yes|save|search|show|choose|add|edit|next|password|import|teacher|"
    r"appointment|counted|within|pay|release|year|nothing)\b",
    re.IGNORECASE,
)


def english_of(page):
    return set(ENGLISH.findall(words(page)))


PAGES = [
    "/",
    "/teacher-leaders/",
    "/people/?size=50&hired_on=someday",
    "/schools/",
    "/roles/",
    "/positions/",
    "/appointments/?q=Zanzibarsky",
    "/funds/",
    "/imports/",
    "/imports/add/",
    "/appointments/appoint/",
    "/people/add/",
    "/roles/add/",
    "/settings/",
    "/roll-over/",
    "/shared-stipends/",
    "/shared-stipends/add/",
    "/nowhere/",
]
RECORDS = ["person", "school", "role", "position", "appointment", "pool", "fund", "import"]


@pytest.fixture(autouse=True)
def english_again():
    """Whatever language a page was last read in, the next test begins in English."""
    yield
    translation.deactivate()


@pytest.fixture
def spanish(db, client):
    """A client who reads Spanish, and the district behind it."""
    client.cookies["django_language"] = "es"
    return client, World()


def read(client, address, **more):
    """The page at an address; it must call itself Spanish."""
    page = client.get(address, **more).content.decode()
    assert '<html lang="es"' in page
    return page


@needs_compiled
def test_the_coordinators_pages_speak_spanish(spanish):
    client, world = spanish
    world.sign_in(client, "coordinator")
    kept = {row: world.records["mine"].get(row) or world.shared[row] for row in RECORDS}
    addresses = PAGES + [record.get_absolute_url() for record in kept.values()]

    assert {address: found for address in addresses if (found := english_of(read(client, address)))} == {}


@needs_compiled
@pytest.mark.parametrize(
    "kind", ["administrator", "principal", "business_office", "viewer", "teacher_leader", "no_access"]
)
def test_home_and_refusals_speak_spanish_to_everyone(spanish, kind):
    client, world = spanish
    world.sign_in(client, kind)

    assert english_of(read(client, "/") + read(client, "/settings/")) == set()


@needs_compiled
@pytest.mark.parametrize(
    "page", ["login/", "password/reset/", "password/reset/done/", "password/reset/key/1-x/", "inactive/"]
)
def test_the_way_in_speaks_spanish(spanish, page):
    client, _world = spanish

    assert english_of(read(client, f"/accounts/{page}")) == set()


@needs_compiled
def test_a_browser_set_to_any_spanish_is_answered_in_spanish(client, db):
    assert "Iniciar sesión" in read(client, "/accounts/login/", headers={"Accept-Language": "es-MX,en;q=0.5"})


def test_english_left_on_a_page_is_found(client, db):
    assert english_of(client.get("/accounts/login/").content.decode()) >= {"your", "password"}


@needs_compiled
def test_a_form_that_fails_says_why_in_spanish(spanish):
    client, world = spanish
    world.sign_in(client, "coordinator")

    page = client.post("/people/add/", {"given_name": "Ana"}).content.decode()

    assert "Corrija esto y guarde de nuevo" in page
    assert english_of(page) == set()


def as_shown(forms):
    """What some forms hold, as a browser would send it."""
    return {field.html_name: field.value() or "" for form in forms for field in form}


@needs_compiled
def test_what_is_shown_before_a_change_speaks_spanish(spanish):
    client, world = spanish
    world.sign_in(client, "coordinator")
    mine, pool = world.records["mine"], world.records["mine"]["pool"]
    table = [row for row, *_facts in client.get("/roll-over/").context["rows"]]
    person = f"/people/{mine['person'].pk}/edit/"
    asked = {
        "/appointments/end/": {"rows": mine["appointment"].pk},
        "/roll-over/": as_shown(table) | {"preview": "1"},
        f"/shared-stipends/{pool.pk}/share/": {"amount": pool.amount, "members": mine["appointment"].pk, "why": "-"},
        person: as_shown([client.get(person).context["form"]]) | {"suffix": "Jr.", "version": "0", "why": "-"},
    }
    shown = {address: client.post(address, data) for address, data in asked.items()}

    assert [page.status_code for page in shown.values()] == [200, 200, 200, 409]
    assert {address: found for address, page in shown.items() if (found := english_of(page.content.decode()))} == {}


def test_dates_numbers_and_money_follow_the_united_states_in_spanish():
    moment = datetime.datetime(2026, 12, 31, 17, 5, tzinfo=timezone.get_current_timezone())
    with translation.override("es"):
        assert day(moment.date()) == "31 de diciembre de 2026"
        assert day(moment) == "12/31/2026 5:05 p.m."
        assert date_format(moment, "DATETIME_FORMAT") == "31 de diciembre de 2026, 5:05 p.m."
        assert number(Decimal("1234.500")) == "1,234.50"
        assert money(Decimal("1234.5")) == "$1,234.50"


def test_dates_and_numbers_are_read_as_in_the_united_states_in_spanish():
    with translation.override("es"):
        assert forms.DateField().clean("12/31/2026") == datetime.date(2026, 12, 31)
        assert forms.DecimalField(localize=True).clean("1234.5") == Decimal("1234.5")
