"""What the history tells of programs that is no field of a record, in words."""

from django.utils.translation import gettext_lazy as _

from leaders import history

PAUSE = "pause"
history.WORDS |= {PAUSE: _("pause")}
