"""Certificates and letters: what they say, that anything may stand in a name, and who gets them."""

import datetime
import re
import shutil
import subprocess

import pytest
import typst
from django.utils import translation

from programs import service
from programs.papers import certificates, letters
from programs.papers.setting import as_pdf
from tests.factories import (
    AppointmentFactory,
    CohortFactory,
    EnrollmentFactory,
    PersonFactory,
    ServiceObligationFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]
TODAY = datetime.date(2027, 7, 2)
UA = b"pdfuaid:part"
HOSTILE = [
    '#read("/etc/passwd")',
    '#import "@preview/x:1.0.0"',
    "#let x = 1; #panic(x)",
    '"]} \\" \\u{41} $x^2$ *b* _i_ `raw` <label> @ref // end /* */',
    "<script>alert(1)</script>",
    "line\nbreak\x07\x1b[31m",
    "\u202egnorw\u202c",
    "O’Brien-D'Ávila & Søns",
    "Nguyễn Thị Ánh",
    "Ольга Чехова",
]
ANYWHERE = ["李小龙", "محمد", "ประยุทธ์", "김철수", "😀", "\ue000"]


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(datetime.datetime(2027, 7, 2, 18, tzinfo=datetime.UTC))


def completed(**facts):
    cohort = CohortFactory(program__name="Coaching Institute", name="Cohort 3")
    facts = {"person": PersonFactory(given_name="Ana", family_name="Ortiz"), "minutes": 2550, "cohort": cohort} | facts
    return EnrollmentFactory(status="completed", ended_on=datetime.date(2027, 6, 12), **facts)


def released(enrollment):
    return ServiceObligationFactory(enrollment=enrollment, status="released", ended_on=TODAY)


def test_a_certificate_says_who_what_when_and_how_much():
    told = certificates.facts(completed())
    assert told["district"] == "Test District"
    assert (told["name"], told["program"], told["cohort"]) == ("Ana Ortiz", "Coaching Institute", "Cohort 3")
    assert told["rows"] == [
        ["Dates", "Aug. 1, 2026 to June 30, 2027"],
        ["Completed on", "June 12, 2027"],
        ["Time in sessions", "42 h 30 min"],
        ["Provided by", "Test District"],
    ]
    assert told["confers"] == ""


def test_a_certificate_is_tagged_titled_and_in_the_readers_language():
    row = completed()
    made = certificates.certificate(row)
    assert made.startswith(b"%PDF-1.7")
    assert UA in made
    assert b"/MarkInfo" in made
    assert b"/Lang (en)" in made or b"/Lang(en)" in made
    with translation.override("es"):
        assert re.search(rb"/Lang ?\(es\)", certificates.certificate(row))


def test_the_same_facts_make_the_same_bytes(time_machine):
    row = completed()
    before = certificates.certificate(row)
    time_machine.move_to(datetime.datetime(2029, 1, 1, tzinfo=datetime.UTC))
    assert certificates.certificate(row) == before


@pytest.mark.parametrize("name", HOSTILE)
def test_what_looks_like_source_is_text(name):
    row = completed(person=PersonFactory(given_name=name[:100], family_name="Z"))
    assert UA in certificates.certificate(row)
    assert letters.letter(released(row), service.Served(1, ())).startswith(b"%PDF")


@pytest.mark.parametrize("name", ANYWHERE)
def test_a_name_in_any_script_gets_its_paper(name):
    row = completed(person=PersonFactory(given_name=name, family_name=name))
    made = certificates.certificate(row)
    assert made.startswith(b"%PDF-1.7")
    assert b"/MarkInfo" in made


def test_the_longest_names_get_their_paper():
    row = completed(person=PersonFactory(given_name="M" * 120, family_name="W" * 120))
    assert UA in certificates.certificate(row)


def test_an_error_of_a_template_is_an_error():
    with pytest.raises(typst.TypstError, match="does not contain key"):
        as_pdf("certificate.typ", TODAY, {"title": "A"})


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_the_text_of_a_certificate_can_be_read_out():
    made = certificates.certificate(completed())
    text = subprocess.run(["pdftotext", "-", "-"], input=made, capture_output=True, check=True).stdout.decode()
    assert "Ana Ortiz" in text
    assert text.index("This certifies that") < text.index("Coaching Institute") < text.index("42 h 30 min")


@pytest.mark.parametrize(("status", "words"), [("fulfilled", "is fulfilled as of"), ("released", "released Ana Ortiz")])
def test_a_letter_says_how_the_service_ended(status, words):
    row = completed()
    AppointmentFactory(person=row.person, start=datetime.date(2026, 7, 1))
    owed = ServiceObligationFactory(enrollment=row, status=status, ended_on=TODAY)
    told = letters.facts(owed, service.served_of(owed, TODAY))
    assert words in " ".join(told["paragraphs"])
    assert told["rows"] == [["2026–27", "365", "365", "1.00"]]
    assert UA in letters.letter(owed, service.served_of(owed, TODAY))


def test_a_certificate_is_handed_out_under_a_name_and_kept_by_no_cache(client):
    row = completed()
    client.force_login(UserFactory(person=row.person))
    answer = client.get(f"/enrollments/{row.pk}/certificate/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "no-store"
    name = "attachment; filename*=UTF-8''certificate-ana-ortiz-coaching-institute.pdf"
    assert answer["Content-Disposition"] == name


def test_the_name_of_a_file_keeps_no_quotes_or_line_breaks(client, coordinator):
    row = completed(person=PersonFactory(given_name='a"; filename="x.exe', family_name="Łuk/../\r\nX: y"))
    client.force_login(coordinator)
    sent = client.get(f"/enrollments/{row.pk}/certificate/")["Content-Disposition"]
    assert re.fullmatch(r"attachment; filename\*=UTF-8''[\w%-]+\.pdf", sent)


def test_who_has_not_completed_has_no_certificate(client, coordinator):
    client.force_login(coordinator)
    assert client.get(f"/enrollments/{EnrollmentFactory().pk}/certificate/").status_code == 404


def test_principals_print_no_certificates_and_others_not_theirs(client):
    row = completed()
    client.force_login(UserFactory(kind="principal", kind__school=row.person.home_school))
    assert client.get(f"/enrollments/{row.pk}/certificate/").status_code == 403
    client.force_login(UserFactory(person=PersonFactory()))
    assert client.get(f"/enrollments/{row.pk}/certificate/").status_code == 404


def test_a_letter_is_printed_once_the_service_is_over(client, coordinator):
    row = ServiceObligationFactory(enrollment=completed())
    client.force_login(coordinator)
    assert client.get(f"/service/{row.pk}/letter/").status_code == 404
    type(row).objects.update(status="released", ended_on=TODAY)
    for user in (coordinator, UserFactory(kind="business_office"), UserFactory(person=row.enrollment.person)):
        client.force_login(user)
        assert client.get(f"/service/{row.pk}/letter/").content.startswith(b"%PDF")
    client.force_login(UserFactory(person=PersonFactory()))
    assert client.get(f"/service/{row.pk}/letter/").status_code == 404
