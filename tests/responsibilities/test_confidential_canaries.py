"""Canaries in every confidential field and file, looked for everywhere else: data, history, files, mail, log, errors.

Routes and kinds of user are swept by `tests/test_access.py`, whose district holds the same canaries.
"""

import logging
import pickle

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core import mail, serializers
from django.test import Client
from django.urls import get_resolver
from django.views.debug import ExceptionReporter

from config.logs import JsonLines
from config.tables import ListPage
from leaders.models import AuditEntry, Grant
from responsibilities import confidential
from responsibilities.confidential import files, notes
from responsibilities.models import Evidence, Note
from tests.factories.confidential import keep, write
from tests.reading import text_of
from tests.responsibilities.pair import pair_at_work
from tests.watch import snapshot

pytestmark = pytest.mark.django_db
CANARY = "Zzyzx"  # in every text below
OUR_APPS = ["leaders", "responsibilities", "programs"]


@pytest.fixture
def pair(settings, tmp_path):
    """Two people who said something in every way there is."""
    settings.MEDIA_ROOT = tmp_path
    pair = pair_at_work()
    for user in (pair.leader, pair.teacher):
        for record in (pair.visit, pair.cycle):
            write(user, record, f"{CANARY} private", shared_with=None)
            write(user, record, f"{CANARY} shared, student 1234567", about_student=True)
            write(user, record, f"{CANARY} step", kind="next_step")
            consent = {"shows_students": True, "consent": "media_release", "consent_words": f"{CANARY} folder"}
            keep(user, record, f"{CANARY}.txt", CANARY.encode(), **consent)
    for kind in ("goal", "rating_before", "rating_after"):
        write(pair.teacher, pair.cycle, f"{CANARY} {kind}", kind=kind)
    note = write(pair.leader, pair.visit, f"{CANARY} before")
    confidential.change_note(note=note, by=pair.leader, text=f"{CANARY} after", shared_with=pair.teacher.person)
    return pair


def everyone_else(pair):
    """All others, one of them with every access that can be granted and Django's own flag."""
    almighty = pair.outside["superuser"]
    for kind in ("coordinator", "business_office", "viewer"):
        Grant.objects.create(user=almighty, kind=kind)
    return {name: type(user).objects.get(pk=user.pk) for name, user in pair.outside.items()}


def signed_in(user):
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def test_the_canaries_are_there(pair):
    """The control: the two read what each may, on their pages."""
    for user, count in ((pair.leader, 11), (pair.teacher, 11)):
        shown = signed_in(user).get(pair.cycle.get_absolute_url()).content.decode()
        assert shown.count(CANARY) >= count


def test_the_database_holds_none(pair):
    """What a dump holds: every column of every table, bytes included."""
    for table, rows in snapshot(*OUR_APPS, "sessions", "django_tasks_database").items():
        held = [value for row in rows.values() for value in row.values()]
        texts = [bytes(v) if isinstance(v, (bytes, memoryview)) else str(v).encode() for v in held]
        assert [table for text in texts if CANARY.encode() in text] == []


def test_files_on_the_disk_hold_none(pair, tmp_path):
    found = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert (len(found), [path for path in found if CANARY.encode() in path.read_bytes()]) == (4, [])


def test_serialized_and_pickled_rows_hold_none(pair):
    rows = [*Note.objects.all(), *Evidence.objects.all()]
    assert CANARY not in serializers.serialize("json", rows)
    assert CANARY.encode() not in pickle.dumps(rows)
    assert CANARY not in str([vars(row) for row in rows])


def test_the_history_holds_none_and_no_entry_of_such_a_row(pair):
    entries = list(AuditEntry.objects.values())
    assert entries != []
    assert CANARY not in str(entries)
    assert {entry["model"].rpartition(".")[2] for entry in entries} & {"note", "evidence", "lettingin"} == set()


def addresses(pair):
    """Every address of ours that names nothing, or the visit, the cycle, a note or a file; with searches and files."""
    row, file = Note.objects.filter(is_private=False).first(), Evidence.objects.filter(is_private=False).first()
    keys = {"activities": pair.visit.pk, "cycles": pair.cycle.pk, "notes": row.pk, "files": file.pk}
    keys |= {"people": pair.teacher.person_id, "appointments": pair.appointment.pk}
    for pattern in get_resolver().url_patterns:
        for inner in getattr(pattern, "url_patterns", [pattern]):
            path = f"{getattr(pattern, 'pattern', '') if inner is not pattern else ''}{inner.pattern}"
            if "<" not in path and "(" not in path and "logout" not in path:
                yield f"/{path}"
            elif path.count("<") == 1 and (noun := path.partition("/")[0]) in keys:
                before, _, rest = path.partition("<")
                yield f"/{before}{keys[noun]}{rest.partition('>')[2]}"


def lists(paths):
    for path in paths:
        yield from (f"{path}?export=csv", f"{path}?export=xlsx", f"{path}?q={CANARY}")


def test_no_page_file_search_or_error_shows_one_to_anybody_else(pair):
    paths = sorted(set(addresses(pair)))
    assert len(paths) > 60
    pages = [path for path in paths if path.count("/") == 2]
    assert len(ListPage.__subclasses__()) > 5
    for name, user in everyone_else(pair).items():
        client = signed_in(user)
        shown = {at: text_of(client.get(at)).replace(f"?q={CANARY}", "") for at in [*paths, *lists(pages)]}
        leaks = [at for at, text in shown.items() if CANARY in text and f"q={CANARY}" not in at]
        told = [at for at, text in shown.items() if f"{CANARY} " in text or f"{CANARY}." in text]
        assert (name, leaks, told) == (name, [], [])


def test_the_admin_has_no_way_to_it(pair):
    client = signed_in(everyone_else(pair)["superuser"])
    for model in ("note", "evidence", "lettingin"):
        assert client.get(f"/admin/responsibilities/{model}/").status_code == 404
    for model in apps.get_app_config("responsibilities").get_models():
        for at in ("", f"?q={CANARY}", f"?notes__text={CANARY}", "?notes__sealed__contains=x", "?evidences__size=1"):
            answer = client.get(f"/admin/responsibilities/{model._meta.model_name}/{at}")
            assert [said for said in (f"{CANARY} ", f"{CANARY}.") if said in text_of(answer)] == []


def test_sessions_and_messages_hold_none(pair):
    client = signed_in(pair.leader)
    data = {"text": f"{CANARY} typed", "shared_with": "me"}
    client.post(f"/activities/{pair.visit.pk}/notes/add/", data)
    client.post(f"/activities/{pair.visit.pk}/notes/add/", {"text": f"{CANARY} student Maria"})
    assert Session.objects.exists()
    assert CANARY not in str([session.get_decoded() for session in Session.objects.all()])


class Kept(logging.Handler):
    def __init__(self):
        super().__init__(logging.DEBUG)
        self.lines = []

    def emit(self, record):
        self.lines.append(JsonLines().format(record))


@pytest.fixture
def log():
    """The lines that the site's own log would hold."""
    kept, root = Kept(), logging.getLogger()
    level = root.level
    root.addHandler(kept)
    root.setLevel(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.WARNING)
    yield kept.lines
    root.setLevel(level)
    root.removeHandler(kept)


def test_log_and_error_page_hold_none_when_writing_breaks(pair, log, monkeypatch):
    monkeypatch.setattr(notes, "tell", lambda *_: (_ for _ in ()).throw(RuntimeError("last write")))
    answer = signed_in(pair.leader).post(
        f"/activities/{pair.visit.pk}/notes/add/", {"text": f"{CANARY} typed", "shared_with": "me"}
    )
    assert (answer.status_code, CANARY in text_of(answer)) == (500, False)
    assert ("last write" in "\n".join(log), CANARY in "\n".join(log)) == (True, False)


@pytest.mark.parametrize("what", ["text", "file"])
def test_error_reports_star_out_what_was_typed(pair, rf, monkeypatch, what):
    """The report that Django would mail or a collector would read, with all local variables."""
    request = rf.post("/", {"text": CANARY, "consent_words": CANARY})
    request.user, request.sensitive_post_parameters = pair.leader, "__ALL__"
    for module in (notes, files):
        monkeypatch.setattr(module, "tell", lambda *_: (_ for _ in ()).throw(RuntimeError("last write")))
    try:
        if what == "text":
            write(pair.leader, pair.visit, CANARY, shared_with=None)
        else:
            keep(pair.leader, pair.visit, f"{CANARY}.txt", CANARY.encode(), shared_with=None)
    except RuntimeError as error:
        frames = ExceptionReporter(request, type(error), error, error.__traceback__).get_traceback_frames()
    code = [frame for frame in frames if "/tests/" not in frame["filename"]]
    ours = [frame for frame in code if "/responsibilities/" in frame["filename"]]
    assert ours != []
    assert CANARY not in str([(frame["function"], frame["vars"]) for frame in ours])


def test_mail_of_the_site_holds_none(pair):
    """Reminders and what a coordinator asks for; a copy goes to the teacher alone, see test_confidential_sharing.py."""
    for user in everyone_else(pair).values():
        Client().post("/accounts/password/reset/", {"email": user.email})
    assert mail.outbox != []
    assert CANARY not in str([message.message().as_string() for message in mail.outbox])
