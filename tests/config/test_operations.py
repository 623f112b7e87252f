"""What IT is told fits what the code reads."""

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]


def text(name):
    return (ROOT / name).read_text()


def variables_read():
    """Names of environment variables that the settings read."""
    return {
        name
        for file in ("config/settings.py", "config/databases.py", "config/keys.py")
        for name in re.findall(r"\benv(?:\.\w+)?\(\s*\"([A-Z_]+)\"", text(file))
    }


def services():
    return yaml.safe_load(text("compose.yaml"))["services"]


def test_every_variable_is_explained():
    assert "SECRET_KEY" in variables_read()
    assert {name for name in variables_read() if f"`{name}`" not in text("docs/for-it.md")} == set()


def test_example_holds_what_the_services_cannot_start_without():
    demanded = set(re.findall(r"\$\{([A-Z_]+):\?", text("compose.yaml")))
    given = set(re.findall(r"^([A-Z_]+)=", text(".env.example"), re.M))
    assert demanded <= given


def test_services_pass_on_only_variables_that_are_read():
    assert set(services()["web"]["environment"]) <= variables_read()


def test_nothing_serves_before_the_tables_fit_the_code():
    for name in ("web", "worker"):
        assert services()[name]["depends_on"]["prepare"]["condition"] == "service_completed_successfully"


def test_database_checks_its_pages_and_is_not_open_to_the_network():
    database = services()["db"]
    assert database["environment"]["POSTGRES_INITDB_ARGS"] == "--data-checksums"
    assert "ports" not in database
    assert services()["web"]["ports"] == ["127.0.0.1:8000:8000"]


def test_image_runs_without_root_and_takes_hashed_packages_only():
    image = text("Dockerfile")
    assert re.search(r"^USER (?!root)\w+$", image, re.M)
    assert "--require-hashes -r requirements/base.txt" in image


def test_image_holds_code_only():
    wanted = text(".dockerignore").splitlines()
    assert wanted[0] == "*"
    assert not {"!.env", "!var", "!tests", "!.git"} & set(wanted)
