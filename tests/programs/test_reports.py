"""Reports: who finds which, and that page, PDF and workbook say the same."""

import pytest

from programs.reports import registry
from programs.reports.document import HIDDEN, Document, Figure, Head
from responsibilities.filters.reports import ReportFilter
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]
HEADS = [Head("School"), Head("Teachers", "number")]


@pytest.fixture(autouse=True)
def _tiny(monkeypatch):
    monkeypatch.setattr(registry, "OFFERED", {})

    @registry.report(
        code="R99",
        slug="tiny",
        title="Tiny report",
        text="What the tests ask.",
        permission="programs.view_reports",
        form=ReportFilter,
    )
    def tiny(user, chosen, today):
        figure = Figure("schools", "Schools", "Two schools.", HEADS, [["Elm", 12], ["Oak", HIDDEN]])
        return Document("R99", "Tiny report", "2026–27", [("School year", "2026–27")], [], [figure], is_aggregate=True)


def test_page(client):
    client.force_login(UserFactory(kind="viewer"))
    assert client.get("/reports/tiny/").status_code == 200
    assert "Tiny report" in client.get("/reports/").content.decode()
    assert client.get("/reports/none/").status_code == 404
