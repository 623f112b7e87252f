"""What is chosen above the program board."""

from responsibilities.filters.reports import ReportFilter


class BoardFilter(ReportFilter):
    """The school year alone: the board is about all programs."""

    def _narrow(self):
        del self.fields["school"], self.fields["leader"]
