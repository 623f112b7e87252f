"""School lists of the National Center for Education Statistics (CCD), in the layouts of EDGE and of HIFLD.

Unknowns are written in many ways there: -999, -1, -2, -9, M, N, NOT REPORTED, NOT AVAILABLE. They say nothing, so they
change nothing. A list usually holds many districts: one is chosen, its neighbors are counted and left out.
"""

from collections import Counter, defaultdict
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leaders.imports import values
from leaders.imports.columns import find_columns
from leaders.imports.problems import Unusable, shown
from leaders.imports.rows import SCHOOL, Candidate, Choice, Reading

EDGE = {
    "nces_id": "NCESSCH",
    "district": "LEAID",
    "district_name": "LEA_NAME",
    "name": "SCH_NAME",
    "city": "LCITY",
    "state": "LSTATE",
    "level": "SCHOOL_LEVEL",
    "lowest_grade": "GSLO",
    "highest_grade": "GSHI",
    "title_i": "TITLEI",
    "locale": "ULOCALE",
    "enrollment": "MEMBER",
    "teachers": "FTE",
    "status": "STATUS",
}
HIFLD = {
    "nces_id": "NCESID",
    "district": "DISTRICTID",
    "county": "COUNTY",
    "name": "NAME",
    "city": "CITY",
    "state": "STATE",
    "level": "LEVEL_",
    "lowest_grade": "ST_GRADE",
    "highest_grade": "END_GRADE",
    "enrollment": "ENROLLMENT",
    "teachers": "FT_TEACHERS",
    "status": "STATUS",
}
LAYOUTS = [("NCES EDGE", EDGE), ("NCES HIFLD", HIFLD)]
LEVELS = {
    "prekindergarten": "prek",
    "elementary": "elementary",
    "primary": "elementary",
    "middle": "middle",
    "high": "high",
    "secondary": "secondary",
    "other": "other",
    "ungraded": "other",
}
NOT_OPEN = {"2", "6", "7"}  # closed, inactive, future
LEA_DIGITS = 7
SCHOOL_DIGITS = 12


def recognises(source):
    """Whether the single file has the id, district and name columns of one of the layouts."""
    file = source.single()
    return file is not None and layout_of(file.table().header) is not None


def layout_of(header):
    heads = {head.casefold() for head in header}
    for label, layout in LAYOUTS:
        if {layout[name].casefold() for name in ("nces_id", "district", "name")} <= heads:
            return label, layout
    return None


def read(source, options):
    """Schools of one district; without a choice among several, the choices and no school."""
    file = source.single()
    table = file.table()
    label, layout = layout_of(table.header)
    columns = find_columns(table, layout.values(), required=[layout["nces_id"], layout["name"]])
    rows = [(replace(row, cells=()), named(columns.read(row), layout)) for row in table.rows()]
    reading = Reading(label, problems=table.problems + columns.problems, columns=layout)
    districts = Counter(district_of(cells) for _row, cells in rows)
    code = chosen(districts, options.district or options.own_district, file.name, bool(options.district))
    if code is None:
        reading.choices = choices(districts, rows)
        return reading
    reading.skipped["neighbor"] = sum(districts.values()) - districts[code]
    for row, cells in rows:
        if district_of(cells) == code:
            add(reading, file.name, row, cells)
    refuse_twins(reading.candidates)
    return reading


def named(cells, layout):
    """Cells under our own names rather than the layout's."""
    return {name: cells.get(head, "") for name, head in layout.items()}


def district_of(cells):
    """The district's id with its leading zero; the cell itself when it is no id."""
    try:
        return values.digits(cells["district"], LEA_DIGITS)[0]
    except ValueError:
        return shown(cells["district"].strip())


def chosen(districts, wanted, file, is_explicit):
    """The district to read: the wanted one, or the only one; None when a person must choose."""
    if wanted and wanted.zfill(LEA_DIGITS) in districts:
        return wanted.zfill(LEA_DIGITS)
    if is_explicit:
        raise Unusable(
            _("The file holds no school of district %(code)s.") % {"code": shown(wanted)},
            _("It holds %(codes)s.") % {"codes": ", ".join(sorted(districts)[:10])},
            file=file,
        )
    return next(iter(districts)) if len(districts) == 1 and not wanted else None


def choices(districts, rows):
    """Districts, the largest first; a list that does not name them says in which county most of their schools lie."""
    names = defaultdict(Counter)
    for _row, cells in rows:
        names[district_of(cells)][district_name(cells)] += 1
    ordered = sorted(districts.items(), key=lambda pair: (-pair[1], pair[0]))
    labels = {code: shown(" ".join(found.most_common(1)[0][0].split())) for code, found in names.items()}
    return [Choice(code, labels[code], count) for code, count in ordered]


def district_name(cells):
    if name := cells.get("district_name"):
        return values.readable(name)
    county = values.said(cells.get("county", ""))
    return _("%(county)s County") % {"county": values.readable(county)} if county else values.readable(cells["city"])


def add(reading, file, row, cells):
    """One school; a closed one only matters when it is known here."""
    candidate = Candidate(SCHOOL, file, row.number)
    judge(candidate, row, cells)
    reading.add(candidate)


def judge(candidate, row, cells):
    if row.fault:
        candidate.refused(row.fault)
        return
    try:
        nces_id, mended = values.digits(cells["nces_id"], SCHOOL_DIGITS)
    except ValueError as error:
        fill(candidate, cells)
        candidate.refuse(error, _("Format the column as text before saving, or download the list again."), "nces_id")
        return
    candidate.values["nces_id"] = nces_id
    if mended:
        candidate.notes.append(_("The NCES id had lost its leading zero. It was put back."))
    candidate.known_only = cells["status"].strip() in NOT_OPEN
    candidate.values["is_open"] = not candidate.known_only
    fill(candidate, cells)


def fill(candidate, cells):
    """Put what the cells say into the candidate; a cell that cannot be right is left out with a remark."""
    name = values.said(cells["name"])
    if not name:
        candidate.refuse(_("The school has no name."), _("Write its name into the file."), "name")
        return
    candidate.values["name"] = values.readable(name)
    readers = {
        "enrollment": values.whole_number,
        "teachers": values.decimal,
        "lowest_grade": values.grade,
        "highest_grade": values.grade,
        "title_i": values.yes_no,
        "level": lambda text: LEVELS.get(values.said(text).casefold()),
        "locale": lambda text: values.said(text)[:2] or None,
        "city": lambda text: values.readable(values.said(text)) or None,
        "state": lambda text: values.said(text).upper() or None,
    }
    for field, reader in readers.items():
        put(candidate, field, reader, cells.get(field, ""))
    drop_reversed_grades(candidate)


def put(candidate, field, reader, text):
    try:
        value = reader(text)
    except ValueError as error:
        candidate.notes.append(str(error))
        return
    if value is not None:
        candidate.values[field] = f"{value:.2f}" if field == "teachers" else value


def drop_reversed_grades(candidate):
    found = candidate.values
    if found.get("lowest_grade", -1) > found.get("highest_grade", 12):
        candidate.notes.append(_("The lowest grade comes after the highest. Both were left out."))
        del found["lowest_grade"], found["highest_grade"]


def refuse_twins(candidates):
    """Two rows with one NCES id: nobody can say which one is right."""
    counts = Counter(candidate.values.get("nces_id") for candidate in candidates)
    for candidate in candidates:
        number = candidate.values.get("nces_id")
        count = counts[number]
        if number and count > 1:
            reason = ngettext("The NCES id stands in %(n)s row.", "The NCES id stands in %(n)s rows.", count) % {
                "n": count
            }
            candidate.refuse(reason, _("Keep one of them."), "nces_id")
