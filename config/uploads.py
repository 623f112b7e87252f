"""What a browser may send: a request with more bytes of files than the site takes is cut off while it arrives.

Django writes large uploads to the disk before a form sees their size. Here they stop at the limit: nothing beyond it is
kept in memory or on the disk, what was typed beside it is, and the form then says why. A view with a limit of its own
says so with `@takes(bytes)`; its files stay in memory, so that nothing confidential is left on the disk.
"""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, MemoryFileUploadHandler, SkipFile


def takes(limit):
    """Mark a view: a request to it may hold so many bytes of files, which are kept in memory."""

    def mark(view):
        view.upload_limit = limit
        return view

    return mark


def own_limit(request):
    """The limit of the view that a request goes to, if any; its address is resolved before its body is read."""
    return getattr(getattr(request.resolver_match, "func", None), "upload_limit", None)


class CutOff(FileUploadHandler):
    """Counts the bytes of all files of a request, and lets those beyond the limit run past."""

    def __init__(self, request=None):
        super().__init__(request)
        self.received = 0
        self.limit = own_limit(request) or settings.UPLOAD_LIMIT

    def receive_data_chunk(self, raw_data, start):
        self.received += len(raw_data)
        if self.received > self.limit:
            self.request.is_cut_off = True
            raise SkipFile
        return raw_data

    def file_complete(self, file_size):
        return None


class KeptInMemory(MemoryFileUploadHandler):
    """Django's handler for small files, for files of any size of a view with its own limit."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        self.activated = own_limit(self.request) is not None


def is_cut_off(request):
    """Whether files were left out because the request held too much; asks only after the body was read."""
    return getattr(request, "is_cut_off", False)
