"""`make run` and `make test` on machines that lack something; the programs they start are small stand-ins on PATH."""

import os
import socket
import subprocess
import sys

import pytest

from config.bootstrap import __main__ as entry
from config.bootstrap import console, environment, machine, postgres, site, suite


@pytest.fixture
def bare(tmp_path, monkeypatch):
    """A project folder and a PATH that hold nothing but what a test puts there."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "requirements").mkdir()
    for name in ("base", "dev"):
        (tmp_path / "requirements" / f"{name}.txt").write_text(f"{name}==1\n")
    (tmp_path / "package-lock.json").write_text("{}")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    for module in (console, environment, site, suite):
        monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "PYTHON", tmp_path / ".venv/bin/python")
    monkeypatch.setattr(environment, "MODULES", tmp_path / "node_modules")
    return tmp_path


@pytest.fixture
def install(bare):
    """Put a stand-in on PATH that notes how it was called, and then runs `script`."""

    def stand_in(name, script="", folder=bare / "bin"):
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / name
        file.write_text(f'#!/bin/sh\necho "{name} $*" >> "{bare}/calls"\n{script}\n')
        file.chmod(0o755)

    return stand_in


def calls(folder):
    log = folder / "calls"
    return log.read_text().splitlines() if log.exists() else []


def test_python_packages_are_installed_once_and_again_when_the_list_changes(bare, install):
    install("uv")
    install("python", folder=bare / ".venv/bin")
    environment.python_packages("base")
    environment.python_packages("base")
    assert len(calls(bare)) == 1
    (bare / "requirements/base.txt").write_text("base==2\n")
    environment.python_packages("base")
    assert len(calls(bare)) == 2


def test_every_package_is_checked_against_its_hash(bare, install):
    install("python", folder=bare / ".venv/bin")
    environment.python_packages("base")
    assert calls(bare) == ["python -m pip install -q --no-deps --require-hashes -r requirements/base.txt"]


def test_list_for_developing_holds_the_one_for_running(bare, install):
    install("uv")
    install("python", folder=bare / ".venv/bin")
    environment.python_packages("dev")
    environment.python_packages("base")
    assert len(calls(bare)) == 1


def test_failed_installation_is_tried_again(bare, install):
    install("uv", "exit 1")
    install("python", folder=bare / ".venv/bin")
    for _ in range(2):
        with pytest.raises(console.Stop, match="could not be installed"):
            environment.python_packages("base")
    assert len(calls(bare)) == 2


def test_environment_is_made_when_missing(bare, monkeypatch):
    monkeypatch.setattr(environment, "PYTHON", bare / ".venv/bin/python3")
    environment.make_venv()
    assert environment.PYTHON.exists()


def test_front_end_packages_follow_their_lock(bare, install):
    install("npm")
    (bare / "node_modules").mkdir()
    environment.front_end_packages()
    environment.front_end_packages()
    assert calls(bare) == ["npm ci --silent"]
    (bare / "package-lock.json").write_text('{"changed": true}')
    environment.front_end_packages()
    assert len(calls(bare)) == 2


def test_missing_npm_is_named_with_its_remedy(bare):
    with pytest.raises(console.Stop, match="apt-get install nodejs npm"):
        environment.front_end_packages()


def test_only_changed_translations_are_compiled(bare, install):
    install("msgfmt", ': > "$2"')
    catalogue = bare / "locale/es/LC_MESSAGES/django.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text("")
    environment.translations()
    environment.translations()
    assert len(calls(bare)) == 1
    os.utime(catalogue.with_suffix(".mo"), (0, 0))
    environment.translations()
    assert len(calls(bare)) == 2


def test_site_speaks_english_without_gettext(bare, capsys):
    catalogue = bare / "locale/es/LC_MESSAGES/django.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text("")
    environment.translations()
    assert "apt-get install gettext" in capsys.readouterr().out


def test_missing_browser_is_installed_by_root(bare, install, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(machine, "LIBRARIES", [str(bare / "lib")])
    install("apt-get")
    machine.install_missing()
    wish = "chromium-headless-shell libatomic1 gettext"
    assert calls(bare)[-1] == f"apt-get install -y -qq --no-install-recommends {wish}"


def test_missing_browser_is_installed_through_sudo_by_others(bare, install, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    install("apt-get")
    install("sudo", 'exec "$@"')
    machine.install_missing()
    assert calls(bare)[0] == "sudo apt-get update -qq"


@pytest.mark.parametrize("present", [[], ["apt-get"]])
def test_browser_that_cannot_be_installed_is_asked_for(bare, install, monkeypatch, present):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    for name in present:
        install(name)
    with pytest.raises(console.Stop, match="not browser"):
        machine.install_missing()


def test_nothing_is_installed_where_all_is_there(bare, install, monkeypatch):
    (bare / "lib").mkdir()
    (bare / "lib/libatomic.so.1").touch()
    monkeypatch.setattr(machine, "LIBRARIES", [str(bare / "lib")])
    for name in ("chromium", "msgfmt", "apt-get"):
        install(name)
    machine.install_missing()
    assert calls(bare) == []


def test_newest_postgresql_is_chosen(tmp_path):
    for version in ("9.6", "15", "16"):
        (tmp_path / version / "bin").mkdir(parents=True)
        (tmp_path / version / "bin/initdb").touch()
    assert postgres.binaries(tmp_path) == tmp_path / "16/bin"


def test_suite_goes_on_without_postgresql(bare):
    assert postgres.binaries(bare) is None


def test_postgresql_runs_in_a_folder_that_is_gone_afterwards():
    if postgres.binaries() is None:
        pytest.skip("PostgreSQL is not installed")
    with postgres.server() as address:
        folder = address.partition("host=")[2]
        assert os.path.exists(f"{folder}/.s.PGSQL.5432")
    assert not os.path.exists(folder)


def test_taken_port_is_named_with_another_one(bare):
    with socket.socket() as other:
        other.bind((site.HOST, 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(console.Stop, match=f"PORT={port + 1}"):
            site.refuse_taken(port)


def test_demo_district_is_made_once(bare, install, monkeypatch):
    monkeypatch.setattr(site, "DATA", bare / "var")
    (bare / "var").mkdir()
    install("python", 'echo "Sign in as ana@example.org"', folder=bare / ".venv/bin")
    site.district(console.surroundings())
    site.district(console.surroundings())
    assert [line.split()[2] for line in calls(bare)] == ["migrate", "createcachetable", "demo"]
    assert site.accounts().read_text() == "Sign in as ana@example.org\n"


def test_demo_district_is_brought_up_to_a_new_migration(bare, install, monkeypatch):
    monkeypatch.setattr(site, "DATA", bare / "var")
    (bare / "var").mkdir()
    install("python", folder=bare / ".venv/bin")
    site.district(console.surroundings())
    (bare / "leaders/migrations").mkdir(parents=True)
    (bare / "leaders/migrations/0002_more.py").touch()
    site.district(console.surroundings())
    assert len(calls(bare)) == 6


def test_site_that_does_not_come_up_is_reported():
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    with pytest.raises(console.Stop, match="did not start"):
        site.wait_until_answering(1, [ended])


def test_suite_runs_on_both_databases_and_judges_what_is_covered(bare, install, monkeypatch):
    if postgres.binaries() is None:
        pytest.skip("PostgreSQL is not installed")
    for step in ("python_packages", "front_end_packages", "translations"):
        monkeypatch.setattr(environment, step, lambda *_: None)
    monkeypatch.setattr(machine, "missing_packages", list)
    monkeypatch.delenv("ARGS", raising=False)
    install("python", 'echo "$DATABASE_URL" >> calls', folder=bare / ".venv/bin")
    assert suite.test([]) == 0
    sqlite, _, report, _, browser, _, postgresql, address = calls(bare)
    assert "-m not browser --cov" in sqlite
    assert ("--ignore=tests/test_access.py" in sqlite, "--ignore" in browser + postgresql) == (True, False)
    assert report == "python -m coverage report"
    assert browser.endswith("-m browser")
    assert postgresql.endswith("-m not browser")
    assert address.startswith("postgresql://")


def test_what_sqlite_leaves_to_postgresql_is_there():
    assert [path for path in suite.SWEEPS if not (console.ROOT / path).is_file()] == []


@pytest.mark.parametrize("failing", ["ruff check", "ruff format", "djlint", "makemigrations", "check --deploy"])
def test_lint_fails_when_one_of_its_checks_does(bare, install, monkeypatch, failing):
    monkeypatch.setattr(suite, "tools", lambda: None)
    install("python", f'case "$*" in *"{failing}"*) exit 1;; esac', folder=bare / ".venv/bin")
    assert suite.lint([]) == 1
    assert len(calls(bare)) == 5


@pytest.mark.parametrize("command", ["bench", "screenshots"])
def test_other_commands_install_what_they_need_first(bare, install, command):
    for name in ("uv", "npm", "chromium", "msgfmt", "apt-get"):
        install(name)
    install("python", folder=bare / ".venv/bin")
    (bare / "node_modules").mkdir()
    assert entry.main([command]) == 0
    assert calls(bare)[0].startswith("uv pip install")
    assert calls(bare)[-1].endswith(command if command == "screenshots" else "bench.run")


def test_stopping_by_hand_is_no_error_message(monkeypatch):
    def stopped(arguments):
        raise KeyboardInterrupt

    monkeypatch.setitem(entry.COMMANDS, "run", stopped)
    assert entry.main([]) == 130


def test_postgresql_that_does_not_start_says_why(tmp_path):
    with pytest.raises(console.Stop, match="no such place"):
        postgres.ask(None, sys.executable, "-c", "raise SystemExit('no such place')")


def test_programs_choose_their_settings_themselves(monkeypatch):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "somebody.elses")
    assert "DJANGO_SETTINGS_MODULE" not in console.surroundings()


@pytest.mark.parametrize("own", ["", "/etc/district.pem"])
def test_tools_trust_what_the_system_trusts(monkeypatch, tmp_path, own):
    monkeypatch.setattr(console, "CERTIFICATES", tmp_path)
    assert "PIP_CERT" not in {name for name in console.surroundings() if name not in os.environ}
    monkeypatch.setattr(console, "CERTIFICATES", tmp_path / "all.crt")
    console.CERTIFICATES.touch()
    monkeypatch.delenv("PIP_CERT", raising=False)
    if own:
        monkeypatch.setenv("PIP_CERT", own)
    assert console.surroundings()["PIP_CERT"] == (own or str(console.CERTIFICATES))


def test_unknown_command_lists_the_known_ones(capsys):
    assert entry.main(["dance"]) == 2
    assert "run, test, lint" in capsys.readouterr().out


def test_problem_is_one_sentence_and_an_exit_code(bare, monkeypatch, capsys):
    monkeypatch.setenv("PORT", "eight thousand")
    assert entry.main(["run"]) == 1
    assert capsys.readouterr().err.strip() == "PORT must be a number from 1 to 65535, not 'eight thousand'."


@pytest.mark.parametrize(("text", "fit"), [("1", True), ("65535", True), ("0", False), ("65536", False), ("-1", False)])
def test_port_is_one_that_exists(text, fit):
    if fit:
        assert site.chosen_port(text) == int(text)
    else:
        with pytest.raises(console.Stop):
            site.chosen_port(text)


def test_run_prepares_serves_and_ends_with_its_server(tmp_path, monkeypatch, capsys):
    """The real server, on a free port; the district is left out."""
    with socket.socket() as free:
        free.bind((site.HOST, 0))
        port = free.getsockname()[1]
    monkeypatch.setenv("PORT", str(port))
    monkeypatch.setattr(environment, "PYTHON", sys.executable)
    for step in ("python_packages", "front_end_packages", "translations"):
        monkeypatch.setattr(environment, step, lambda *_: None)
    monkeypatch.setattr(site, "DATA", tmp_path)
    site.accounts().write_text("Sign in as ana@example.org")
    monkeypatch.setattr(site, "district", lambda env: None)
    monkeypatch.setattr(site, "watch", lambda processes: 0 if site.answers(port) else 1)
    assert site.run([]) == 0
    assert f"http://127.0.0.1:{port}" in capsys.readouterr().out
    assert not site.answers(port)


def test_run_fails_when_its_server_ends_by_itself():
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    assert site.watch([ended]) == 1
