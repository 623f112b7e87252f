"""Asks a side for pages over lasting connections, one or eight at a time, and signs in as a person does."""

import re
import statistics
import threading
import time
from dataclasses import dataclass
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from tests.bench.sides import HOST, cpu

AT_ONCE, LONGEST = 8, 3
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@dataclass(frozen=True)
class Answers:
    """What a page cost: seconds per request of each kind, in milliseconds; requests a second; bytes on the wire."""

    app: float
    database: float
    rate: float
    p50: float
    p95: float
    size: int

    @property
    def cpu(self):
        return self.app + self.database


def ask(side, who, path, count, at_once, server):
    """Ask `count` times on each of `at_once` connections, or as often as three seconds allow.

    CPU is that of the side's processes and of the database.
    """
    connections = [HTTPConnection(HOST, side.port, timeout=60) for _ in range(at_once)]
    headers = side.headers(who) | {"Accept-Encoding": "gzip"}
    for connection in connections:
        one(connection, path, headers)
    roots = side.process.pid, server
    before, begun = [cpu(root) for root in roots], time.perf_counter()
    walls = together(connections, path, headers, count)
    took, total = time.perf_counter() - begun, len(walls)
    spent = [(cpu(root) - then) * 1000 / total for root, then in zip(roots, before, strict=True)]
    size = one(connections[0], path, headers)[1]
    for connection in connections:
        connection.close()
    middle, high = statistics.median(walls), sorted(walls)[int(0.95 * len(walls))]
    return Answers(*spent, total / took, middle * 1000, high * 1000, size)


def together(connections, path, headers, count):
    walls, limit = [], time.perf_counter() + LONGEST

    def work(connection):
        for _ in range(count):
            walls.append(one(connection, path, headers)[0])
            if time.perf_counter() > limit:
                break

    threads = [threading.Thread(target=work, args=[connection]) for connection in connections]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return walls


def one(connection, path, headers, must=200):
    """(seconds, bytes) of one request; a connection that the server closed for idleness is opened again."""
    begun = time.perf_counter()
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
    except ConnectionError:
        connection.close()
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
    body = answer.read()
    if answer.status != must:
        raise SystemExit(f"{path} answers {answer.status}")
    return time.perf_counter() - begun, len(body)


def sign_in(side, email, password):
    """(status, seconds) of a sign-in by the form; the session's cookie is kept under the name before the @."""
    connection = HTTPConnection(HOST, side.port, timeout=60)
    headers = {
        "X-Forwarded-Proto": "https",
        "X-Forwarded-For": HOST,
        "Referer": f"https://{HOST}:{side.port}/accounts/login/",
    }
    connection.request("GET", "/accounts/login/", headers=headers)
    answer = connection.getresponse()
    cookies, token = given(answer), TOKEN.search(answer.read().decode())[1]
    headers |= {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
    form = urlencode({"csrfmiddlewaretoken": token, "login": email, "password": password})
    begun = time.perf_counter()
    connection.request("POST", "/accounts/login/", body=form, headers=headers)
    answer = connection.getresponse()
    answer.read()
    took = time.perf_counter() - begun
    if answer.status == 302:
        side.cookies[email.partition("@")[0]] = given(answer)
    return answer.status, took


def given(answer):
    """The cookies that an answer sets, as the next request sends them."""
    jar = SimpleCookie()
    for value in answer.headers.get_all("Set-Cookie") or []:
        jar.load(value)
    return "; ".join(f"{name}={morsel.value}" for name, morsel in jar.items())
