"""Finds the few files of installed front-end packages that pages load; the rest of `node_modules` is never served."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

PREFIX = "vendor"


class VendorFinder(BaseFinder):
    """Serves each of `VENDOR_FILES` as `vendor/<file name>`."""

    def __init__(self, app_names=None, *args, **kwargs):
        self.storages = {}
        for name in settings.VENDOR_FILES:
            source = Path(settings.VENDOR_ROOT, name)
            storage = FileSystemStorage(location=source.parent)
            storage.prefix = PREFIX
            self.storages[source.name] = storage
        super().__init__(*args, **kwargs)

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False):
        prefix, _, name = path.partition("/")
        found = [self.storages[name].path(name)] if prefix == PREFIX and name in self.storages else []
        found = [file for file in found if Path(file).is_file()]
        return found if find_all else next(iter(found), [])  # Django takes a None for a finding

    def list(self, ignore_patterns):
        for name, storage in self.storages.items():
            if storage.exists(name):
                yield name, storage
