"""Texts that are marked for translation in code and templates, found as `make messages` does but without gettext."""

import ast
import re

from django.utils.translation.template import templatize

from tests.test_architecture import APPS, ROOT, code, pages

MARK = re.compile(r"_|n?p?gettext(_lazy|_noop)?")
LITERAL = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(?:_|n?p?gettext)\({LITERAL}(?:, {LITERAL})*")


def in_code(source):
    """`{(context, text)}` of Python code; what is no literal stands there as it is written."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    named = [(getattr(call.func, "id", getattr(call.func, "attr", "")), call.args) for call in calls]
    return {marked(name, arguments) for name, arguments in named if MARK.fullmatch(name)}


def marked(name, arguments):
    """(context, text) of one mark; only `pgettext` and `npgettext` say a context, as their first argument."""
    said = [part.value if isinstance(part, ast.Constant) else ast.unparse(part) for part in arguments]
    return (said[0], said[1]) if "p" in name.partition("gettext")[0] else ("", said[0])


def in_template(source):
    """`{(context, text)}` of a template, by way of the code that Django makes of it for gettext."""
    return set().union(*(in_code(f"{call})") for call in CALL.findall(templatize(source))))


def everywhere():
    templates = [*pages(), *(ROOT / "templates").rglob("*.txt")]
    found = [in_code(path.read_text()) for path in code(*APPS)]
    return set().union(*found, *(in_template(path.read_text()) for path in templates))
