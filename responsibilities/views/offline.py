"""The installable app: its manifest, its service worker, and the page that works without a connection.

All three are the same for everyone, so that a phone may keep them: they hold the district's name and no person's.
"""

import hashlib
import json

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from config.access import public
from config.templatetags.assets import digest
from config.theme import chosen
from leaders.models import District
from responsibilities.models import STEP, Contact, Kind

STYLES = ("vendor/bootstrap.min.css", "css/site.css")
SCRIPTS = ("vendor/umd.js", "js/offline-store.js", "js/offline-send.js")
PAGE_SCRIPTS = (*SCRIPTS, "js/offline.js")
PICTURES = ("img/mark.svg", "img/icon-192.png")
NO_KEEPING = "no-cache, must-revalidate"


@public
@require_safe
def activity_offline(request):
    """The page for logging without a connection; what it shows comes out of the phone's own memory."""
    return render(request, "responsibilities/offline.html", shell(request))


@public
@require_safe
def worker(request):
    """The service worker; switched off (`OFFLINE=0`), one that takes itself and what it keeps off the phone."""
    page = render_to_string("responsibilities/offline.html", shell(request), request) if settings.OFFLINE else ""
    facts = worker_facts(page) if page else {"scripts": [static("js/offline-gone.js")]}
    script = f'"use strict";\nconst trellis = {json.dumps(facts)};\nimportScripts(...trellis.scripts);\n'
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = NO_KEEPING
    return response


@public
@require_safe
def manifest(request):
    """What a phone needs to know to put the site on its home screen."""
    name = District.current().name or "Trellis"
    icons = [("icon-192.png", "192x192", "any"), ("icon-512.png", "512x512", "any")]
    icons.append(("icon-maskable.png", "512x512", "maskable"))
    facts = {
        "id": "/",
        "name": f"{name} · Trellis",
        "short_name": "Trellis",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#fbfbfa",
        "theme_color": "#1f5fbf",
        "icons": [
            {"src": static(f"img/{file}"), "sizes": sizes, "type": "image/png", "purpose": purpose}
            for file, sizes, purpose in icons
        ],
        "shortcuts": [{"name": _("Log activity"), "url": reverse("responsibilities:activity-offline")}],
    }
    response = JsonResponse(facts, content_type="application/manifest+json")
    response["Cache-Control"] = NO_KEEPING
    return response


def shell(request):
    """What the template of the page needs: words and choices, no data."""
    return {
        "title": _("Log activity"),
        "chosen_theme": chosen(request),
        "kinds": Kind.choices,
        "contacts": Contact.choices,
        "scripts": PAGE_SCRIPTS,
        "words": words(),
        "step": STEP,
    }


def worker_facts(page):
    """The version follows from the page and every file it needs: whatever changes, phones fetch all of it anew."""
    files = [*STYLES, *PAGE_SCRIPTS, *PICTURES]
    parts = [page, *(digest(file) for file in [*files, "js/offline-worker.js"])]
    return {
        "version": hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16],
        "shell": reverse("responsibilities:activity-offline"),
        "files": [static(file) for file in files],
        "scripts": [static(file) for file in (*SCRIPTS, "js/offline-worker.js")],
    }


def words():
    """What the page says, in the reader's language; `%s` takes a number or a name."""
    return {
        "kinds": {code: str(label) for code, label in Kind.choices},
        "contacts": {code: str(label) for code, label in Contact.choices},
        "online": _("You are connected. What you log here is sent at once."),
        "offline": _("You are offline. What you log is kept on this phone, and sent when you are back."),
        "signIn": _("Sign in again, so that what you logged can be sent. It stays on this phone until then."),
        "refused": _("Needs your attention"),
        "waiting": _("Not sent"),
        "changing": _("Change not sent"),
        "removing": _("Removal not sent"),
        "saved": _("Logged: %s"),
        "removed": _("Removed: %s"),
        "full": _("This phone has no room left, so the entry is not kept yet. Make room, then save again."),
        "old": _("Entries have waited on this phone for three days or more. Connect soon: phones may clear old data."),
        "clock": _("This phone’s clock differs from the site’s by %s. Dates stay as you enter them; check them."),
        "minutes": _("%s min"),
        "people": _("%s teachers"),
        "edit": _("Edit"),
        "remove": _("Remove"),
        "done": _("Mark done"),
        "none": _("Without teachers"),
        "new": _("Something else"),
        "change": _("Change this entry"),
        "planned": _("planned"),
        "someone": _("someone else"),
        "pickOne": _("One-on-one needs exactly one supported teacher. For more, choose “group”."),
        "pickTwo": _("A group has at least two participants. Name them, or say how many more took part."),
        "pick": _("Choose one."),
        "choose": _("Choose"),
        "ahead": _("This day is yet to come."),
        "noRight": _("You may no longer log activities. Ask your coordinator; the entry stays on this phone."),
        "unreadable": _("The site cannot read this entry. Edit it and save it again."),
        "days": _("%s d"),
        "hours": _("%s h"),
        "attention": _("Look at what is marked."),
    }
