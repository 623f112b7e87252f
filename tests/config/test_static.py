import base64
import hashlib
import os
import re

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.template import Context, Template

MANIFEST = "whitenoise.storage.CompressedManifestStaticFilesStorage"


def rendered(tag):
    return Template("{% load assets %}" + tag).render(Context())


@pytest.fixture
def deployed(settings, tmp_path):
    """Static files as production serves them: every file collected, hashed and compressed."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": MANIFEST}}
    call_command("collectstatic", "--no-input", verbosity=0)
    return tmp_path


def test_every_static_file_can_be_hashed_and_compressed(deployed):
    assert (deployed / "staticfiles.json").is_file()
    assert list(deployed.glob("vendor/bootstrap.min.*.css.gz"))


def test_integrity_is_that_of_the_file_the_browser_gets(deployed):
    tag = rendered('{% stylesheet "vendor/bootstrap.min.css" %}')
    address, integrity = re.search('href="([^"]+)" integrity="([^"]+)"', tag).groups()
    served = deployed / address.removeprefix("/static/")
    assert integrity == "sha256-" + base64.b64encode(hashlib.sha256(served.read_bytes()).digest()).decode()


def test_scripts_are_loaded_after_the_page_and_with_their_digest():
    tag = rendered('{% script "vendor/bootstrap.bundle.min.js" %}')
    assert tag.startswith('<script src="/static/vendor/bootstrap.bundle.min.js" integrity="sha256-')
    assert tag.endswith("defer></script>")


def test_digest_follows_a_changed_file(settings, tmp_path):
    settings.STATICFILES_DIRS = [tmp_path]
    finders.get_finder.cache_clear()
    file = tmp_path / "ours.js"
    file.write_text("one")
    before = rendered('{% script "ours.js" %}')
    file.write_text("another")
    os.utime(file, (1, 1))
    assert rendered('{% script "ours.js" %}') != before
    finders.get_finder.cache_clear()


def test_unknown_file_is_named():
    with pytest.raises(FileNotFoundError, match="no-such"):
        rendered('{% script "js/no-such.js" %}')


@pytest.mark.parametrize(
    ("path", "served"),
    [
        ("/static/vendor/bootstrap.min.css", 200),
        ("/static/vendor/bootstrap.css", 404),
        ("/static/vendor/package.json", 404),
        ("/static/vendor/../package.json", 404),
    ],
)
@pytest.mark.django_db
def test_only_the_listed_files_of_packages_are_served(client, path, served):
    assert client.get(path).status_code == served


def test_all_findings_of_a_listed_file_are_given():
    assert len(finders.find("vendor/bootstrap.min.css", find_all=True)) == 1
    assert finders.find("vendor/unlisted.css", find_all=True) == []
