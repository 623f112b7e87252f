"""Calendar files for tests, written the way Google, Outlook and Apple write them."""


def event(*lines, uid="one@example", title="PLC grade 4", start="20261103T091000", end="20261103T100000"):
    """One event in New York's time; further lines as given."""
    zone = ";TZID=America/New_York"
    own = [f"UID:{uid}", f"SUMMARY:{title}", f"DTSTART{zone}:{start}", f"DTEND{zone}:{end}"]
    return ["BEGIN:VEVENT", *own, *lines, "END:VEVENT"]


def calendar(*events, more=()):
    """A file as bytes."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//", *more, *sum(events, []), "END:VCALENDAR", ""]
    return "\r\n".join(lines).encode()
