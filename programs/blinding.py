"""What a blind reviewer reads: an applicant's words without who wrote them.

Masked where they occur as words, whatever their case and accents, also run together (“anaortiz”): the applicant's
names, e-mail and sign-in addresses, staff number and schools; and every other e-mail address and link, because few of
those are nobody's. Nicknames, initials and what tells a person by deeds stay.
"""

import re
import unicodedata

from django.utils.translation import gettext as _

SHORTEST = 2  # letters of a name that are masked by themselves: a middle initial “A” is also a word
FEWEST_LETTERS = 4  # of what is a school's own in its name
FEWEST_DIGITS = 4  # of a number: a shorter one counts students, years or grades as well
PARTICLES = frozenset(["al", "da", "de", "del", "der", "den", "di", "do", "dos", "du", "el", "la", "las", "los", "van"])
LINK = re.compile(r"(?:https?://|www\.)\S+")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
BETWEEN = r"[\W_]{0,3}"
# Words of names of schools that tell nothing by themselves, and would be masked where they mean something else.
TELL_NOTHING = """
academy and arts at campus center central charter city college community district early east education
elementary engineering for grade grades high intermediate is junior k kindergarten learning lower magnet math
mathematics middle ms new north of on our park preparatory prep primary ps public school schools science
sciences senior south steam stem studies technology the upper west
"""
COMMON = frozenset(TELL_NOTHING.split())


def mask(text, person, others=()):
    """`text` without what tells that it is about `person`; `others` are further names to mask (of referees)."""
    return masker(person, others)(text)


def masker(person, others=()):
    """A function that masks texts like `mask`, for many texts of the same person."""
    patterns = [EMAIL, *_patterns(person, others)]

    def masked(text):
        plain, places = _folded(text)
        spans = [(*found.span(), _("[link]")) for found in LINK.finditer(plain)]
        spans += [(*found.span(), _("[name]")) for pattern in patterns for found in pattern.finditer(plain)]
        return _without(text, [(places[start], places[end], word) for start, end, word in spans])

    return masked


def _without(text, spans):
    """`text` with a word in place of each span; of spans that touch or overlap the first one's stands for all."""
    parts, at = [], 0
    for start, end, word in sorted(spans):
        if start > at or not parts:
            parts += [text[at:start], word]
        at = max(at, end)
    return "".join([*parts, text[at:]])


def _folded(text):
    """`text` in lower case without accents, and for each of its places the place in `text`, with one for the end."""
    letters, places = [], []
    for at, char in enumerate(text):
        for each in unicodedata.normalize("NFKD", char.casefold()):
            if not unicodedata.combining(each):
                letters.append("'" if each in "’ʼ`" else each)
                places.append(at)
    return "".join(letters), [*places, len(text)]


def _patterns(person, others):
    given = [name for name in (person.preferred_name, person.given_name) if name]
    names = [*given, person.middle_name, person.family_name, *others]
    found = [_words(name) for name in names for name in (name, *_parts(name))]
    for first in given:
        found += _together(first, person.family_name)
    found += [_exactly(text) for text in _numbers(person)]
    found += [_words(name) for school in _schools(person) for name in _school_names(school.name)]
    return [pattern for pattern in found if pattern is not None]


def _parts(name):
    """The single words of a name of several: “María del Carmen” is called María, too; “del” by itself stays."""
    parts = re.split(r"[\s\-]+", name)
    return [part for part in parts if part.casefold() not in PARTICLES] if len(parts) > 1 else []


def _together(first, family):
    """Given and family name in either order, run together or with an initial: “Ana M. Ortiz”, “ortizana”, “aortiz”."""
    one, other, initial = _pieces(first), _pieces(family), _pieces(first[0])
    middle = rf"(?:[^\W\d_]{BETWEEN})?"
    orders = ([one, middle + other], [other, one], [initial, other])
    return [_bounded(BETWEEN.join(order)) for order in orders if all(order)]


def _numbers(person):
    """Addresses, the part before the @, and the numbers of the staff roster."""
    user = getattr(person, "user", None)
    addresses = [text for text in (person.email, user and user.email) if text]
    return [*addresses, *(text.partition("@")[0] for text in addresses), person.local_id, person.source_id or ""]


def _schools(person):
    return [school for school in (person.home_school, *person.other_schools.all()) if school]


def _school_names(name):
    """A school's name, and what is its own in it with more and more of the rest: “Lincoln”, “Lincoln Elementary” …"""
    words = name.split()
    own = [at for at, word in enumerate(words) if not _is_common(word)]
    if not own or len("".join(words[own[0] : own[-1] + 1])) < FEWEST_LETTERS:
        return [name]
    return [name, *(" ".join(words[own[0] : end]) for end in range(own[-1] + 1, len(words) + 1))]


def _is_common(word):
    return _folded(word)[0].strip(".,()-") in COMMON


def _words(name):
    """A pattern for a name: its words with whatever stands between them, not inside a longer word."""
    pattern = _pieces(name)
    return _bounded(pattern) if len(pattern) >= SHORTEST else None


def _pieces(name):
    return BETWEEN.join(map(re.escape, re.findall(r"[^\W_]+", _folded(name)[0])))


def _exactly(text):
    plain = _folded(text)[0].strip()
    return _bounded(re.escape(plain)) if len(plain) >= (FEWEST_DIGITS if plain.isdigit() else SHORTEST) else None


def _bounded(pattern):
    """Not within a word: a name may stand beside a digit (“ortiz84”), a number may not."""
    edge = r"[^\W_]" if re.match(r"\\?\d", pattern) else r"[^\W\d_]"
    return re.compile(f"(?<!{edge}){pattern}(?!{edge})")
