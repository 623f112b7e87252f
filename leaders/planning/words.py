"""What a scenario changes, in words: for its page, its history, and whoever is asked to agree to it."""

from django.utils.translation import gettext as _

from config.tables.cells import money, number


def told(changes, leaving=()):
    """`[(what, [words])]` of everything that differs; `leaving` are the appointments of who does not stay."""
    found = [(f"{row.position.label}, {row.position.site}", _of_position(row)) for row in changes.positions.values()]
    found += [(_("New: %(position)s") % {"position": row}, _of_new(row)) for row in changes.new]
    found += [(str(row.person), [_("does not stay as %(role)s") % {"role": row.position.label}]) for row in leaving]
    found += [(str(row.role), [_of_role(row)]) for row in changes.roles.values()]
    return found + [(str(row.fund), _of_fund(row)) for row in changes.funds.values()]


def as_text(pairs):
    """The same for the history, as one text."""
    return "; ".join(f"{what}: {', '.join(words)}" for what, words in pairs)


def _of_position(row):
    if row.is_closed:
        return [_("closed")]
    words = [_("moves to %(site)s") % {"site": row.site}] if row.site else []
    if row.fte is not None:
        words.append(_("%(before)s → %(after)s FTE") % {"before": number(row.position.fte), "after": number(row.fte)})
    return words + _common(row)


def _of_new(row):
    return [_("%(fte)s FTE") % {"fte": number(row.fte)}, *_common(row)]


def _common(row):
    words = [_("filled by %(person)s") % {"person": row.filled_by}] if row.filled_by else []
    if row.amount is not None:
        words.append(_("pay %(amount)s") % {"amount": money(row.amount)})
    return [*words, _("from %(fund)s") % {"fund": row.fund}] if row.fund else words


def _of_role(row):
    if row.amount is not None:
        return _("annual stipend %(amount)s") % {"amount": money(row.amount)}
    sign = "+" if row.percent > 0 else ""
    return _("annual stipend %(percent)s percent") % {"percent": f"{sign}{number(row.percent)}"}


def _of_fund(row):
    words = [_("closed")] if row.is_closed else []
    return words if row.budget is None else [*words, _("budget %(amount)s") % {"amount": money(row.budget)}]
