"""What the figures of coverage mean, in words."""

from django.utils.translation import gettext_lazy as _

from config.definitions import Definition

DEFINITIONS = {
    "served": Definition(
        _("Schools served"),
        _(
            "Schools where at least one person who counts as a STEM teacher leader on the date is based or serves. "
            "Leaders on leave, proposed or ended appointments and vacant positions serve nobody."
        ),
    ),
    "fte": Definition(
        _("TL FTE of a school"),
        _(
            "Release on the date times the STEM share of the role. A position at several schools gives each of them an "
            "equal part; one that names only the district office serves no school in particular and stands apart. "
            "Disciplines share it as the role says, grade bands by the number of grades served."
        ),
    ),
    "leaders": Definition(
        _("Leaders"),
        _(
            "Different people. Who serves two schools, disciplines or grade bands is counted once in each of them, and "
            "once in every total: the parts may add up to more."
        ),
    ),
    "per_fte": Definition(
        _("Teachers per TL FTE"),
        _(
            "STEM-teaching teachers divided by the TL FTE of the same schools. Schools without a recorded number of "
            "teachers are left out of the figure; those that nobody serves are not."
        ),
        _("One coach for 45 teachers is the staffing rule of some districts."),
    ),
    "gap": Definition(
        _("Nobody"),
        _(
            "No teacher leader serves the school in the discipline, or in the discipline and grade band. A discipline "
            "includes its parts: a leader in computer science is one in technology."
        ),
    ),
}
