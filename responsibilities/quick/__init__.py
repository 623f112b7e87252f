"""One line instead of a form, “co-plan Ruiz, Chen 1.5h yesterday”: first values of the form, never saved unseen.

Each part that is understood is taken out of the line; what is left are names and, where nobody is called so, the focus.
"""

import datetime
import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from leaders.models import folded
from responsibilities import kinds, rules, teachers
from responsibilities.models import DAY, STEP, Contact
from responsibilities.quick import durations, moments
from responsibilities.quick.words import CONNECTORS, DAYS, KINDS, LONGEST_PHRASE, NUMBERED, WEEKDAYS

LONGEST = 300
MOST_NAMES = 12
HEADS = re.compile(
    r"(?<![\w.:/])(\d{1,3}) ?(?:teachers?|participants?|people|staff|maestr[oa]s|docentes|participantes|personas)\b",
    re.I,
)
TAKEN = " \0 "


@dataclass
class Understood:
    """What a line said: first values of the form, what to look at, and people among whom to choose."""

    line: str
    initial: dict = field(default_factory=dict)
    notes: list = field(default_factory=list)
    which: list = field(default_factory=list)  # people who share an ambiguous name


def understood(line, user, appointments, today):
    """The `Understood` of a teacher leader's line; None for an empty one."""
    if not line.strip():
        return None
    return parse(line, today, teachers.Finder(user, appointments, today))


def parse(line, today, find):
    """Read a line; `find(words)` answers `{word: [people called so]}`. Linear in the line's length, and never fails."""
    line = " ".join(line[:LONGEST].replace("\0", " ").split())
    found = Understood(line)
    rest = line
    for take in (_take_heads, _take_date, _take_span, _take_duration, _take_time):
        rest = take(rest, found, today)
    rest = _take_kind(rest.replace(",", " , ").split(), found)
    rest = _take_day_words(rest, found, today)
    rest = _take_bare_numbers(rest, found)
    rest = _take_names(rest, found, find)
    if focus := _focus(rest):
        found.initial["focus"] = focus[:120]
    _settle(found)
    return found


def _take_heads(text, found, today):
    if match := HEADS.search(text):
        found.initial["unnamed"] = int(match[1])
        return _without(text, match)
    return text


def _take_date(text, found, today):
    match, date = moments.date_in(text, today)
    if match:
        found.initial["date"] = date
    return _without(text, match)


def _take_span(text, found, today):
    """“9:30-10:15”: when it began, and how long it was."""
    match, start, end = moments.span_in(text)
    if match:
        found.initial |= {"start_time": moments.clock(start), "minutes": end - start}
    return _without(text, match)


def _take_duration(text, found, today):
    """Amounts with a unit; half and whole days."""
    if "minutes" in found.initial:
        return text
    for pattern, minutes in durations.DAYS:
        if match := pattern.search(text.casefold()):
            found.initial["minutes"] = minutes
            return _without(text, match)
    matches = [match for match in durations.QUANTITY.finditer(text.casefold()) if _has_unit(match)]
    if not matches or len(text.casefold()) != len(text):
        return text
    last = _bare_after(text, matches[-1])
    found.initial["minutes"] = int(sum(map(durations.quantity, matches))) + (int(last[1]) if last else 0)
    for match in reversed([*matches, *([last] if last else [])]):
        text = _without(text, match)
    return text


def _has_unit(match):
    return any(match[name] for name in ("hours", "minutes", "word_hours", "word_minutes"))


def _bare_after(text, match):
    """The minutes in “1h 30”."""
    return re.compile(r" ?([1-5]\d)(?![\w:/.])").match(text, match.end()) if match["hours"] else None


def _take_time(text, found, today):
    match, start = (None, None) if "start_time" in found.initial else moments.hour_in(text)
    if match:
        found.initial["start_time"] = moments.clock(start)
    return _without(text, match)


def _without(text, match):
    """The text without a match; as it is without one."""
    if match is None:
        return text
    return text[: match.start()] + TAKEN + text[match.end() :]


def _take_kind(words, found):
    """The first phrase that names a kind of work; the longest that fits there."""
    plain = [folded(word).strip(".;:!?()") for word in words]
    for place in range(len(words)):
        for length in range(LONGEST_PHRASE, 0, -1):
            kind = KINDS.get(" ".join(plain[place : place + length]))
            if kind:
                found.initial["kind"] = kind
                return [*words[:place], TAKEN.strip(), *words[place + length :]]
    return words


def _take_day_words(words, found, today):
    """“yesterday”, “Tuesday”: the last one, today not among weekdays."""
    for place, word in enumerate(words):
        plain = folded(word).strip(".;:!?()")
        back = DAYS.get(plain)
        if back is None and plain in WEEKDAYS:
            back = (today.weekday() - WEEKDAYS[plain] - 1) % 7 + 1
        if back is not None:
            found.initial.setdefault("date", today - datetime.timedelta(days=back))
            return [*words[:place], TAKEN.strip(), *words[place + 1 :]]
    return words


def _take_bare_numbers(words, found):
    """“email Ortiz 15”: a number alone is the duration, but not that of “grade 4”."""
    for place, word in enumerate(words):
        named = place and folded(_bare(words[place - 1])) in NUMBERED
        if not named and "minutes" not in found.initial and re.fullmatch(r"\d{1,4}(?:\.\d{1,2})?", word, re.ASCII):
            minutes = int(durations.in_minutes(durations.number(word), None))
            if 0 < minutes <= DAY:
                found.initial["minutes"] = minutes
                return [*words[:place], TAKEN.strip(), *words[place + 1 :]]
    return words


def _take_names(words, found, find):
    """Words that people are called by."""
    places = [place for place, word in enumerate(words) if _may_be_name(word)][:MOST_NAMES]
    people = find([_bare(words[place]) for place in places])
    hits = {place: people.get(_bare(words[place]), []) for place in places}
    groups, taken = _fitting(hits)
    _keep(groups, found)
    return [TAKEN.strip() if place in taken else word for place, word in enumerate(words)]


def _keep(groups, found):
    """One person is ticked, of several the leader is asked which."""
    if chosen := list({group[0].pk: None for group in groups if len(group) == 1}):
        found.initial["supported"] = chosen
    several = {person.pk: person for group in groups for person in group}
    found.which = [person for pk, person in several.items() if pk not in chosen]


def _fitting(hits):
    """`([people], places)`: the people that each name fits, of two words for one person those that both fit."""
    groups, taken = [], set()
    for place, called in hits.items():
        if place in taken or not called:
            continue
        both = _both(called, hits.get(place + 1))
        groups.append(both or called)
        taken |= {place, place + 1} if both else {place}
    return groups, taken


def _both(some, others):
    """Who is called by both of two words, first and last name."""
    keys = {person.pk for person in others or []}
    return [person for person in some if person.pk in keys]


def _bare(word):
    return word.strip(".,;:!?()\"'’").casefold()


def _may_be_name(word):
    bare = _bare(word)
    return len(bare) > 1 and bare not in CONNECTORS and bare[0].isalpha()


def _focus(words):
    """The words that nobody understood, with the small words between them."""
    groups, now = [], []
    for word in words:
        if word in (TAKEN.strip(), ","):
            groups, now = [*groups, now], []
        else:
            now.append(word)
    kept = [_trimmed(group) for group in [*groups, now]]
    return " ".join(" ".join(group) for group in kept if group)


def _trimmed(group):
    while group and _bare(group[0]) in CONNECTORS:
        group = group[1:]
    while group and _bare(group[-1]) in CONNECTORS:
        group = group[:-1]
    return group


def _settle(found):
    """Whole steps, with whom, and what to look at."""
    initial = found.initial
    if "minutes" in initial:
        minutes = min(DAY, durations.rounded(initial["minutes"], STEP))
        if minutes != initial["minutes"]:
            said = {"said": initial["minutes"], "taken": rules.in_hours(minutes)}
            found.notes.append(_("%(said)s minutes were rounded to %(taken)s.") % said)
        initial["minutes"] = minutes
    heads = len(initial.get("supported", [])) + initial.get("unnamed", 0)
    if "kind" in initial:
        initial["category"] = None
        initial["contact"] = kinds.contact(initial["kind"])
    else:
        found.notes.append(_("We did not find what you did. Choose it below."))
    if heads and not found.which:
        alone = heads == 1 and initial.get("contact") != Contact.GROUP
        initial["contact"] = Contact.ONE_ON_ONE if alone else Contact.GROUP
