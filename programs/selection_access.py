"""Who sees what of calls, applications and reviews (see `programs.access`, which opens the doors).

Whole applications are for the applicant and the coordinator; reviewers read those assigned to them through their
review, unless recused; a principal knows of the own staff only that they applied and what came of it. Administrators
and the business office see none of it.
"""

from django.db.models import Q

from leaders.access import COORDINATOR, any_of

SENT = "submitted"
STANDING = ("assigned", "draft", "submitted")  # states of a review that is not recused


def is_organizer(user):
    return COORDINATOR in user.rights.kinds


def calls(rows, user):
    """Published calls for everyone who sees programs; all for the coordinator."""
    if is_organizer(user):
        return rows
    return rows.filter(published_on__isnull=False) if user.may("programs.view_programs") else rows.none()


def parts_of_calls(rows, user):
    """Questions, rubric and phases: the coordinator's, who builds them."""
    return rows if is_organizer(user) else rows.none()


def applications(rows, user):
    """Whole applications: all for the coordinator, and one's own."""
    return rows if is_organizer(user) else own_applications(rows, user)


def own_applications(rows, user):
    return rows.filter(person=user.person_id, person__isnull=False)


def answers_of(application, user):
    """Whether somebody may read what an application holds: the applicant, and the coordinator once it was sent."""
    if user.person_id is not None and application.person_id == user.person_id:
        return True
    return is_organizer(user) and application.status == SENT


def application_files(rows, user):
    """Files go with the answers: one's own, and those of sent applications for the coordinator."""
    own = Q(application__person=user.person_id, application__person__isnull=False)
    sent = Q(application__status=SENT)
    if not is_organizer(user):
        return rows.filter(own)
    return any_of(rows, own, sent) if user.person_id else rows.filter(sent)


def application_statuses(rows, user):
    """Applications of which a user may know that they were sent and what came of it: besides, a principal's staff's."""
    if is_organizer(user):
        return rows
    rules = [Q(person=user.person_id)] if user.person_id else []
    if schools := user.school_ids:
        sent = ~Q(status="draft")
        rules += [sent & Q(person__home_school__in=schools), sent & Q(person__other_schools__in=schools)]
    if not rules:
        return rows.none()
    return any_of(rows, *rules) if len(rules) > 1 else rows.filter(rules[0])


def own_reviews(rows, user):
    return rows.filter(reviewer=user.person_id, reviewer__isnull=False)


def reviews(rows, user):
    """All for the coordinator; a reviewer's own. Of a review that is recused the application is not shown."""
    return rows if is_organizer(user) else own_reviews(rows, user)
