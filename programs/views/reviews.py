"""What reviewers see: their list, an application to read and score, and the way to step back from it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from config.access import Guarded, requires, visible
from config.tables import Chip, Column, ListPage
from leaders.forms.saving import form_page, led_to, version_of
from leaders.forms.stale import BothVersions
from programs import application_files, reading
from programs.actions import reviewing
from programs.filters.reviews import ReviewFilter
from programs.forms.reviews import RecuseForm, ReviewForm, name_of
from programs.models import Review

REVIEW = "programs.review"
CRUMBS = [(_("Reviews"), "/reviews/")]
Status = Review.Status


def chip(review):
    """How one's review stands today, in words."""
    phase, today = review.phase, timezone.localdate()
    if review.status == Status.SUBMITTED:
        return Chip(gettext("submitted"), "good")
    if today < phase.opens:
        return Chip(gettext("not open yet"), "quiet")
    if today > phase.closes:
        return Chip(gettext("closed, not done"), "bad")
    return Chip(gettext("begun"), "info") if review.status == Status.DRAFT else Chip(gettext("to do"), "warn")


def own(request):
    """One's own reviews of applications that one may read."""
    return visible(request, Review).own(request.user).readable().with_names()


class ReviewList(Guarded, ListPage):
    """One's own reviews: of what, by when, and which are done."""

    model = Review
    permission = REVIEW
    title = _("Reviews")
    filterset_class = ReviewFilter
    ordering = ("phase__closes", "application_id")
    columns = [
        Column("application", _("Application"), reading.title_of, sort=("application_id",), link=True),
        Column("call", _("Call"), "phase.call.title", sort=("phase__call__title",)),
        Column("phase", _("Phase"), "phase.name", sort=("phase__name",)),
        Column("opens", _("From"), "phase.opens", sort=("phase__opens",), default=False),
        Column("closes", _("By"), "phase.closes", sort=("phase__closes",)),
        Column("status", _("Status"), chip),
    ]
    empty_title = _("Nothing to review")
    empty_text = _("When the coordinator asks you to review applications to a program or a position, they stand here.")

    def get_queryset(self):
        return super().get_queryset().own(self.request.user).readable().with_names()


@requires(REVIEW)
def review_detail(request, pk):
    """One application with the rubric beside it; before its phase opens, and after it closed, without the form."""
    row = get_object_or_404(own(request).with_applicant().prefetch_related("scores"), pk=pk)
    page, today = _page(row), timezone.localdate()
    if today < row.phase.opens:
        return render(request, "programs/review_ahead.html", page)
    page["answers"], criteria = reading.answers_of(row), list(row.phase.call.criteria.all())
    if request.method != "POST" and (row.phase.call.decided_on or not row.phase.is_running(today)):
        return render(request, "programs/review_over.html", page | {"facts": _given(row, criteria)})
    return _scored(request, row, criteria, page)


def _scored(request, row, criteria, page):
    """The rubric: kept as a draft with anything missing, or submitted with a score for each criterion."""
    submit = "draft" not in request.POST
    data = request.POST if request.method == "POST" else None
    form = ReviewForm(data, criteria=criteria, submitting=submit, initial=_kept(row, criteria))

    def act():
        facts = {name: form.cleaned_data[name] for name in ("comment", "organizer_comment")}
        facts |= {"scores": form.scores(), "submit": submit, "version": version_of(request)}
        reviewing.write_review(review=row, by=request.user, **facts)
        return reverse("programs:review-list") if submit else row.get_absolute_url()

    said = gettext("Your review is submitted. You can change it until the phase closes.") if submit else ""
    page |= {"record": row, "compare": compare, "said": said}
    return form_page(request, form, act, template="programs/review_detail.html", **page)


@requires(REVIEW)
@require_safe
def review_file(request, pk):
    """A file of the application, by its number among them; in a blind phase under a neutral name."""
    row = get_object_or_404(own(request).filter(phase__opens__lte=timezone.localdate()), pk=pk)
    number = request.GET.get("number", "1")
    files = dict(enumerate(row.application.files.all(), start=1))
    file = files.get(int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 0)
    if file is None:
        raise Http404
    data = application_files.bytes_of(file)
    if data is None:
        messages.error(request, gettext("This file cannot be opened yet. If it stays so, please tell the coordinator."))
        return redirect(row)
    return application_files.handed_out(file, data, reading.file_name(row, file, int(number)))


def _page(row):
    return {
        "review": row,
        "title": reading.title_of(row),
        "subtitle": f"{row.phase.call.title} · {row.phase.name}",
        "chip": chip(row),
        "crumbs": CRUMBS,
        "cancel_url": reverse("programs:review-list"),
    }


def _scores(row):
    return {score.criterion_id: score.score for score in row.scores.all()}


def _kept(row, criteria):
    scores = _scores(row)
    found = {name_of(criterion): scores.get(criterion.pk) for criterion in criteria}
    return found | {"comment": row.comment, "organizer_comment": row.organizer_comment}


def _given(row, criteria):
    """What one said, when it can no longer be changed."""
    scores, of = _scores(row), gettext("%(score)s of %(highest)s")
    found = [
        (criterion.text, of % {"score": scores[criterion.pk], "highest": criterion.highest})
        for criterion in criteria
        if criterion.pk in scores
    ]
    comments = [(gettext("Comment"), row.comment), (gettext("Comment for the organizer alone"), row.organizer_comment)]
    return found + [comment for comment in comments if comment[1]]


def compare(form, record, current, user):
    """What one typed beside what one saved meanwhile in another window."""
    criteria = list(form.criteria.values())
    now = _kept(current, criteria)
    rows = [(form[name].label, form[name].value(), now[name]) for name in now]
    differing = [row for row in rows if str(row[1] or "") != str(row[2] or "")]
    return BothVersions(differing, None, current)


@requires(REVIEW)
def review_recuse(request, pk):
    """Step back; sent twice it leads to the list both times, as the application is not shown any more."""
    if request.method == "POST" and (goal := led_to(request)):
        return redirect(goal)
    row = get_object_or_404(own(request), pk=pk)
    form = RecuseForm(request.POST if request.method == "POST" else None)

    def act():
        reviewing.recuse(review=row, by=request.user, version=version_of(request), **form.cleaned_data)
        return reverse("programs:review-list")

    title = gettext("Step back from %(application)s") % {"application": reading.title_of(row)}
    page = _page(row) | {"title": title, "chip": None, "save_label": gettext("Step back"), "record": row}
    page |= {
        "cancel_url": row.get_absolute_url(),
        "said": gettext("You stepped back. It is not shown to you any more."),
    }
    return form_page(request, form, act, template="programs/review_recuse.html", compare=_same, **page)


def _same(form, record, current, user):
    """Stepping back replaces nothing of what is stored."""
    return BothVersions([], None, current)
