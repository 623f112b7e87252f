"""The log: one JSON object per line, so that no message can forge another line."""

import json
import logging
from datetime import UTC, datetime

from config import requests


class JsonLines(logging.Formatter):
    """Time in UTC, level, logger, message and request id; never cookies, bodies, settings or local variables."""

    def format(self, record):
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if request_id := requests.current().request_id:
            line["request_id"] = request_id
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=True)
