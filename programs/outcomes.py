"""What comes of applications, over many of them: of whom one may know it, and who is next on the waiting list."""

from programs.models import Application

Decision = Application.Decision
Status = Application.Status
LABELS = [choice for choice in Decision.choices if choice[0]]


def known_to(user):
    """Applications that were sent, of which the user may know what came of them: a principal's own staff's."""
    return Application.objects.status_visible_to(user).exclude(status=Status.DRAFT)


def next_waiting(applications, results):
    """Who is next on the waiting list: the highest mean, then who sent the application first; None without anyone.

    `results`: as `programs.review_results` answers them. Nobody is offered a place by it.
    """
    rows = list(applications.waiting().select_related("person"))
    return min(rows, key=lambda row: (-mean_of(row, results), row.submitted_at, row.pk), default=None)


def mean_of(application, results):
    """The mean of its reviews in percent; below all others without any."""
    result = results.get(application.pk)
    return -1 if result is None or result.mean is None else result.mean
