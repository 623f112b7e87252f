"""Spans of days as pairs of numbers (`date.toordinal`), the second the day after the last: quick to join and to cut."""


def span(first, last):
    """From one day to another, both included."""
    return first.toordinal(), last.toordinal() + 1


def joined(spans):
    """The same days in order, each in one span; spans without a day are left out."""
    found = []
    for start, stop in sorted(each for each in spans if each[0] < each[1]):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(stop, found[-1][1])
        else:
            found.append((start, stop))
    return found


def without(spans, cut):
    """The days of joined spans that are in none of `cut`."""
    for begins, ends in joined(cut):
        spans = [
            part
            for start, stop in spans
            for part in ((start, min(stop, begins)), (max(start, ends), stop))
            if part[0] < part[1]
        ]
    return spans
