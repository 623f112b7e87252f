"""Search over what the apps offer, which this file does not know: a few rows of each kind, by one question.

An app offers a kind of record: `@searched("people", _("People"), "leaders:person-detail", permission=…, order=…)` over
a function `user -> Where`, whose rows are those that the user may see. What is no record, as a page or a report, comes
from `@listed("pages", _("Pages"), order=…)` over a function `user -> [(label, note, address)]`.
What nothing fits is asked again by likeness: by PostgreSQL's trigrams, elsewhere by the first letters of each word.
"""

from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from urllib.parse import urlencode

from django.contrib.postgres.search import TrigramWordDistance
from django.db import connection, transaction
from django.db.models import BooleanField, CharField, Expression, Func, QuerySet, Value
from django.urls import reverse

from config.folding import LONGEST, begins, spaced, words_of

MOST = 8  # rows of one kind that are shown
LOOKED_AT = 40  # rows of one kind that are compared letter by letter, to find what is like what was typed
LIKE, SAME = 0.25, 0.7  # how much must agree: of the trigrams of all words, of the letters of each
FEWEST = 3  # letters that likeness needs
# For one transaction. To compare two texts takes a hundred times what the planner thinks: it is to use the index.
SETTINGS = "SELECT set_config('pg_trgm.word_similarity_threshold', %s, true), set_config('enable_seqscan', 'off', true)"
SOURCES = []


@dataclass(frozen=True)
class Where:
    """Rows that are searched: in their order, by `words` (folded text) or by `matching`, and how a hit is shown.

    `told` makes words of the text `note`; `address` is where a hit leads when its kind has no page for each.
    """

    rows: QuerySet
    label: Expression
    words: Expression | None = None
    note: Expression = Value("", output_field=CharField())
    address: Expression = Value("", output_field=CharField())
    matching: Callable | None = None
    told: Callable = str


@dataclass(frozen=True)
class Source:
    """A kind of hit: its heading, the page of a row, the list of all, and where they come from."""

    key: str
    heading: object
    find: Callable
    url_name: str = ""
    permission: str = ""
    listing: str = ""
    order: int = 100
    has_rows: bool = True


@dataclass(frozen=True)
class Hit:
    """One line: what it is called, what tells namesakes apart, and where it leads."""

    label: str
    note: str
    url: str


@dataclass(frozen=True)
class Group:
    """The hits of one kind; `all_url` leads to the list when there may be more."""

    heading: object
    hits: list
    all_url: str = ""


@dataclass(frozen=True)
class Found:
    """What a search came to; `near`: nothing fits what was typed, these are like it."""

    groups: list
    near: bool = False

    @property
    def count(self):
        return sum(len(group.hits) for group in self.groups)


def _offer(source):
    SOURCES.append(source)
    SOURCES.sort(key=lambda other: other.order)


def searched(key, heading, url_name, *, permission, listing="", order=100):
    """Offer the rows of the decorated function `user -> Where` to who holds `permission`; `listing` is their list."""

    def offer(find):
        _offer(Source(key, heading, find, url_name, permission, listing, order))
        return find

    return offer


def listed(key, heading, *, order=100):
    """Offer what the decorated function `user -> [(label, note, address)]` lists."""

    def offer(find):
        _offer(Source(key, heading, find, order=order, has_rows=False))
        return find

    return offer


def search(user, text):
    """`Found` by every word of `text`, or else what is like it."""
    text = text.replace("\x00", " ")[:LONGEST].strip()
    words = words_of(text)
    if not words:
        return Found([])
    open_ones = [source for source in SOURCES if not source.permission or user.may(source.permission)]
    places = {source: source.find(user) for source in open_ones}
    groups = _groups(places, text, _fitting(words), _asked(places, lambda where: _begins(where, text, words), MOST))
    if groups or len(spaced(text)) < FEWEST:
        return Found(groups)
    return Found(_groups(places, "", _alike(words), _near(places, words)), near=True)


def everything(user):
    """All that is listed for the user, pages above all: what one can jump to before anything is typed."""
    lists = [source for source in SOURCES if not source.has_rows]
    return [Group(source.heading, [Hit(*line) for line in source.find(user)]) for source in lists]


def _begins(where, text, words):
    """Rows with a word for each of `words`, which begins with it."""
    if where.matching:
        return where.matching(where.rows, text)
    rows = where.rows.alias(found_words=where.words)
    for word in words:
        rows = rows.filter(begins("found_words", word))
    return rows


class Alike(Func):
    """Whether a text holds words like another, by PostgreSQL's trigrams and the likeness set for the transaction."""

    arg_joiner = " %%> "
    template = "(%(expressions)s)"
    output_field = BooleanField()


def _near(places, words):
    """Lines of rows that are like what was typed."""
    text = " ".join(words)
    if connection.vendor != "postgresql":
        starts = [word[:2] for word in words if len(word) >= FEWEST]
        return _asked(places, lambda where: _begins(_by_words(where), text, starts), LOOKED_AT) if starts else []
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(SETTINGS, [str(LIKE)])
        return _asked(places, lambda where: _like(where, text), LOOKED_AT)


def _by_words(where):
    return Where(where.rows, where.label, where.words)


def _like(where, text):
    alike = where.rows.filter(Alike(where.words, Value(text)))
    return alike.order_by(TrigramWordDistance(text, where.words), "pk")


def _asked(places, choose, most):
    """[(key of the kind, key of the row, label, note, address)] of the first rows of each kind, by one question."""
    parts = [
        _lines(source.key, where, choose(where).values("pk")[:most])
        for source, where in places.items()
        if source.has_rows and (where.words is not None or most == MOST)
    ]
    return list(parts[0].union(*parts[1:], all=True)) if parts else []


def _lines(key, where, chosen):
    """What is shown of the chosen rows of one kind."""
    rows = where.rows.model._base_manager.filter(pk__in=chosen).order_by()
    rows = rows.annotate(found_in=Value(key, output_field=CharField()), found_label=where.label)
    rows = rows.annotate(found_note=where.note, found_address=where.address)
    return rows.values_list("found_in", "pk", "found_label", "found_note", "found_address")


def _fitting(words):
    """A judge of listed lines: every word begins one of theirs; all rows fit already."""

    def judge(label, is_row):
        own = spaced(label).split()
        return 1 if is_row or all(any(other.startswith(word) for other in own) for word in words) else 0

    return judge


def _alike(words):
    """A judge by the word that is least like any of a line's own: the database only says what may be like it."""

    def judge(label, _is_row):
        own = spaced(label).split()
        alike = min(max((SequenceMatcher(None, word, other).ratio() for other in own), default=0) for word in words)
        return alike if alike >= SAME else 0

    return judge


def _groups(places, text, judge, lines):
    """The hits by kind, the likest first, then by name; lists are offered by what was typed, kinds without hits not."""
    groups = []
    for source, where in places.items():
        hits = _hits_of_rows(source, where, lines) if source.has_rows else [Hit(*line) for line in where]
        judged = [(judge(hit.label, source.has_rows), hit) for hit in hits]
        best = sorted((pair for pair in judged if pair[0]), key=lambda pair: (-pair[0], spaced(pair[1].label)))[:MOST]
        if best:
            more = text and source.listing and len(best) == MOST
            url = f"{reverse(source.listing)}?{urlencode({'q': text})}" if more else ""
            groups.append(Group(source.heading, [hit for _judged, hit in best], url))
    return groups


def _hits_of_rows(source, where, lines):
    return [
        Hit(label, where.told(note), address or reverse(source.url_name, args=[pk]))
        for key, pk, label, note, address in lines
        if key == source.key
    ]
