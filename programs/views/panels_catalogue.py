"""Parts of other pages about the catalogue: the programs that lead to a role."""

from config.access import visible
from config.panels import panel
from programs.models import Program

MOST = 12


@panel("role", "programs/_programs_to.html", order=40)
def programs_to(request, role):
    """Of a role: the programs that prepare for it; retired ones are left out."""
    if not request.user.may("programs.view_programs"):
        return None
    found = list(visible(request, Program).running().filter(leads_to=role)[:MOST])
    return {"programs": found} if found else None
