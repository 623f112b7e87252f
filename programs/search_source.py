"""What search finds of this app: programs and cohorts; never who applied, what was handed in or said of it."""

from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from config.folding import Folded, has_word, words_of
from config.search import Where, listed, searched
from leaders.search_source import in_year
from programs.models import Cohort, Program
from programs.reports import registry

CATALOGUE = "programs.view_programs"


@searched(
    "programs",
    _("Programs"),
    "programs:program-detail",
    permission=CATALOGUE,
    listing="programs:program-list",
    order=40,
)
def programs(user):
    rows = Program.objects.visible_to(user).order_by("is_retired", "name", "pk")
    return Where(rows, F("name"), Folded("name", "provider"), F("provider"))


def runs(rows, text):
    """Cohorts with every word in their own name or in that of their program."""
    for word in words_of(text):
        program = has_word(Program.objects.all(), [word], ["name"])
        rows = rows.filter(Q(program__in=program) | Q(name__istartswith=word) | Q(name__icontains=f" {word}"))
    return rows


@searched(
    "cohorts", _("Cohorts"), "programs:cohort-detail", permission=CATALOGUE, listing="programs:cohort-list", order=45
)
def cohorts(user):
    rows = Cohort.objects.visible_to(user).order_by("-start", "pk")
    label = Concat("program__name", Value(", "), "name", output_field=CharField())
    return Where(rows, label, note=Cast("school_year", CharField()), matching=runs, told=in_year)


@listed("reports", _("Reports"), order=6)
def reports(user):
    return [(str(one.title), "", reverse("programs:report-detail", args=[one.slug])) for one in registry.open_to(user)]
