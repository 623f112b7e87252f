"""Words said in confidence on the demo sites of the browser tests, and the watch that looks for them in every answer.

`TOLD` in a site's folder has a line `account word path` for each answer in which one of the words stood, whoever got
it and however (page, file, what a service worker fetched): `watched` sits between the site and its server.
"""

import gzip
import io
import re
import zipfile
from email import message_from_bytes, policy
from http.cookies import SimpleCookie
from importlib import import_module

TOLD, MAIL, LOG = "told", "mail", "log"
BOTH = {"leader", "teacher"}
# What `plant` adds to what the demo says, so that every confidential field holds a word: who may read it.
PLANTED = {
    "zzyzx-after": BOTH,
    "zzyzx-of-the-leader": {"leader"},
    "zzyzx-of-the-teacher": {"teacher"},
    "zzyzx-file-name": BOTH,
    "zzyzx-file-content": BOTH,
    "zzyzx-consent": BOTH,
    "zzyzx-own-file": {"leader"},
}


def words():
    """`{word: accounts that may read it}`: those planted, and a piece of each sentence of the demo."""
    from responsibilities.demo import notes  # here and below: once Django is there

    said = {value for name, value in vars(notes).items() if name.isupper() and isinstance(value, str)}
    return PLANTED | {plain(text): {"leader"} if text == notes.PRIVATE else BOTH for text in said}


def plain(text):
    """The longest piece of a text that stands the same in a page, in JSON and in a mail."""
    return max(re.findall(r"[A-Za-z ,.;-]+", text), key=len).strip()


def plant():
    """Say in confidence what is still missing between `leader@` and `teacher@` of a demo site."""
    from leaders.models import User
    from responsibilities import confidential

    leader, teacher = (User.objects.get(email=f"{name}@trellis.example") for name in ("leader", "teacher"))
    cycle = leader.person.cycles_led.get(teacher=teacher.person)
    shown = {"shows_students": True, "consent": "media_release", "consent_words": "zzyzx-consent"}
    hidden = {"shows_students": False, "shared_with": None}
    mine = {"record": cycle, "kind": "note", "shared_with": None}
    after = {"kind": "rating_after", "text": "zzyzx-after", "rating": 4, "shared_with": leader.person}
    confidential.write_note(by=teacher, record=cycle, **after)
    confidential.write_note(by=leader, text="zzyzx-of-the-leader", **mine)
    confidential.write_note(by=teacher, text="zzyzx-of-the-teacher", **mine)
    shared = {"name": "zzyzx-file-name.txt", "data": b"zzyzx-file-content", "shared_with": teacher.person}
    confidential.keep_file(by=leader, record=cycle, **shared, **shown)
    confidential.keep_file(by=leader, record=cycle, name="own.txt", data=b"zzyzx-own-file", **hidden)


def watched(site, folder):
    """The WSGI application `site`, with each answer that holds one of the words told in the folder."""
    wanted = words()

    def application(environ, start_response):
        kept = {}

        def start(status, headers, *more):
            kept.update({name.lower(): value for name, value in headers})
            return start_response(status, headers, *more)

        answer = site(environ, start)
        try:
            body = b"".join(answer)
        finally:
            getattr(answer, "close", lambda: None)()
        if found := held(body, kept, wanted):
            tell(folder, account_of(environ), found, environ["PATH_INFO"])
        return [body]

    return application


def held(body, headers, wanted):
    """Which of the words stand in an answer or in its headers, packed or not."""
    if headers.get("content-encoding") == "gzip":
        body = gzip.decompress(body)
    if body[:4] == b"PK\x03\x04":  # a workbook
        pack = zipfile.ZipFile(io.BytesIO(body))
        body = b"\n".join(pack.read(name) for name in pack.namelist())
    text = body.decode(errors="replace") + str(headers)
    return sorted(word for word in wanted if word in text)


def account_of(environ):
    """Who is signed in where the request comes from; `nobody` when nobody is."""
    from django.conf import settings

    from leaders.models import User

    cookie = SimpleCookie(environ.get("HTTP_COOKIE", "")).get(settings.SESSION_COOKIE_NAME)
    store = import_module(settings.SESSION_ENGINE).SessionStore(cookie and cookie.value)
    user = User.objects.filter(pk=store.get("_auth_user_id")).first()
    return user.email.partition("@")[0] if user else "nobody"


def tell(folder, account, found, path):
    with open(folder / TOLD, "a") as told:
        told.write("".join(f"{account}\t{word}\t{path}\n" for word in found))


def told(folder):
    """`{(account, word, path)}` of the answers so far."""
    file = folder / TOLD
    return {tuple(line.split("\t")) for line in file.read_text().splitlines()} if file.exists() else set()


def letters(folder):
    """`[(account, text)]` of the mail that was sent, one for each account that got it."""
    files = [file.read_bytes() for file in (folder / MAIL).glob("*")] if (folder / MAIL).exists() else []
    parts = [part for file in files for part in re.split(rb"^-{79}$\n?", file, flags=re.MULTILINE) if part.strip()]
    found = [message_from_bytes(part, policy=policy.default) for part in parts]
    return [
        (address.username, f"{mail['Subject']} {mail.get_content()}")
        for mail in found
        for name in ("To", "Cc")
        for address in getattr(mail[name], "addresses", ())
    ]


def leaks(folder):
    """Answers, mail and lines of the log that hold a word for somebody who must not read it."""
    wanted = words()
    found = sorted(line for line in told(folder) if line[0] not in wanted[line[1]])
    found += [
        (account, word, MAIL)
        for account, text in letters(folder)
        for word in wanted
        if word in text
        if account not in wanted[word]
    ]
    log = (folder / LOG).read_text(errors="replace") if (folder / LOG).exists() else ""
    return found + [("anybody", word, LOG) for word in wanted if word in log]
