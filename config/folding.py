"""Text as search compares it: lower case, without accents, so that “garcia” finds “García”."""

import unicodedata

from django.db import models
from django.db.models import F, Func, Q

MARKS = "-–—/().,:;&’'\x00"
BETWEEN = str.maketrans(dict.fromkeys(MARKS, " "))
LONGEST, MOST_WORDS = 100, 6


def folded(text):
    """Lower case without accents and needless spaces."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def spaced(text):
    """Folded, with a space for every mark between words: what the database knows of a row as `Folded`."""
    return folded((text or "").translate(BETWEEN))


def words_of(text):
    """The first words of what somebody typed, however long or odd that is."""
    return spaced(text[:LONGEST]).split()[:MOST_WORDS]


def has_word(rows, words, fields):
    """Rows with a word for each of `words`, which begins with it, in the folded text of `fields`."""
    rows = rows.alias(found_words=Folded(*fields))
    for word in words:
        rows = rows.filter(found_words__contains=f" {word}")
    return rows


def begins(field, word):
    """Whether a word of folded text begins with `word`, the second half of a double name too."""
    inside = Q(**{f"{field}__contains": f" {word}"}) | Q(**{f"{field}__contains": f"-{word}"})
    return Q(**{f"{field}__startswith": word}) | inside


def plain_letters():
    """`{accented letter or mark: what it is compared as}`; few, as the database tries each on every letter."""
    letters = {chr(code): folded(chr(code)) for code in range(0xC0, 0x100)}
    marks = dict.fromkeys(MARKS.replace("\x00", ""), " ")
    return marks | {letter: base for letter, base in letters.items() if len(base) == 1 and base.isascii()}


PLAIN = plain_letters()


class FoldedField(models.CharField):
    """The folded text of other fields of the row, each word after a space; written with the row, however it is."""

    def __init__(self, *, of=(), **options):
        super().__init__(**{"editable": False, "default": ""} | options)
        self.of = of

    def deconstruct(self):
        name, path, args, options = super().deconstruct()
        return name, path, args, options | {"of": self.of}

    def pre_save(self, row, add):
        text = spaced_out(*(getattr(row, name) for name in self.of))[: self.max_length]
        setattr(row, self.attname, text)
        return text


class Folded(Func):
    """The text of several fields in one, as `spaced` writes it, each word after a space.

    For tables of hundreds of rows; one of thousands has a `FoldedField`, as PostgreSQL takes a while for each row.
    """

    output_field = models.CharField()

    def __init__(self, *fields):
        super().__init__(*map(F, fields))

    def as_sql(self, compiler, connection, **context):
        """Letter by letter: whether the server's own lower case knows accents depends on how it was set up."""
        text, params = self._joined(compiler, " || ", "' ' || COALESCE({}, '')")
        return f"TRANSLATE(LOWER({text}), %s, %s)", [*params, "".join(PLAIN), "".join(PLAIN.values())]

    def as_sqlite(self, compiler, connection, **context):
        """SQLite is given the function itself."""
        connection.ensure_connection()
        connection.connection.create_function("trellis_folded", -1, spaced_out, deterministic=True)
        text, params = self._joined(compiler, ", ", "{}")
        return f"trellis_folded({text})", params

    def _joined(self, compiler, between, each):
        parts = [compiler.compile(part) for part in self.source_expressions]
        return between.join(each.format(sql) for sql, _params in parts), [p for _sql, own in parts for p in own]


def spaced_out(*texts):
    return " " + spaced(" ".join(text or "" for text in texts))
