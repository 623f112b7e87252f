"""Plots of reports in a real browser: the script reads from a table what the server left to it."""

import pytest

from programs.views.plots_of_tables import number_of

pytestmark = pytest.mark.browser
CELLS = [
    "1 h 30 min",
    "45 min",
    "1,234 h",
    "12.5%",
    "$1,234.50",
    "−$5.00",
    "0",
    "",
    "—",
    "not shown",
    "1.234,5",
    "Science",
]

PLOTS = "[...drawn.values()].map(({ labels, series }) => [labels.length, series.map(one => one.values)])"


def test_the_script_reads_a_cell_as_the_server_does(opened, site):
    page = opened(site, "coordinator")
    page.goto(f"{site}/reports/board/")
    read = page.evaluate("texts => texts.map(text => numberOf({ textContent: text }))", CELLS)
    assert read == [number_of(text) for text in CELLS]
    assert [number for number in read if number is not None] == [1.5, 0.75, 1234, 12.5, 1234.5, -5, 0, 1.2345]


def test_each_plot_has_a_number_or_none_for_each_row_of_its_table(opened, site):
    page = opened(site, "coordinator")
    for path in ("/reports/board/", "/reports/time/", "/reports/reach-and-dosage/"):
        page.goto(f"{site}{path}")
        plots = page.evaluate(
            "[...drawn.values()].map(({ labels, series }) => [labels.length, series.map(s => s.values)])"
        )
        assert plots
        assert all(len(values) == rows for rows, series in plots for values in series)
        assert all(any(value is not None for values in series for value in values) for _rows, series in plots)
