"""Keys that seal confidential content: what is accepted, and what is refused without being repeated."""

import base64

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import keys
from tests.config.test_settings import KEY, SECRET, load

GOOD = base64.b64encode(bytes(range(32))).decode()


def env(text):
    return lambda name, default: text


def test_the_first_key_is_the_current_one():
    found = keys.configured(env(f"2027:{GOOD}, 2026:{KEY[2:]}"), production=True)
    assert list(found.items()) == [("2027", bytes(range(32))), ("2026", bytes(32))]


def test_base64_for_addresses_is_read_too():
    raw = bytes([251, 255] * 16)
    assert keys.parsed(f"a:{base64.urlsafe_b64encode(raw).decode()}") == {"a": raw}


@pytest.mark.parametrize(
    "text",
    [
        "nothing",
        ":" + GOOD,
        "a b:" + GOOD,
        "x" * 41 + ":" + GOOD,
        f"1:{GOOD},1:{GOOD}",
        "1:" + base64.b64encode(bytes(31)).decode(),
        "1:" + base64.b64encode(bytes(33)).decode(),
        "1:not base64 at all!",
        "1:é",
        "1:",
    ],
)
def test_what_is_no_key_is_refused_and_not_repeated(text):
    with pytest.raises(ImproperlyConfigured, match="SEALING_KEYS") as refusal:
        keys.parsed(text)
    assert GOOD not in str(refusal.value)
    assert "not base64" not in str(refusal.value)


def test_only_demo_and_tests_do_without():
    assert list(keys.configured(env(""), production=False)) == [keys.THROW_AWAY]
    with pytest.raises(ImproperlyConfigured, match="Make one with"):
        keys.configured(env(""), production=True)


@pytest.mark.parametrize("given", [{}, {"SEALING_KEYS": ""}, {"SEALING_KEYS": "1:short"}])
def test_production_does_not_start_without_a_key(tmp_path, given):
    assert "SEALING_KEYS" in load(tmp_path, "MODE", SECRET_KEY=SECRET, **given)


def test_keys_may_come_from_a_file(tmp_path):
    (tmp_path / "keys").write_text(f"a:{GOOD}\n")
    found = load(tmp_path, "SEALING_KEYS", SECRET_KEY=SECRET, SEALING_KEYS_FILE=str(tmp_path / "keys"))
    assert found == [str({"a": bytes(range(32))})]
