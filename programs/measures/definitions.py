"""Each measure of programs in words, shown beside its figure and in every file."""

from django.utils.translation import gettext_lazy as _

from responsibilities.measures import Definition

DEFINITIONS = {
    "seats": Definition(
        _("Seats taken"),
        _(
            "Accepted, enrolled and completed participants, as a share of the seats of cohorts that were not canceled. "
            "Who only applied, waits or withdrew holds no seat."
        ),
    ),
    "leader_seats": Definition(
        _("Teacher leader seats and other seats"),
        _(
            "Seats by what their holders were on the day they enrolled: teacher leaders, those who want to become one, "
            "and others. The three add up to the seats taken. A seat makes nobody a teacher leader."
        ),
    ),
    "completion": Definition(
        _("Completed"),
        _("Participants whose completion was confirmed, as a share of those and of whoever withdrew."),
    ),
    "cost_per_completion": Definition(
        _("Cost per completion"),
        _(
            "Cost per seat × seats taken, summed over cohorts that are over and whose cost is known, ÷ participants "
            "who completed them. Pay of leaders is not in it."
        ),
    ),
    "retention": Definition(
        _("Completers in a teacher leader role"),
        _(
            "Different people who completed in a school year and count as a teacher leader on some day of the first, "
            "second or third school year after it, as a share of all who completed then. The year under way counts "
            "so far. Nothing says that the program is why."
        ),
    ),
}
