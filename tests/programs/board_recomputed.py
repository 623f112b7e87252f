"""Every figure of the board report once more, from raw rows alone, in plain Python.

It shares no code with the measures: no manager method, no roll-up, no function of the site; only tables as they are.
`recomputed(year)` answers `{figure: {row: [Known, …]}}`, one `Known` for each pair of columns; the total is row "All".
"""

import calendar
from collections import defaultdict
from fractions import Fraction

from programs import models as development
from responsibilities import models as work
from tests.programs.board_money import of_money
from tests.programs.board_raw import Known, Raw, bands_of, by, led, percent, rounded, rows, span_of

ALL = "All"
LISTS = ("disciplines", "levels", "title-i", "grade-bands", "places")
HOLDING = ("accepted", "enrolled", "completed")
HOURS = {"under 1": (0, 59), "1 to under 5": (60, 299), "5 to under 10": (300, 599), "10 to under 20": (600, 1199)}
HOURS["20 and more"] = (1200, 10**9)
MONTHS = [*calendar.month_name[7:], *calendar.month_name[1:7]]
PLACED = {"elementary": "Elementary", "middle": "Middle", "high": "High"}


def of_leaders(raw, year):
    """The five figures about who leads and where."""
    tables = {name: defaultdict(lambda: [set(), Fraction(0)]) for name in LISTS}
    whole = [set(), Fraction(0)]
    for person, field, site, position, fte in led(raw, year):
        parts = {
            ("disciplines", field): Fraction(1),
            ("levels", level_of(site)): Fraction(1),
            ("title-i", title_of(site)): Fraction(1),
            ("places", (level_of(site), title_of(site))): Fraction(1),
            **{("grade-bands", band): share for band, share in bands_of(site, position).items()},
        }
        for (figure, row), share in parts.items():
            tables[figure][row][0].add(person)
            tables[figure][row][1] += fte * share
        whole[0].add(person)
        whole[1] += fte
    found = {
        name: {row: led_by(*cell) for row, cell in table.items()} | {ALL: led_by(*whole)}
        for name, table in tables.items()
    }
    found["leaders"] = {"Teacher leaders": [led_by(*whole)[0]], "TL FTE": [led_by(*whole)[1]]}
    return found


def led_by(people, fte):
    return [Known(len(people), frozenset(people)), Known(rounded(fte, 3), frozenset(people))]


def level_of(site):
    return PLACED[site.level] if site.kind == "school" else "District office"


def title_of(site):
    return "Title I schools" if site.title_i and site.kind == "school" else "Other schools and the district office"


def beside(raw, year, tables):
    """`{figure: {row: (sites, teachers, teachers per TL FTE)}}` of the places."""
    found = {"levels": defaultdict(list), "title-i": defaultdict(list)}
    for site in raw.schools.values():
        found["levels"][level_of(site)].append(site)
        found["title-i"][title_of(site)].append(site)
    return {
        figure: {row: of_sites(sites, tables[figure].get(row)) for row, sites in kept.items()}
        for figure, kept in found.items()
    }


def of_sites(sites, led):
    known = [site.eligible_teachers for site in sites if site.eligible_teachers is not None]
    fte = led[1].value if led else 0
    per = rounded(sum(known) / Fraction(fte), 1) if fte and len(known) == len(sites) else None
    return len(sites), sum(known) if known else None, per


# What they do


def of_work(raw, year):
    entries = [row for row in raw.log if row.school_year == year]
    own = [row for row in entries if not raw.categories[row.category_id].is_diverted]
    total, promised = summed(own), promises(raw, year)
    time = {ALL: [total, Known(None), Known(None)]}
    for key, category in raw.categories.items():
        kept = [row for row in own if row.category_id == key]
        if not category.is_diverted:
            part = summed(kept)
            share = Known(percent(part.value, total.value), part.people)
            time[category.name] = [part, share, promised.get(key, Known(None, 0))]
    contact = {ALL: [total, Known(None)]}
    for code, name in (("one_on_one", "One-on-one"), ("group", "Group"), ("none", "Without teachers")):
        part = summed([row for row in own if row.contact == code])
        contact[name] = [part, Known(percent(part.value, total.value), part.people)]
    away = summed([row for row in entries if raw.categories[row.category_id].is_diverted])
    return {"time": time, "contact": contact, "diverted": {"Diverted duty": [away]}}


def summed(entries):
    return Known(sum(row.minutes for row in entries), frozenset(row.leader_id for row in entries))


def promises(raw, year):
    """Average promised percent by category: what was agreed last by the end of the year, or what the role promises."""
    last, sums, people, count = span_of(year)[1], defaultdict(Fraction), defaultdict(set), 0
    agreed, usual = rows(work.Commitment), {row.role_id: row.pk for row in rows(work.UsualPromise)}
    shares, of_role = by(rows(work.CommittedShare), "commitment_id"), by(rows(work.UsualShare), "promise_id")
    for row in raw.appointments:
        position = raw.positions[row.position_id]
        if row.status != "approved" or position.school_year != year:
            continue
        own = [one for one in agreed if one.appointment_id == row.pk and one.retired_at is None and one.start <= last]
        kept = shares[max(own, key=lambda one: one.start).pk] if own else of_role[usual.get(position.role_id)]
        count += bool(kept)
        for share in kept:
            sums[share.category_id] += Fraction(share.percent)
            people[share.category_id].add(row.person_id)
    return {key: Known(rounded(total / count, 1), frozenset(people[key])) for key, total in sums.items()}


def of_cycles(year):
    start, end = span_of(year)
    kept = {"Completed": [], "Stopped": [], "Open": [], ALL: []}
    for row in rows(work.CoachingCycle):
        if row.start <= end and (row.end is None or row.end >= start):
            over = row.end is not None and row.end <= end
            kept[row.status.capitalize() if over else "Open"].append(row)
            kept[ALL].append(row)
    return {name: [Known(len(found), behind(found))] for name, found in kept.items()}


def behind(cycles):
    return min(len({row.leader_id for row in cycles}), len({row.teacher_id for row in cycles}))


# Whom they reach


def of_reach(raw, year):
    minutes, first, places = defaultdict(int), {}, set()
    for row in raw.log:
        for support in raw.supports[row.pk] if row.school_year == year else ():
            month = row.date.replace(day=1)
            minutes[support.person_id] += row.minutes
            first[support.person_id] = min(month, first.get(support.person_id, month))
            places.add(support.school_id)
    eligible, count = eligible_at(raw, year, places), len(minutes)
    reach = {
        "Supported teachers": [Known(count, count)],
        "STEM-teaching teachers at covered schools": [Known(eligible)],
        "Minutes for each supported teacher": [Known(round(Fraction(sum(minutes.values()), count or 1)), count)],
    }
    bands = {name: sum(low <= each <= high for each in minutes.values()) for name, (low, high) in HOURS.items()}
    dosage = {name: [Known(held, held)] for name, held in bands.items()} | {ALL: [Known(count, count)]}
    months, so_far = {ALL: [Known(count, count), Known(None)]}, 0
    for at, name in enumerate(MONTHS):
        new = sum(
            min((month.month - 7) % 12 if month <= span_of(year)[1] else 11, 11) == at for month in first.values()
        )
        so_far += new
        months[name] = [Known(new, new), Known(so_far, so_far)]
    return {"reach": reach, "dosage": dosage, "months": months}, count, eligible


def eligible_at(raw, year, places):
    """STEM-teaching teachers of the schools where a position of the year is held or serves, or whose teachers were."""
    for row in raw.appointments:
        position = raw.positions[row.position_id]
        if row.status == "approved" and position.school_year == year:
            places |= {position.site_id, *(one.school_id for one in raw.others[position.pk])}
    found = [raw.schools[key] for key in places if raw.schools[key].kind == "school"]
    known = [site.eligible_teachers for site in found]
    return None if None in known or not known else sum(known)


# What develops them


def of_programs(raw, year):
    own = [row for row in raw.enrollments if raw.cohorts[row.cohort_id].school_year == year]
    held = [row for row in own if row.status in HOLDING]
    kept = {
        "Held by teacher leaders": [row for row in held if row.participant == "current"],
        "Held by others": [row for row in held if row.participant != "current"],
        "Seats taken": held,
        "Completed": [row for row in own if row.status == "completed"],
        "Under way": [row for row in own if row.status in ("accepted", "enrolled")],
        "Withdrew": [row for row in own if row.status == "withdrawn"],
        ALL: [row for row in own if row.status in (*HOLDING, "withdrawn")],
    }
    known = {name: [Known(len(found), frozenset(row.person_id for row in found))] for name, found in kept.items()}
    seats = {name: known.pop(name) for name in ("Held by teacher leaders", "Held by others", "Seats taken")}
    return {"seats": seats, "completing": known, "retention": of_retention(raw, year)}


def of_retention(raw, year):
    done = {
        row.person_id
        for row in raw.enrollments
        if row.status == "completed" and raw.cohorts[row.cohort_id].school_year == year - 1
    }
    leading = done & {row[0] for row in led(raw, year)}
    return {
        "Completed in the school year before": [Known(len(done), frozenset(done))],
        "Of them: teacher leaders in this school year": [Known(len(leading), frozenset(leading))],
    }


def of_goals(year):
    found = defaultdict(int)
    indicators = by(rows(development.Indicator), "goal_id")
    values = {(row.indicator_id, row.school_year): row for row in rows(development.Measurement)}
    for goal in rows(development.Goal):
        if goal.first_year <= year <= goal.last_year:
            found[standing(indicators[goal.pk], values, year)] += 1
            found[ALL] += 1
    return {"goals": {name: [Known(count)] for name, count in found.items()}}


def standing(indicators, values, year):
    found = [(row, values[row.pk, year]) for row in indicators if (row.pk, year) in values]
    if any(value.people is not None and 0 < value.people < 5 for _row, value in found):
        return "Not shown"
    if not found:
        return "Not yet measured"
    steps = [(value.value - row.baseline) / (row.target - row.baseline) * 100 for row, value in found]
    mean = sum(min(100, max(0, step)) for step in steps) / len(steps)
    return "Fully met" if mean >= 100 else "Mostly met" if mean >= 75 else "Partly met" if mean >= 25 else "Not met"


def recomputed(year, raw=None):
    """All figures of a school year, and what stands beside places."""
    raw = raw or Raw()
    tables = of_leaders(raw, year) | of_work(raw, year)
    reach, teachers, eligible = of_reach(raw, year)
    tables |= reach | {"cycles": of_cycles(year)} | of_programs(raw, year) | of_goals(year)
    tables |= of_money(raw, year, teachers)
    tables["shares"] = of_shares(tables, teachers, eligible)
    return tables, beside(raw, year, tables)


def of_shares(tables, teachers, eligible):
    contact, cycles, course = tables["contact"], tables["cycles"], tables["completing"]
    direct = contact["One-on-one"][0].value + contact["Group"][0].value
    done, stopped = cycles["Completed"][0].value, cycles["Stopped"][0].value
    completed, withdrew = course["Completed"][0].value, course["Withdrew"][0].value
    return {
        "Direct time": [Known(percent(direct, contact[ALL][0].value))],
        "Reach": [Known(percent(teachers, eligible) if eligible else None)],
        "Cycle completion": [Known(percent(done, done + stopped))],
        "Programs completed": [Known(percent(completed, completed + withdrew))],
    }
