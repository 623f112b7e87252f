"""What members of staff do, at which schools, and whether they still do it, from their roles."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leaders.imports.formats.oneroster.roles import main_duty
from leaders.imports.rows import PERSON, Candidate


def is_partial(package):
    """Whether people may hold roles that the package does not repeat."""
    return package.duties is not None and package.duties.is_partial


def _stay(candidate, duties, current):
    """In a set of changes nobody leaves by the end of a role: others may go on that the changes do not repeat."""
    candidate.known_only = bool(candidate.gone) or not current
    if current or candidate.gone:
        candidate.values["is_active"] = not candidate.gone
    elif duties:
        candidate.notes.append(
            _("A role has ended. Changes do not say if others go on, so this person stays until they are deleted.")
        )


def _leave(candidate, duties, current):
    """Whether the person still works here, from roles that run and roles that are over."""
    if duties and not current and not candidate.gone:
        candidate.gone = max(duty.ended for duty in duties)
        candidate.notes.append(
            _("All roles of this person have ended, the last one on %(day)s.") % {"day": candidate.gone}
        )
    candidate.known_only = bool(candidate.gone) or not duties
    if duties or candidate.gone:
        candidate.values["is_active"] = not candidate.gone


def running(duties):
    """Roles that count today: those that have begun; of someone who begins later, the coming ones."""
    current = [duty for duty in duties if not duty.ended]
    return [duty for duty in current if not duty.is_future] or current


def employ(candidate, cells, duties, package):
    """Kind of staff, home school and other schools; whoever holds only roles that are over has left."""
    current = running(duties)
    if is_partial(package):
        sites = [{package.tree.site_of(duty.org) for duty in some} for some in (duties, current)]
        candidate.is_partial, candidate.left = True, sorted(sites[0] - sites[1] - {""})
        _stay(candidate, duties, current)
    else:
        _leave(candidate, duties, current)
    if not current:
        return
    main = main_duty(current)
    if main.is_primary or not candidate.is_partial:
        candidate.values["staff_kind"] = main.kind
    if len({duty.kind for duty in current}) > 1:
        candidate.notes.append(_("This person has several roles. “%(kind)s” decides.") % {"kind": main.kind})
    assign(candidate, cells.get("primaryOrgSourcedId", ""), main, current, package)


def assign(candidate, primary, main, duties, package):
    """Schools of the person; the home school is the primary one, that of the only primary role, or the only one."""
    named = [org for org in [primary, main.org, *(duty.org for duty in duties)] if org]
    sites = dict.fromkeys(package.tree.site_of(org) for org in named)
    candidate.sites = [site for site in sites if site]
    if not candidate.sites:
        candidate.notes.append(
            _("The department of this person has no school above it. They come without a home school.")
            if named
            else _("No school is named for this person.")
        )
        return
    candidate.home = home_of(candidate.sites, primary, duties, package)
    if not candidate.home and not candidate.is_partial:
        candidate.notes.append(
            _("Several schools and no home school are named. The first school was taken, unless one is known.")
        )


def home_of(sites, primary, duties, package):
    """The site that the source calls primary, that of all primary roles, or the only one; "" when it is not clear."""
    from_roles = {package.tree.site_of(duty.org) for duty in duties if duty.is_primary} if package.duties else set()
    if primary and (site := package.tree.site_of(primary)):
        return site
    choices = from_roles if len(from_roles) == 1 else [] if is_partial(package) else sites
    return next(iter(choices)) if len(choices) == 1 else ""


def read_roles_alone(seen, package):
    """Roles of people whom users.csv does not hold: changes about them in a delta, a fault of the package otherwise."""
    alone = {user: duties for user, duties in package.duties.staff.items() if user not in seen}
    if alone and not package.duties.is_partial:
        said = ngettext(
            "The roles of %(n)s person were left out, who is not in users.csv.",
            "The roles of %(n)s people were left out, who are not in users.csv.",
            len(alone),
        )
        package.reading.warn(said % {"n": len(alone)}, _("Export users.csv and roles.csv together."), file="roles.csv")
        return
    for user_id, duties in alone.items():
        candidate = Candidate(PERSON, "roles.csv", duties[0].row, user_id, known_only=True)
        employ(candidate, {}, duties, package)
        candidate.known_only = True
        package.reading.add(candidate)
