"""What a browser may send: a request with more bytes of files than the site takes is cut off while it arrives.

Django writes large uploads to the disk before a form sees their size. Here they stop at the limit: nothing beyond it is
kept in memory or on the disk, and the form then says why.
"""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload


class CutOff(FileUploadHandler):
    """Counts the bytes of all files of a request, and lets those beyond `UPLOAD_LIMIT` run past."""

    def __init__(self, request=None):
        super().__init__(request)
        self.received = 0

    def receive_data_chunk(self, raw_data, start):
        self.received += len(raw_data)
        if self.received > settings.UPLOAD_LIMIT:
            self.request.is_cut_off = True
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size):
        return None


def is_cut_off(request):
    """Whether files were left out because the request held too much; asks only after the body was read."""
    return getattr(request, "is_cut_off", False)
