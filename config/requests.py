"""What is known about the request being served, for the audit trail, the log and the error pages."""

import ipaddress
import uuid
from contextvars import ContextVar
from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class RequestFacts:
    """Id of a request and the address it came from; both empty outside a request (commands, jobs).

    `kept` holds what is read once a request, like the district's settings; there is none outside.
    """

    request_id: str = ""
    ip: str | None = None
    kept: dict | None = None


NO_REQUEST = RequestFacts()
_facts: ContextVar[RequestFacts] = ContextVar("request_facts", default=NO_REQUEST)


def current():
    """Facts about the request being served."""
    return _facts.get()


def kept(key, make):
    """What `make` answers, asked once a request; outside of one, each time."""
    held = current().kept
    if held is None:
        return make()
    if key not in held:
        held[key] = make()
    return held[key]


def client_ip(meta, proxies):
    """Address of the client, or None when it is not an address.

    Each of the `proxies` in front of us adds one address at the right end of X-Forwarded-For; whatever stands further
    left was sent by the client and may be invented. With too few entries the request did not pass the proxies: then
    only the peer's own address is believed.
    """
    forwarded = [part.strip() for part in meta.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    found = forwarded[-proxies] if proxies and len(forwarded) >= proxies else meta.get("REMOTE_ADDR", "")
    try:
        return str(ipaddress.ip_address(found))
    except ValueError:
        return None


def remember_request(get_response):
    """Middleware: gives the request an id, which its answer carries as `X-Request-ID`."""

    def middleware(request):
        facts = RequestFacts(uuid.uuid4().hex, client_ip(request.META, settings.TRUSTED_PROXIES), {})
        request.facts = facts
        token = _facts.set(facts)
        try:
            response = get_response(request)
        finally:
            _facts.reset(token)
        response["X-Request-ID"] = facts.request_id
        return response

    return middleware
