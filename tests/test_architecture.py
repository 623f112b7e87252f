"""The shape of the house, kept by the suite: who may import whom, how long things grow, where queries start."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
APPS = ["config", "leaders", "responsibilities", "programs"]  # each may import those to its left
SKIPPED = {"migrations", "__pycache__"}
MOST = {"lines of a function": 50, "complexity": 10, "lines of a file": 400, "lines of a template": 200}
BRANCHES = (ast.If, ast.For, ast.While, ast.ExceptHandler, ast.IfExp, ast.comprehension, ast.BoolOp, ast.match_case)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
UNWANTED = {"common", "core", "utils", "helpers", "selectors", "managers", "mixins", "constants", "signals"}


def named(path):
    return path.relative_to(ROOT).as_posix()


def code(*tops):
    return [path for top in tops for path in sorted((ROOT / top).rglob("*.py")) if not SKIPPED & set(path.parts)]


def pages():
    return sorted((ROOT / "templates").rglob("*.html"))


def tree(path):
    return ast.parse(path.read_text())


def functions(path):
    return [node for node in ast.walk(tree(path)) if isinstance(node, FUNCTIONS)]


def imported(node):
    """Our own apps that an import statement names."""
    if isinstance(node, ast.ImportFrom):
        names = [node.module or ""] if not node.level else []
    elif isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    else:
        return set()
    return {name.partition(".")[0] for name in names} & set(APPS)


def lines_of(node):
    return node.end_lineno - node.lineno + 1


def complexity(node):
    return 1 + sum(isinstance(inner, BRANCHES) for inner in ast.walk(node))


def matches(paths, pattern):
    """Places `file:line` where the text fits `pattern`."""
    return [
        f"{named(path)}:{number}"
        for path in paths
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if re.search(pattern, line)
    ]


@pytest.mark.parametrize("app", APPS)
def test_apps_import_only_to_their_left(app):
    allowed = set(APPS[: APPS.index(app) + 1])
    assert [
        f"{named(path)}:{node.lineno}"
        for path in code(app)
        for node in ast.walk(tree(path))
        if imported(node) - allowed
    ] == []


def test_no_import_hides_in_a_function():
    assert [
        f"{named(path)}:{node.lineno}"
        for path in code(*APPS)
        for function in functions(path)
        for node in ast.walk(function)
        if imported(node) or (isinstance(node, ast.ImportFrom) and node.level)
    ] == []


@pytest.mark.parametrize(("measure", "rule"), [("lines of a function", lines_of), ("complexity", complexity)])
def test_functions_stay_small(measure, rule):
    assert [
        f"{named(path)}:{function.lineno} {function.name} ({rule(function)})"
        for path in code(*APPS)
        for function in functions(path)
        if rule(function) > MOST[measure]
    ] == []


@pytest.mark.parametrize(("measure", "files"), [("lines of a file", code(*APPS)), ("lines of a template", pages())])
def test_files_stay_short(measure, files):
    assert [named(path) for path in files if path.read_text().count("\n") > MOST[measure]] == []


def test_no_signals_change_things_from_afar():
    assert matches(code(*APPS), r"@receiver\b|\.connect\(") == []


def test_nothing_is_silenced():
    assert matches(code(*APPS), r"#\s*noqa|type:\s*ignore") == []


def test_no_drawer_for_odds_and_ends():
    assert [named(path) for path in code(*APPS) if path.stem in UNWANTED or path.parent.name in UNWANTED] == []


def test_views_start_from_what_the_user_may_see():
    views = [path for path in code(*APPS) if "views" in {path.stem, path.parent.name}]
    assert matches(views, r"\.(objects|_base_manager|_default_manager)\b(?!\.visible_to)") == []


def test_code_never_vouches_for_text_from_users():
    assert matches(code(*APPS), r"\bmark_safe\(|\bSafeString\(|objects\.raw\(|\.extra\(|\bRawSQL\(") == []


QUESTIONS = {"filter", "exclude", "annotate", "alias", "aggregate", "get", "order_by", "values", "values_list"}
# Names that are not written at the question itself, each looked at: declared by lists, or by the caller beside it.
REVIEWED = {
    "config/tables/page.py: self.order.fields if self.order else self.ordering",  # an open, sortable column's own
    "config/tables/page.py: self.sums",
    "config/tables/page.py: shown",  # totals of the declared columns
    "leaders/definition.py: (~part.fails(on, OF_APPOINTMENTS) for part in OF_COUNTS)",
    "leaders/filters/appointments.py: facts",
    "leaders/imports/known.py: fields",
    "leaders/measures.py: columns",  # named by its callers, all in that file
    "responsibilities/measures/reach.py: counts",  # one per band of dosage, written there
    "responsibilities/measures/time.py: (Sum(name) for name in SUMS)",
    "responsibilities/measures/time.py: columns",  # named by its callers in code
    "responsibilities/rollups/rebuilding.py: beside",  # the columns of the tables of sums, written there
    "responsibilities/rollups/rebuilding.py: columns",
    "responsibilities/rollups/rebuilding.py: key",
    "responsibilities/rollups/rebuilding.py: sums",
}


def unfolded(node):
    """What a question to the database takes as `*names` or `**names`, a dict written out on the spot left out."""
    named_ones = [keyword.value for keyword in node.keywords if keyword.arg is None]
    listed = [argument.value for argument in node.args if isinstance(argument, ast.Starred)]
    return [value for value in named_ones + listed if not isinstance(value, ast.Dict)]


def test_no_name_from_outside_reaches_a_question_to_the_database():
    found = {
        f"{named(path)}: {ast.unparse(value)}"
        for path in code(*APPS)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in QUESTIONS
        for value in unfolded(node)
    }
    assert found == REVIEWED


def test_templates_escape_everything():
    assert matches(pages(), r"\|\s*safe\b|autoescape\s+off") == []


def test_templates_hold_no_script_and_no_style():
    assert matches(pages(), r"<script(?![^>]*\bsrc=)|<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:") == []


def test_templates_ask_nobody_else():
    """No script, font or picture from another host: districts promise that no third party sees their visitors."""
    assert matches(pages(), r"(src|srcset|action)\s*=\s*[\"'](https?:)?//|<link[^>]+href=[\"'](https?:)?//") == []


def test_locked_packages_name_hashes_and_no_addresses():
    locks = [ROOT / "requirements/base.txt", ROOT / "requirements/dev.txt", ROOT / "package-lock.json"]
    assert matches(locks, r"\"resolved\"|://[^/]*(regist|pypi|npm|mirror|proxy)|^-|^\s+--(?!hash)") == []
    assert matches(locks[:2], r"^psycopg(-binary|\[|=|$)") == []
    for lock in locks[:2]:
        assert len(re.findall(r"^\S+==", lock.read_text(), re.M)) <= lock.read_text().count("--hash=sha256:")


def test_direct_dependencies_are_few_and_each_says_why():
    wanted = [line for line in (ROOT / "requirements/base.in").read_text().splitlines() if not line.startswith("#")]
    assert len(wanted) <= 25
    assert [line for line in wanted if "# " not in line] == []
