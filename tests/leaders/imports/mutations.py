"""Small rosters with random damage, the same for the same seed: what systems and spreadsheets make of files."""

import io
import random
import zipfile

from tests.leaders.imports.packages import BAY, DISTRICT, OAK, files_1_1, files_1_2, teacher

CELLS = ["", "tobedeleted", "active", "S2", "S1,S2", "nobody", "student", "TRUE", "1/31/2026", "2026-02-30", "x" * 300]
CELLS += [
    '"',
    '""',
    "\0",
    "\u202e",
    "=1+1",
    "’",
    "ñ",
    "\x85",
    "0",
    "-999",
    "١٢",
    "a@b",
    "T1",
    "U1",
    " U1 ",
    "😀",
    "{",
    "%s",
]
BYTES = [b"\0", b"\xff", b"\xef\xbb\xbf", b'"', b"\r", b"\n", b",", b";", b"\t", b"\xc3", b"PK\x03\x04", b"'"]
ENCODINGS = ["utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252", "utf-16-be"]
NAMES = ["Users.csv", "USERS.CSV", "users (1).csv", "export/users.csv", "users.csv.zip", "../users.csv", "roles.csv"]
ROLES = ["teacher", "principal", "student", "aide", "wizard", "guardian"]


def roster(dice):
    """A 1.1 or 1.2 package of a few people, bulk or delta."""
    people = [teacher(n, role=dice.choice(ROLES[:4])) for n in range(dice.randint(0, 5))]
    mode = dice.choice(["bulk", "delta"])
    if dice.random() < 0.5:
        return files_1_1(people, mode=mode)
    roles = [
        {"sourcedId": f"R{n}", "userSourcedId": f"U{n}", "roleType": "primary", "role": dice.choice(ROLES)}
        | {"orgSourcedId": dice.choice(["S1", "S2", "D1", "S9"]), "endDate": dice.choice(["", "2020-01-01", "soon"])}
        for n in range(len(people) + 1)
    ]
    return files_1_2(people, roles, orgs=dice.sample([DISTRICT, BAY, OAK], dice.randint(0, 3)), mode=mode)


def damage_cells(dice, text):
    """Other cells, columns that moved, lines that are gone, doubled or cut."""
    lines = text.split("\r\n")
    for _n in range(dice.randint(1, 3)):
        at = dice.randrange(len(lines))
        cells = lines[at].split(",")
        place = dice.randrange(len(cells))
        change = dice.choice(["set", "set", "drop", "swap", "line", "twice"])
        if change == "set":
            cells[place] = dice.choice(CELLS)
        elif change == "drop":
            del cells[place]
        elif change == "swap":
            cells[place], cells[0] = cells[0], cells[place]
        lines[at : at + 1] = {"line": [], "twice": [lines[at]] * 2}.get(change, [",".join(cells)])
        lines = lines or [""]
    return "\r\n".join(lines)


def damage_bytes(dice, data):
    for _n in range(dice.randint(1, 4)):
        at = dice.randrange(len(data) + 1)
        data = data[:at] + dice.choice(BYTES) * dice.randint(0, 2) + data[at + dice.randint(0, 3) :]
    return data


def damaged(dice, name, text):
    """(name, bytes) of one file of the package."""
    if dice.random() < 0.5:
        text = damage_cells(dice, text)
    data = text.encode(dice.choice(ENCODINGS), "replace")
    if dice.random() < 0.2:
        data = damage_bytes(dice, data)
    return (dice.choice(NAMES) if dice.random() < 0.05 else name), data


def mutated(seed):
    """(file name, bytes) of a damaged zip, or of one damaged file out of it."""
    dice = random.Random(seed)
    files = [damaged(dice, name, text) for name, text in roster(dice).items() if dice.random() > 0.05]
    if dice.random() < 0.25 and files:
        name, data = dice.choice(files)
        return f"{name.rpartition('/')[2]}", data or b" "
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", dice.choice([zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])) as archive:
        for name, data in files:
            archive.writestr(name, data)
    data = out.getvalue()
    return "roster.zip", damage_bytes(dice, data) if dice.random() < 0.15 else data
