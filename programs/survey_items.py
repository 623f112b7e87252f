"""The built-in questions on self-efficacy: in our own words, taken from no published instrument.

Each begins with “I am confident that I can…” and is answered from 1 to 5. Codes stay, whatever becomes of the words:
the survey before the program and the one after are compared by them.
"""

from django.utils.translation import gettext_lazy as _

from programs.models import SurveyItem

LOW, HIGH = _("not at all confident"), _("very confident")
BUILT_IN = (
    ("lead_adults", _("I can lead a group of colleagues toward a goal that we share.")),
    ("disagreement", _("I can guide a conversation in which colleagues disagree.")),
    ("coach_listen", _("In a coaching conversation, I can ask and listen before I advise.")),
    ("coach_feedback", _("I can give a colleague feedback that they can use in their next lesson.")),
    ("stem_content", _("I can explain the STEM ideas behind the grades that I support.")),
    ("stem_practice", _("I can help colleagues plan lessons in which students investigate, model, and design.")),
    ("use_data", _("I can look at student work and data with colleagues and agree on a next step.")),
    ("facilitate_pd", _("I can plan and lead professional development that suits the adults in the room.")),
    ("reach_everyone", _("I can help colleagues open STEM to students who are often left out of it.")),
    (
        "work_with_principal",
        _("I can agree with a principal what my leadership is for and how time is kept for it."),
    ),
)


def built_in(survey):
    """Unsaved questions of the built-in set for a survey, in the language of the site."""
    facts = {"kind": SurveyItem.Kind.SCALE_5, "low": str(LOW), "high": str(HIGH)}
    return [
        SurveyItem(survey=survey, place=place, code=code, text=str(text), **facts)
        for place, (code, text) in enumerate(BUILT_IN, start=1)
    ]


def copies(survey, source):
    """Unsaved copies of another survey's questions, comparable by their codes."""
    names = ("place", "code", "text", "kind", "low", "high", "choices", "is_required")
    rows = source.items.order_by("place", "pk")
    return [SurveyItem(survey=survey, **{name: getattr(item, name) for name in names}) for item in rows]
