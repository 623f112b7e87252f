"""The demo district: public NCES school facts of one mid-size district, made-up people, three school years.

Everything follows from a fixed seed and the fixed day `ANCHOR`, so that it is the same on every machine. Rows are
written in bulk with their history entries; `manage.py demo` runs it once.
"""

from leaders.demo.build import ANCHOR, build

__all__ = ["ANCHOR", "build"]
