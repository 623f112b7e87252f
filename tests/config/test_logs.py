import json
import logging
import sys

from django.test import RequestFactory

from config import requests
from config.logs import JsonLines


def line(message="saved", *args, error=None):
    record = logging.LogRecord("leaders", logging.WARNING, __file__, 1, message, args, error)
    return JsonLines().format(record)


def test_one_line_whatever_the_message_holds():
    written = line("name %s", "Ana\r\n2026 ERROR forged\u2028line")
    assert written.isascii()
    assert "\n" not in written
    assert json.loads(written)["message"] == "name Ana\r\n2026 ERROR forged\u2028line"


def test_line_says_when_how_grave_and_where():
    found = json.loads(line())
    assert found["time"].endswith("+00:00")
    assert (found["level"], found["logger"]) == ("WARNING", "leaders")
    assert "request_id" not in found


def test_lines_of_one_request_share_its_id(rf: RequestFactory):
    written = []
    answer = requests.remember_request(lambda request: written.append(line()) or {})(rf.get("/"))
    assert json.loads(written[0])["request_id"] == answer["X-Request-ID"]


def test_errors_tell_the_place_and_no_values():
    secret = "a salary"  # a local variable, which must stay out
    try:
        len(secret) / 0
    except ZeroDivisionError:
        written = line(error=sys.exc_info())
    assert "ZeroDivisionError" in json.loads(written)["error"]
    assert secret not in written
