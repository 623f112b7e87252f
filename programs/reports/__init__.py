"""Reports over everything: each builds one document, which a page, a PDF and a workbook show alike.

Importing a report offers it (`programs.reports.registry`): one line for each, in the order of the alphabet.
"""

from programs.reports import board, coverage

__all__ = ["board", "coverage"]
