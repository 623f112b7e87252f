"""Guessing is stopped, addresses in requests lead nowhere else, mail cannot be bent (trust A19, A21, A46, A47, A66)."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.test import Client

from leaders.models import District
from tests.security.cells import signed_in
from tests.watch import undone
from tests.world import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_quiet_log")]


def tries(email, count, **where):
    """Wrong passwords for one account, or for as many accounts as the address has numbers; the codes answered."""
    client = Client()
    return [
        client.post("/accounts/login/", {"login": email.format(n), "password": "wrong"}, **where).status_code
        for n in range(count)
    ]


@pytest.fixture
def victim(world):
    return world.users["viewer"].email


@pytest.fixture(autouse=True)
def _counted_anew(world):
    """Counts live in the database's cache table, so they go with the test."""
    with undone():
        yield


def test_the_sixth_wrong_password_in_five_minutes_is_refused(victim):
    assert tries(victim, 6) == [200] * 5 + [429]


def test_the_right_password_is_refused_too_before_it_is_hashed(victim, monkeypatch):
    tries(victim, 5)
    hashed = []
    monkeypatch.setattr(MD5PasswordHasher, "verify", lambda *seen: hashed.append(seen))
    answer = Client().post("/accounts/login/", {"login": victim, "password": PASSWORD})
    assert (answer.status_code, answer["Retry-After"], hashed) == (429, "300", [])


DISGUISES = [
    {"HTTP_HOST": "testserver:8443"},
    {"HTTP_HOST": "127.0.0.1"},
    {"HTTP_HOST": "LOCALHOST:1"},
    {"HTTP_X_FORWARDED_HOST": "another.example"},
    {"HTTP_X_FORWARDED_FOR": "203.0.113.99"},
    {"HTTP_USER_AGENT": "another"},
    {"REMOTE_ADDR": "203.0.113.7"},
]


@pytest.mark.parametrize("disguise", DISGUISES)
def test_no_disguise_gives_more_tries_at_one_account(victim, disguise):
    tries(victim, 5)
    assert tries(victim, 1, **disguise) == [429]


@pytest.mark.parametrize("spelt", [str.upper, str.title, "  {}  ".format])
def test_nor_does_another_spelling(victim, spelt):
    tries(victim, 5)
    assert tries(spelt(victim), 1) == [429]


def test_the_admin_has_no_door_of_its_own(world):
    email = world.users["administrator"].email
    tries(email, 5)
    client = Client()
    form = {"username": email, "login": email, "password": PASSWORD, "next": "/admin/"}
    client.post("/admin/login/", form)
    assert client.get("/admin/").status_code == 302
    assert client.post("/admin/login/", form, follow=True).request["PATH_INFO"] == "/accounts/login/"


def test_the_eleventh_failure_from_one_address_is_refused(world):
    assert tries("nobody{}@district.example", 11) == [200] * 10 + [429]


@pytest.mark.parametrize("proxies", [0, 1])
def test_an_address_cannot_be_invented(settings, proxies):
    settings.TRUSTED_PROXIES = proxies
    codes = [
        tries(f"nobody{n}@district.example", 1, HTTP_X_FORWARDED_FOR=f"203.0.113.{n}, 198.51.100.1")[0]
        for n in range(11)
    ]
    assert codes == [200] * 10 + [429]


def test_others_still_sign_in_from_elsewhere(world, victim):
    tries(victim, 6)
    data = {"login": world.users["principal"].email, "password": PASSWORD}
    assert Client().post("/accounts/login/", data, REMOTE_ADDR="203.0.113.8").status_code == 302


def test_resets_are_counted_per_account(victim):
    codes = [Client().post("/accounts/password/reset/", {"email": victim}).status_code for _ in range(6)]
    assert codes == [302] * 5 + [429]
    assert len(mail.outbox) == 5


@pytest.mark.parametrize(
    ("at", "field"), [("/accounts/password/change/", "oldpassword"), ("/accounts/reauthenticate/", "password")]
)
def test_guessing_from_inside_is_counted_too(world, at, field):
    """Somebody at a machine that was left signed in does not find out the password."""
    client = signed_in(world, "viewer")
    data = {field: "wrong", "password1": "another phrase", "password2": "another phrase"}
    assert [client.post(at, data).status_code for _ in range(6)] == [200] * 5 + [429]


EVIL = "evil.example"
BENT = [
    *[
        f"{start}{EVIL}"
        for start in ("//", "///", "////", "\\\\", "/\\", "\\/", "/\\/", "\\\\\\", "//\\", "/\t/", "/\n/", "/\r/")
    ],
    *[
        f"{start}{EVIL}"
        for start in (
            " //",
            "\t//",
            "\n//",
            "\x00//",
            "\x0b//",
            "\xa0//",
            "\u3000//",
            "%2f%2f",
            "/%2f",
            "/%5c",
            "%5c%5c",
        )
    ],
    *[
        f"{scheme}//{EVIL}/"
        for scheme in ("http:", "https:", "HTTPS:", "ftp:", "ws:", "file:", "ht\ttp:", "https:\t", "https:/")
    ],
    *[
        f"{scheme}alert(1)"
        for scheme in ("javascript:", "JavaScript:", "java\tscript:", " javascript:", "vbscript:", "data:text/html,")
    ],
    *[
        f"https://{host}"
        for host in (f"testserver@{EVIL}", f"testserver.{EVIL}", f"{EVIL}#testserver", f"{EVIL}?testserver")
    ],
    *[f"https:{rest}{EVIL}" for rest in ("", "/", "///", "\\\\", "/\\")],
    *[f"//{host}" for host in (f"testserver@{EVIL}", f"{EVIL}\\@testserver", f"testserver:80@{EVIL}", f"[::1].{EVIL}")],
    *[
        f"/%0d%0aLocation:%20//{EVIL}",
        f"/\r\nLocation: //{EVIL}",
        f"//{EVIL}/%2e%2e",
        f".{EVIL}",
        f"@{EVIL}",
        f"http://{EVIL}",
    ],
    *["https://ехample.example/", f"//{EVIL}%00", "//3627734734", "http:3627734734", f"////{EVIL}//testserver"],
]
REDIRECTS = [
    ("/theme/", {"theme": "dark"}, "viewer"),
    ("/i18n/setlang/", {"language": "es"}, "viewer"),
    ("/i18n/setlang/", {"language": "es"}, "anonymous"),
    ("/accounts/login/", {"login": "{email}", "password": PASSWORD}, "anonymous"),
    ("/accounts/login/", {}, "viewer"),
    ("/accounts/logout/", {}, "viewer"),
    ("/accounts/reauthenticate/", {"password": PASSWORD}, "viewer"),
    ("/admin/login/", {}, "administrator"),
    ("/admin/logout/", {}, "administrator"),
]


def is_ours(location):
    """Whether a browser would stay here: it reads a backslash as a slash, and drops blanks and control characters."""
    seen = urlsplit(urljoin("http://testserver/", re.sub(r"[\x00-\x20\x7f]", "", location.replace("\\", "/"))))
    return (seen.scheme, seen.netloc) == ("http", "testserver")


@pytest.mark.parametrize(("at", "data", "kind"), REDIRECTS)
def test_no_redirect_leaves_the_site(world, at, data, kind):
    client, away = signed_in(world, kind), []
    cookies = client.cookies.copy()
    data = {name: value.format(email=world.users["viewer"].email) for name, value in data.items()}
    for goal in BENT:
        for send, fields in ((client.post, data), (client.get, {})):
            with undone():
                location = send(at, fields | {"next": goal}).get("Location", "/")
            away += [] if is_ours(location) else [(goal, location)]
            client.cookies = cookies.copy()
    assert (len(BENT) >= 60, away) == (True, [])


def test_a_goal_on_the_site_is_kept(world):
    """The control."""
    answer = signed_in(world, "viewer").post("/theme/", {"theme": "dark", "next": "/schools/?q=1"})
    assert answer["Location"] == "/schools/?q=1"


HOSTS = [
    *[EVIL, f"{EVIL}:80", f"testserver.{EVIL}", f"{EVIL}#testserver", f"testserver@{EVIL}", f"{EVIL}/testserver"],
    *[
        f"testserver {EVIL}",
        f"testserver,{EVIL}",
        "testserver:80:80",
        "..",
        "",
        " ",
        "[::1",
        "a b",
        "testserver/..",
        "*",
    ],
    *["0", "2130706433", "127.1", "testserver\t", "'", "<script>", f"{EVIL}\\testserver", "%00", "ｔestserver", "-"],
]
FORWARDED = ["HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED", "HTTP_X_HOST", "HTTP_X_FORWARDED_SERVER", "HTTP_X_ORIGINAL_URL"]


@pytest.mark.parametrize("host", HOSTS)
def test_an_unknown_host_gets_nothing_but_a_400(world, victim, host, settings):
    settings.BASE_URL = "https://trellis.example.org"
    answer = Client().post("/accounts/password/reset/", {"email": victim}, HTTP_HOST=host)
    assert answer.status_code == 400 or host == ""  # an empty header counts as none
    assert [EVIL in str(message.message()) for message in mail.outbox] in ([], [False])


@pytest.mark.parametrize("header", FORWARDED)
def test_a_forwarded_host_is_not_believed(victim, header):
    """Also where no base address is set, as in the demo."""
    Client().post("/accounts/password/reset/", {"email": victim}, **{header: EVIL})
    assert re.findall(r"https?://([^/\s]+)", mail.outbox[0].body) == ["testserver"]


def test_an_invitation_leads_to_our_own_address(world, victim, settings):
    settings.BASE_URL = "https://trellis.example.org"
    data = {"action": "invite", "_selected_action": world.users["viewer"].pk}
    world.administrator.post("/admin/leaders/user/", data, HTTP_HOST="localhost")
    assert re.findall(r"https?://[^/\s]+", mail.outbox[0].body) == ["https://trellis.example.org"]


@pytest.mark.parametrize(
    "name", ["A\r\nBcc: x@evil.example", "A\nSubject: x", "{{ 7|add:42 }}", "{% now 'Y' %}", "%(x)s {0}"]
)
def test_no_name_bends_a_mail(victim, name):
    District.objects.update(name=name)
    Client().post("/accounts/password/reset/", {"email": victim})
    message = mail.outbox[0].message()
    assert set(message) == {
        "Content-Type",
        "MIME-Version",
        "Content-Transfer-Encoding",
        "Subject",
        "From",
        "To",
        "Date",
        "Message-ID",
    }
    assert (mail.outbox[0].recipients(), "49" in str(message["Subject"])) == ([victim], False)


@pytest.mark.parametrize(
    "address", ["{}\r\nBcc: x@evil.example", "{}\nx@evil.example", "{}, x@evil.example", "{};x@evil.example"]
)
def test_no_address_adds_a_recipient(victim, address):
    answer = Client().post("/accounts/password/reset/", {"email": address.format(victim)})
    assert (answer.status_code, mail.outbox) == (200, [])
