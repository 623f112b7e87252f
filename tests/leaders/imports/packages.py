"""Builds rosters for the tests: small OneRoster packages, in memory or on disk."""

import csv
import io
import zipfile

ORG = ["sourcedId", "status", "dateLastModified", "name", "type", "identifier", "parentSourcedId"]
USER_1_1 = "sourcedId status dateLastModified enabledUser orgSourcedIds role username userIds givenName familyName"
USER_1_1 = [
    *USER_1_1.split(),
    "middleName",
    "identifier",
    "email",
    "sms",
    "phone",
    "agentSourcedIds",
    "grades",
    "password",
]
USER_1_2 = [name for name in USER_1_1 if name not in ("orgSourcedIds", "role")]
USER_1_2 += ["userMasterIdentifier", "preferredGivenName", "preferredMiddleName", "preferredFamilyName"]
USER_1_2 += ["primaryOrgSourcedId", "pronouns"]
ROLE = (
    "sourcedId status dateLastModified userSourcedId roleType role beginDate endDate orgSourcedId userProfileSourcedId"
)
ROLE = ROLE.split()
DISTRICT = {"sourcedId": "D1", "name": "Cedar District", "type": "district"}
BAY = {"sourcedId": "S1", "name": "Bay School", "type": "school", "parentSourcedId": "D1"}
OAK = {"sourcedId": "S2", "name": "Oak School", "type": "school", "parentSourcedId": "D1"}


def table(header, rows):
    """CSV text with the header and a row for each dict."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, header, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def teacher(number, **more):
    """A row of users.csv (1.1) for a teacher at Bay School."""
    return {
        "sourcedId": f"U{number}",
        "enabledUser": "true",
        "orgSourcedIds": "S1",
        "role": "teacher",
        "givenName": "Ana",
        "familyName": f"Ortiz{number}",
        "identifier": str(100 + number),
        "email": f"ana{number}@cedar.example",
        **more,
    }


def manifest(version="1.1", **modes):
    lines = ["propertyName,value", "manifest.version,1.0", f"oneroster.version,{version}"]
    return "\r\n".join([*lines, *(f"file.{name},{mode}" for name, mode in modes.items())]) + "\r\n"


def files_1_1(users, orgs=(DISTRICT, BAY, OAK), mode="bulk"):
    """The files of a 1.1 package."""
    return {
        "manifest.csv": manifest("1.1", orgs=mode, users=mode),
        "orgs.csv": table(ORG, orgs),
        "users.csv": table(USER_1_1, users),
    }


def files_1_2(users, roles, orgs=(DISTRICT, BAY, OAK), mode="bulk"):
    """The files of a 1.2 package; `roles` None leaves roles.csv out."""
    found = {
        "manifest.csv": manifest("1.2", orgs=mode, users=mode, roles=mode if roles is not None else "absent"),
        "orgs.csv": table(ORG, orgs),
        "users.csv": table(USER_1_2, [{key: row[key] for key in row if key in USER_1_2} for row in users]),
    }
    return found if roles is None else found | {"roles.csv": table(ROLE, roles)}


def zipped(path, files):
    """A zip with the files at its root."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path
