"""Security headers for every answer: pages, static files and errors alike.

Django's own security middleware sets some of them too, but not on what is answered above it.
"""

from django.conf import settings

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "X-Frame-Options": "DENY",
}


SIGNING_OUT = {"account_logout", "logout"}


def add_headers(get_response):
    """Middleware: adds the headers that an answer does not have yet.

    What a signed-in visitor sees is kept by no browser, so that the next one at the machine cannot go back to it.
    """

    def middleware(request):
        response = get_response(request)
        for name, value in HEADERS.items():
            response.setdefault(name, value)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.setdefault("Cache-Control", "no-store")
        if request.method == "POST" and getattr(request.resolver_match, "url_name", "") in SIGNING_OUT:
            response["Clear-Site-Data"] = '"storage"'
        return response

    return middleware
