import json
import logging

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from config import requests
from config.logs import JsonLines

PEER = "10.0.0.9"


@pytest.mark.parametrize(
    ("forwarded", "proxies", "client"),
    [
        ("", 0, PEER),
        ("203.0.113.7", 0, PEER),
        ("203.0.113.7", 1, "203.0.113.7"),
        ("6.6.6.6, 203.0.113.7", 1, "203.0.113.7"),
        ("203.0.113.7, 10.0.0.1", 2, "203.0.113.7"),
        ("203.0.113.7", 2, PEER),
        ("<script>", 1, None),
    ],
    ids=["direct", "invented", "behind one", "partly invented", "behind two", "round the proxies", "no address"],
)
def test_client_address_cannot_be_invented(forwarded, proxies, client):
    assert requests.client_ip({"REMOTE_ADDR": PEER, "HTTP_X_FORWARDED_FOR": forwarded}, proxies) == client


def test_facts_last_as_long_as_the_request():
    seen = []
    middleware = requests.remember_request(lambda request: seen.append(requests.current()) or HttpResponse())
    answer = middleware(RequestFactory().get("/", REMOTE_ADDR=PEER))
    assert (seen[0].ip, seen[0].request_id) == (PEER, answer["X-Request-ID"])
    assert requests.current() == requests.NO_REQUEST


def test_each_request_has_an_id_of_its_own(client):
    assert client.get("/healthz")["X-Request-ID"] != client.get("/healthz")["X-Request-ID"]


def test_a_log_line_cannot_be_forged():
    record = logging.makeLogRecord({"msg": 'no\n{"level": "ERROR"}', "levelname": "INFO", "name": "site"})
    line = JsonLines().format(record)
    assert "\n" not in line
    assert json.loads(line)["message"] == record.msg


def test_a_log_line_names_its_request():
    lines = []
    record = logging.makeLogRecord({"msg": "hello"})
    requests.remember_request(lambda request: lines.append(JsonLines().format(record)) or HttpResponse())(
        RequestFactory().get("/")
    )
    assert len(json.loads(lines[0])["request_id"]) == 32
