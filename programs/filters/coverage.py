"""What people choose above the report of coverage."""

from responsibilities.filters.reports import ReportFilter


class CoverageChoice(ReportFilter):
    """The school year: coverage as of today, or as of the nearest day of a year that is over or has not begun."""

    def _narrow(self):
        for name in ("school", "leader"):
            del self.fields[name]
