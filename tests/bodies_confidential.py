"""Bodies for confidential notes and files (see `tests.bodies`)."""


def said(**values):
    return lambda world, mine: values


NOTE = said(text="We tried wait time.", shared_with="me")
BODIES = {
    "note-create": NOTE,
    "note-create-in-cycle": NOTE,
    "note-edit": NOTE,
    "note-remove": said(sure="yes"),
    "note-done": said(done="yes"),
}
