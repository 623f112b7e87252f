"""A large roster through the real pipeline: first import, the same again, undo; JSON lines for the table."""

import importlib
import io
import json
import zipfile

from tests.bench.memory import watched
from tests.bench.names import names

importlib.import_module("django").setup()
File = importlib.import_module("django.core.files.uploadedfile").SimpleUploadedFile
actions = importlib.import_module("leaders.actions.imports")
store = importlib.import_module("leaders.imports.store")
models = importlib.import_module("leaders.models")
packages = importlib.import_module("tests.leaders.imports.packages")

STAFF, STUDENTS, SCHOOLS = 10_000, 20_000, 60
MOST_SECONDS, MOST_MEGABYTES = 15, 300


def package():
    """A OneRoster 1.1 package as a zip."""
    orgs = [packages.DISTRICT] + [
        {"sourcedId": f"S{n}", "name": f"Import School {n:02d}", "type": "school", "parentSourcedId": "D1"}
        for n in range(SCHOOLS)
    ]
    staff = [
        packages.teacher(
            n,
            identifier=f"I{n}",
            givenName=given,
            familyName=family,
            email=f"import{n}@cedar.example",
            orgSourcedIds=f"S{n % SCHOOLS}",
        )
        for n, (given, family, _email, _kind) in enumerate(names(STAFF, 7))
    ]
    students = [
        packages.teacher(1_000_000 + n, role="student", orgSourcedIds=f"S{n % SCHOOLS}") for n in range(STUDENTS)
    ]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, text in packages.files_1_1(staff + students, orgs, mode="delta").items():
            zipped.writestr(name, text)
    return out.getvalue()


def run(content, by):
    """Hand in, read and apply, as the worker does; the batch afterwards."""
    upload = File("roster.zip", content)
    batch = models.ImportBatch.objects.create(
        name=upload.name, size=upload.size, stored=store.keep([upload]), uploaded_by=by
    )
    actions.read_import(batch=batch)
    return actions.apply_import(batch=batch, by=by, is_confirmed=True)


def counts(batch):
    """“9,900 new, 100 unchanged” of the people."""
    found = batch.summary["counts"]["person"]
    return ", ".join(f"{count:,} {verdict}" for verdict, count in found.items() if count)


def tell(what, spent, note):
    seconds = {"what": f"P8 {what}", "figure": spent.seconds, "target": MOST_SECONDS, "unit": " s", "note": note}
    memory = {"what": "    peak memory", "figure": spent.peak, "target": MOST_MEGABYTES, "unit": " MB"}
    print(json.dumps(seconds), json.dumps(memory), sep="\n", flush=True)


def main():
    if not models.District.objects.exists():
        models.District.objects.create(pk=1, name="Bench District")
    by = models.User.objects.filter(email="coordinator@district.example").first()
    content = package()
    with watched() as spent:
        first = run(content, by)
    tell("first import", spent, counts(first))
    with watched() as spent:
        again = run(content, by)
    tell("the same again", spent, counts(again))
    with watched() as spent:
        actions.undo_import(batch=first, by=by)
    tell("undo", spent, f"{models.Person.objects.filter(email__endswith='@cedar.example').count()} left")


main()
