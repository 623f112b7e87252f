"""Sends forms to a side over lasting connections, each as a person of its own, like `asking` asks for pages."""

import datetime
import itertools
import statistics
import threading
import time
import uuid
from http.client import HTTPConnection
from urllib.parse import urlencode

from tests.bench.asking import LONGEST, TOKEN, Answers, given
from tests.bench.sides import HOST, cpu

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DAYS = 12  # entries go to the last days, which no lock has reached


class Sender:
    """One person with a connection and an endless supply of right forms."""

    def __init__(self, side, who, path, bodies):
        self.side, self.path, self.bodies = side, path, bodies
        self.connection = HTTPConnection(HOST, side.port, timeout=60)
        self.headers = side.headers(who) | FORM | {"Referer": f"https://{HOST}:{side.port}{path}"}

    def send(self):
        """Seconds of one form that is accepted: it leads on to another page."""
        body = urlencode(next(self.bodies), doseq=True)
        begun = time.perf_counter()
        self.connection.request("POST", self.path, body=body, headers=self.headers)
        answer = self.connection.getresponse()
        text = answer.read()
        if answer.status != 302:
            raise SystemExit(f"{self.path} answers {answer.status} to {body}: {text[-2000:]}")
        return time.perf_counter() - begun

    def open_form(self):
        """Open the form as a browser does, for the token that it carries."""
        self.connection.request("GET", self.path, headers=self.headers)
        answer = self.connection.getresponse()
        cookies, found = given(answer), TOKEN.search(answer.read().decode())
        if cookies:
            self.headers["Cookie"] = f"{self.headers['Cookie']}; {cookies}"
        return found[1]


def site_sender(side, number, leaders, schools):
    """A teacher leader who logs visits to the teachers of the own school."""
    sender = Sender(side, f"leader{number}", "/activities/add/", None)
    token, teacher = sender.open_form(), leaders + 1 + number
    sender.bodies = (
        {
            "csrfmiddlewaretoken": token,
            "client_key": uuid.uuid4(),
            "contact": "one_on_one",
            "supported": [teacher + schools * (count % 12)],
            "kind": "observe",
            "minutes": "15",
            "date": day(count),
            "focus": "questioning in fractions",
        }
        for count in itertools.count()
    )
    return sender


def floor_sender(side, number, leaders, schools):
    bodies = (
        {
            "leader": number + 1,
            "supported": leaders + 1 + number + schools * (count % 12),
            "date": day(count),
            "minutes": "15",
            "category": 1,
            "kind": "observe",
            "contact": "one_on_one",
            "site": number + 1,
            "focus": "questioning in fractions",
        }
        for count in itertools.count()
    )
    return Sender(side, "bench", "/entries/add/", bodies)


def day(count):
    return datetime.date.today() - datetime.timedelta(days=count % DAYS)  # noqa: DTZ011, the site's own clock


def post(senders, count, server):
    """Send `count` forms by each sender, or as many as three seconds allow."""
    side, walls, limit = senders[0].side, [], time.perf_counter() + LONGEST

    def work(sender):
        for _ in range(count):
            walls.append(sender.send())
            if time.perf_counter() > limit:
                break

    threads = [threading.Thread(target=work, args=[sender]) for sender in senders]
    roots = side.process.pid, server
    before, begun = [cpu(root) for root in roots], time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took, total = time.perf_counter() - begun, len(walls)
    spent = [(cpu(root) - then) * 1000 / total for root, then in zip(roots, before, strict=True)]
    middle, high = statistics.median(walls), sorted(walls)[int(0.95 * total)]
    return Answers(*spent, total / took, middle * 1000, high * 1000, 0)
