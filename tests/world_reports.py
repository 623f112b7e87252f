"""What the access tests' district has of reports (see `tests.world`): the tiny one, a frozen one that everyone reads,
and one about people, whose name only some may see."""

import io
from types import SimpleNamespace

from PIL import Image

from leaders import logos
from programs.models import ReportSnapshot
from programs.reports.frozen import as_json
from tests import tiny


def shared_reports(district, coordinator, canary):
    """Records by noun; the logo is the district's."""
    picture = io.BytesIO()
    Image.new("RGB", (20, 10)).save(picture, "PNG")
    district.logo = logos.keep(picture.getvalue())
    district.save(update_fields=["logo"])
    snapshot_of(coordinator, canary)
    return {
        "report": SimpleNamespace(pk="tiny"),
        "logo": SimpleNamespace(pk=district.logo),
        "snapshot": snapshot_of(coordinator, "Tiny report", is_aggregate=True),
    }


def snapshot_of(user, title, **facts):
    """A frozen report whose files are short."""
    kept = as_json(tiny.document([["Elm", 12, 60, None]], "2026–27"))
    files = {"pdf": b"%PDF-1.7", "xlsx": b"PK", "language": "en", "data_version": "1 / 0.1.0"}
    words = {"code": "R99", "slug": "tiny", "title": title, "period": "2026–27", "why": "For the board"}
    return ReportSnapshot.objects.create(
        document=kept, chosen={"year": "2027"}, made_by=user, **files, **words, **facts
    )
