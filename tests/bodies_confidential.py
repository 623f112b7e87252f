"""Bodies for confidential notes and files (see `tests.bodies`)."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories import AppointmentFactory


def said(**values):
    return lambda world, mine: values


NOTE = said(text="We tried wait time.", shared_with="me")


def successor(world, mine):
    """Somebody who serves at the school of the cycle."""
    return {"person": AppointmentFactory(position__site=mine["cycle"].site).person_id}


def file(world, mine):
    answers = {"shared_with": "me", "shows_students": "no"}
    return {"file": SimpleUploadedFile("board.txt", b"What the board said"), **answers}


BODIES = {
    "copy-send": said(sure="yes"),
    "letting-create": successor,
    "evidence-create": file,
    "evidence-create-in-cycle": file,
    "evidence-remove": said(sure="yes"),
    "note-create": NOTE,
    "note-create-in-cycle": NOTE,
    "note-edit": NOTE,
    "note-remove": said(sure="yes"),
    "note-done": said(done="yes"),
}
