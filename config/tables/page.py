"""The page of a list."""

from functools import cached_property
from math import ceil
from types import SimpleNamespace

from django.db.models import Count
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.html import format_html
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from config import exports
from config.panels import panels
from config.tables import choices, filtering, opening
from config.tables.address import Address
from config.tables.cells import day, number
from config.tables.links import bulk_links, links, permitted


class ListPage(View):
    """A list of records as a class that declares; stands behind `config.access.Guarded`.

    Costs two queries (count with totals, rows) beside what `get_queryset` prefetches and the filters offer. The address
    holds every choice, so that it can be shared; `export=csv` and `export=xlsx` give what is shown, all pages of it.
    """

    model = None
    columns = ()
    ordering = ()
    filterset_class = None
    actions = ()
    bulk = ()
    below = ()  # keys of the record that the list stands below, which the addresses of `bulk` take
    title = ""
    crumbs = ()
    template_name = "components/list_page.html"
    empty_title = gettext_lazy("Nothing here yet")
    empty_text = ""
    passing = ()  # names in the address that a view of the list does not keep, as the month that is looked at
    most = None  # a list that grows without end: its count and its sums read no more rows than these
    sums = {}  # further aggregates over the filtered rows, for `lead` of the page: in the context under their names

    def dispatch(self, request, *args, **kwargs):
        """The list, or what its bare address opens for this user."""
        instead = opening.instead_of_bare(request)
        return redirect(instead) if instead else super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        """The page, its changing part alone when htmx asks for it, or a file."""
        writers = {"csv": self.as_csv, "xlsx": self.as_xlsx}
        if writer := writers.get(request.GET.get("export")):
            return writer()
        context = self.get_context()
        partial = request.htmx and not request.htmx.history_restore_request
        response = render(request, "components/list.html" if partial else self.template_name, context)
        patch_vary_headers(response, ["HX-Request"])
        return response

    @cached_property
    def address(self):
        return Address(self.request)

    @cached_property
    def open_columns(self):
        return permitted(self.columns, self.request.user)

    @cached_property
    def shown_columns(self):
        return choices.chosen_columns(self.request.GET, self.open_columns)

    @cached_property
    def order(self):
        return choices.chosen_order(self.request.GET, self.open_columns)

    @cached_property
    def filterset(self):
        if self.filterset_class is None:
            return None
        return self.filterset_class(self.address.params, queryset=self.get_queryset(), request=self.request)

    @cached_property
    def rows(self):
        """All filtered rows in their order."""
        return self.ordered(self.get_queryset() if self.filterset is None else self.filterset.qs)

    def ordered(self, rows):
        """Rows in the order asked for, which always ends with the key."""
        return rows.order_by(*(self.order.fields if self.order else self.ordering), "pk")

    def get_context(self):
        """All that `components/list_page.html` shows."""
        totals = self.totals()
        paging = self.paging(totals["_rows"])
        rows = self.rows_of(paging) if paging.count else []
        user, line = self.request.user, "".join(column.frame() for column in self.shown_columns)
        return {
            "view": self,
            "views": panels("list", self.request, self),
            "title": self.title,
            "crumbs": self.crumbs,
            "actions": links(self.actions, user),
            "bulk": bulk_links(self.bulk, user, self.below),
            "heads": [self.head(column) for column in self.shown_columns],
            "rows": [(row.pk, str(row), cells(row, self.shown_columns, line)) for row in rows],
            "totals": self.totals_row(totals),
            "sums": {name: totals[name] for name in self.sums},
            "paging": paging,
            "chooser": [(c, c in self.shown_columns) for c in self.open_columns if not c.link],
            "hidden_for_chooser": self.address.hidden("columns"),
            "exports": [
                ("CSV", self.address.url(export="csv", page=None)),
                ("Excel", self.address.url(export="xlsx", page=None)),
            ],
            **self.filter_context(),
        }

    def filter_context(self):
        """The filter form with its parts, and the chips of the filters in use."""
        if self.filterset is None:
            return {"active": [], "filter_form": None, "clear_url": self.address.path}
        form = self.filterset.form
        search, beside, more = filtering.split_fields(form)
        own = {f"{name}{suffix}" for name in form.fields for suffix in filtering.SUFFIXES}
        return {
            "filter_form": form,
            "search": search,
            "beside": beside,
            "more": more,
            "more_open": any(name_in_use(field, self.address.params) for field in more),
            "active": filtering.active_filters(form, self.address),
            "unread": filtering.unread_filters(form),
            "clear_url": filtering.cleared(form, self.address),
            "hidden_for_filters": self.address.hidden(*own),
        }

    def totals(self):
        """How many rows there are, and their sums, by name; a row above `most` says that there are more."""
        shown = {f"total_{c.key}": c.total for c in self.shown_columns if c.total}
        rows = self.rows if self.most is None else self.rows.order_by()[: self.most + 1]
        return rows.aggregate(_rows=Count("pk"), **self.sums, **shown)

    def exceeds(self, count):
        """Whether there are more rows than are counted and summed up."""
        return self.most is not None and count > self.most

    def rows_of(self, paging):
        """The rows of one page: filters choose their keys; what they show is fetched for these alone."""
        keys = self.rows.values("pk")
        if self.most is None and paging.first > paging.count / 2:  # nearer to the end: the last page like the first
            keys = keys.reverse()[paging.count - paging.last : paging.count - paging.first + 1]
        else:
            keys = keys[paging.first - 1 : paging.last]
        return list(self.ordered(self.get_queryset().filter(pk__in=keys)))

    def paging(self, count):
        """Which rows this page shows (from 1, both ends included), and where the others are."""
        size, text = choices.chosen_size(self.request.GET), number(count)
        if self.exceeds(count):
            count = self.most
            text = _("more than %s") % number(count)
        pages = max(1, ceil(count / size))
        at = min(choices.chosen_number(self.request.GET, "page", 1), pages)
        return SimpleNamespace(
            count=count,
            count_text=text,
            number=at,
            pages=pages,
            first=(at - 1) * size + 1,
            last=min(at * size, count),
            previous_url=self.address.url(page=at - 1) if at > 1 else "",
            next_url=self.address.url(page=at + 1) if at < pages else "",
            sizes=[(each, self.address.url(size=each, page=None), each == size) for each in choices.SIZES],
        )

    def head(self, column):
        """The head of a column: its sort address turns the order around when it is in use already."""
        in_use = self.order is not None and self.order.column is column
        descending = in_use and self.order.descending
        key = f"-{column.key}" if in_use and not descending else column.key
        return SimpleNamespace(
            column=column,
            aria_sort=("descending" if descending else "ascending") if in_use else "",
            url=self.address.url(sort=key, page=None) if column.sort else "",
        )

    def totals_row(self, totals):
        """The cells of the last line; empty when no shown column adds up, or not all rows were read."""
        if self.exceeds(totals["_rows"]) or not any(column.total for column in self.shown_columns):
            return []
        return [(c, c.shown_total(totals[f"total_{c.key}"]) if c.total else "") for c in self.shown_columns]

    def as_csv(self):
        return exports.csv_response(self.file_name, *self.sheet())

    def as_xlsx(self):
        money = {at for at, column in enumerate(self.shown_columns) if column.money}
        return exports.xlsx_response(self.file_name, *self.sheet(), about=self.about(), money=money)

    @property
    def file_name(self):
        return slugify(str(self.title)) or self.model._meta.model_name

    def sheet(self):
        """Head and lines of the file: the shown columns of all filtered rows, read in portions."""
        columns = self.shown_columns
        lines = ([column.plain(row) for column in columns] for row in self.rows.iterator(chunk_size=exports.BATCH))
        return [str(column.label) for column in columns], lines

    def about(self):
        """What the workbook's second sheet says: the list, its filters, when and by whom it was made."""
        return [
            (_("District"), render_to_string("components/district.txt", request=self.request).strip()),
            (_("List"), str(self.title)),
            *self.filters_in_words(),
            (_("Made on"), day(timezone.now())),
            (_("Made by"), str(self.request.user)),
        ]

    def filters_in_words(self):
        """(label, value) of each filter in use, and of each that was left out because it could not be read."""
        if self.filterset is None:
            return []
        form = self.filterset.form
        used = [(str(chip.label), str(chip.text)) for chip in filtering.active_filters(form, self.address)]
        return used + [(str(label), _("not applied: %s") % wrong) for label, wrong in filtering.unread_filters(form)]


def cells(row, columns, line):
    """The cells of a row in `line`, a format of all columns' frames: a template takes several times as long."""
    return format_html(line, *(column.cell(row) for column in columns)) if columns else ""


def name_in_use(field, params):
    return any(f"{field.name}{suffix}" in params for suffix in filtering.SUFFIXES)
