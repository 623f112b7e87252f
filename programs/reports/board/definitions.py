"""What the figures of the board report mean, beside those of the log and of programs."""

from django.utils.translation import gettext_lazy as _

from responsibilities.measures import Definition

HEADCOUNT = Definition(
    _("Teacher leaders"),
    _(
        "Different people who count as a STEM teacher leader on some day of the school year: teachers in an approved, "
        "formal role beyond their own classroom, with release or pay for it. In each row a person counts once, so that "
        "rows may add up to more than all."
    ),
)
TL_FTE = Definition(
    _("TL FTE"),
    _(
        "Release FTE × share of the role that lies in STEM × days served ÷ days of the school year, leave taken out. "
        "Sites that share a position share it equally; roles are shared by their disciplines, grade bands by the "
        "number of grades served."
    ),
)
PER_FTE = Definition(
    _("Teachers per TL FTE"),
    _(
        "STEM-teaching teachers of the schools, as recorded today, for each TL FTE that serves these schools. Schools "
        "without a recorded number are left out."
    ),
    _("One coach for 45 teachers is the staffing rule of some districts."),
)
PROMISED = Definition(
    _("Promised share"),
    _(
        "Average share of time that appointments promise for the category, as it stands on the last day of the school "
        "year; each appointment that shares out its time counts alike."
    ),
)
CYCLES = Definition(
    _("Coaching cycles of a school year"),
    _("Cycles that ran on some day of it: completed or stopped by its last day, or open beyond it or until now."),
)
RETENTION = Definition(
    _("Completers who lead one year later"),
    _(
        "Different people who completed a program in the school year before, and those among them who count as a "
        "teacher leader on some day of this one. Nothing says that the program is why."
    ),
)
COMMITTED = Definition(
    _("Committed"),
    _(
        "Pay that approved and proposed appointments earn in the fiscal year, to the cent, by the kind of fund that "
        "pays it. The budget is that of all funds of the kind whose dates touch the fiscal year."
    ),
)
COST_PER_TEACHER = Definition(
    _("Cost per supported teacher"),
    _(
        "Pay committed for the fiscal year and cost of seats in programs of the school year, ÷ supported teachers of "
        "the school year. Not in it: the release share of salaries, and substitutes."
    ),
)
