"""Each measure in words, shown beside its figure and in every file; benchmarks with source and year."""

from django.utils.translation import gettext_lazy as _

from config.definitions import Definition

DEFINITIONS = {
    "leader_time": Definition(
        _("Teacher leader time"),
        _("Minutes of entries that were handed in, without diverted duty. Planned entries and drafts do not count."),
    ),
    "diverted": Definition(
        _("Diverted duty"),
        _("Covering classes, lunch or bus duty and the like: no teacher leader time, always shown apart."),
    ),
    "direct": Definition(
        _("Direct time"),
        _("Time with teachers, one-on-one or in groups, as a share of teacher leader time."),
        _("28% on average in a study of five states (2009)."),
    ),
    "participant_hours": Definition(
        _("Participant hours"),
        _("Hours of each entry times its participants: one hour with six teachers is six. Never added to leader time."),
    ),
    "reach": Definition(
        _("Reach"),
        _(
            "Different teachers supported in the school year, as a share of the STEM-teaching teachers at covered "
            "schools: those where a teacher leader is based or serves, or where teachers were supported. A teacher "
            "counts once, whoever the leader. Schools whose number of teachers is not recorded are left out of both."
        ),
        _("One coach for 45 teachers is the staffing rule of some districts."),
    ),
    "dosage": Definition(
        _("Dosage"),
        _("Minutes of support per supported teacher in the school year; a group's minutes count for each in it."),
        _("Contact every other week is the rule of some districts."),
    ),
    "plan": Definition(
        _("Plan and actual"),
        _("Share of teacher leader time in each category, beside the share that the appointment promises."),
        _("40% of time in coaching cycles is one district's rule; 75% or more serving teachers is another."),
    ),
    "release": Definition(
        _("Release honored"),
        _(
            "Teacher leader time within the contract day, as a share of the promised release: release FTE times "
            "contract minutes, spread evenly over the days of the school year that were served, leave taken out."
        ),
    ),
    "completeness": Definition(
        _("Logging completeness"),
        _("Months closed by their teacher leader, as a share of months due: those with an appointment in force."),
    ),
    "cycle_completion": Definition(
        _("Cycle completion"),
        _("Completed coaching cycles, as a share of completed and stopped ones. Running cycles are left out."),
        _("Cycles usually run four to eight weeks."),
    ),
}
