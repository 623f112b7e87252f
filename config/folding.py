"""Text as search compares it: lower case, without accents, so that “garcia” finds “García”."""

import unicodedata

from django.db.models import CharField, F, Func, Q, Value
from django.db.models.functions import Concat

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


def begins(field, word):
    """Whether a word of folded text begins with `word`, the second half of a double name too."""
    inside = Q(**{f"{field}__contains": f" {word}"}) | Q(**{f"{field}__contains": f"-{word}"})
    return Q(**{f"{field}__startswith": word}) | inside


def plain_letters():
    """`{accented letter or mark: what it is compared as}` of the languages that are written in Latin letters."""
    letters = {chr(code): folded(chr(code)) for code in range(0xC0, 0x180)}
    return dict.fromkeys(MARKS.replace("\x00", ""), " ") | {a: b for a, b in letters.items() if len(b) == 1}


PLAIN = plain_letters()


class Folded(Func):
    """The text of several fields in one, as `spaced` writes it: a small table needs no column of its own for it."""

    output_field = CharField()
    arity = 1

    def __init__(self, *fields):
        parts = [part for field in fields for part in (F(field), Value(" "))]
        super().__init__(Concat(*parts, output_field=CharField()) if len(fields) > 1 else F(*fields))

    def as_sql(self, compiler, connection, **context):
        """PostgreSQL changes letter by letter; whether its own lower case knows accents depends on the server."""
        text, params = compiler.compile(self.source_expressions[0])
        return f"TRANSLATE(LOWER({text}), %s, %s)", [*params, "".join(PLAIN), "".join(PLAIN.values())]

    def as_sqlite(self, compiler, connection, **context):
        """SQLite is given the function itself."""
        connection.ensure_connection()
        connection.connection.create_function("trellis_folded", 1, spaced, deterministic=True)
        text, params = compiler.compile(self.source_expressions[0])
        return f"trellis_folded({text})", params
