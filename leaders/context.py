from django.utils.functional import SimpleLazyObject

from leaders.models import District


def district(request):
    """The district's settings for every page, read only when a template shows them."""
    return {"district": SimpleLazyObject(District.current)}
