"""Texts that would run, break out or be counted as a formula if a page or a file let them."""

from pathlib import Path

SHARED = Path(__file__).resolve().parents[3] / "shared/data/bad_input/blns.txt"
MARK = "zq"
RUNS = ["alert(zq)", "zq=1", "import('//zq')"]
BREAKS = ["", '"', "'", '">', "'>", "-->", "</title>", "</textarea>", "</option></select>", "]]>", "</script>"]
TAGS = [
    "<script>{}</script>",
    "<img src=zq onerror={}>",
    "<svg onload={}>",
    "<svg><script>{}</script></svg>",
    "<iframe srcdoc='<script>{}</script>'>",
    "<details open ontoggle={}>",
    "<a href=javascript:{}>zq</a>",
    "<form action=javascript:{}><button>zq",
    "<math><mtext></form><form><mglyph><style></math><img src onerror={}>",
    "<body onpageshow={}>",
    "<input autofocus onfocus={}>",
    "<style>@import'//zq';{}</style>",
    "<base href=//zq/>{}",
    "<meta http-equiv=refresh content=0;url=javascript:{}>",
]
ATTRIBUTES = ['" onmouseover={} zq="', "' onmouseover={} zq='", "` onmouseover={} zq=`", '" autofocus onfocus={} x="']
WORDS = [
    "javascript:{}//zq",
    "{{{{ 7|add:42 }}}}zq",
    "{{% now 'Y' %}}zq",
    "${{{}}}zq",
    "&lt;script&gt;{}zq",
    "\u003cscript\u003e{}zq",
    "＜script＞{}zq",
    "%3Cscript%3E{}zq",
    "<<script>{}//<</script>zq",
    "<scr\tipt>{}</scr\tipt>zq",
    "<SCRIPT\n>{}</SCRIPT >zq",
    "<!--zq--><script>{}</script>",
]


def built():
    """Every tag behind every way out of its surroundings, with one of the things to run, each with its number."""
    texts = [way + tag for tag in TAGS for way in BREAKS] + ATTRIBUTES * len(RUNS) + WORDS * len(RUNS)
    return [text.format(RUNS[at % len(RUNS)]) + f"{MARK}{at}" for at, text in enumerate(texts)]


def found():
    """The list of naughty strings, where the shared data is at hand."""
    if not SHARED.is_file():
        return []
    lines = SHARED.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#") and "\x00" not in line]


FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "＝1",
    "＋1",
    "－1",
    "＠SUM(1)",
    "\u3000=1",
    "'=1",
]
SLOW = ["a" * 5000 + "!", "(" * 5000, "a@" * 3000, "#1 " * 3000, " " * 9000 + "x", "#" + "1" * 9000, "." * 9000]
SLOW += [
    "-" * 9000,
    "a." * 4000 + "@",
    "@" * 9000,
    "0" * 9000 + "x",
    "\t" * 9000,
    "é" * 9000,
    "ﷺ" * 3000,
    "\u0301" * 9000,
]
SLOW += ["1" * 9000 + " ", "a-" * 4000, "#1" + "\n" * 9000 + "x", "(a+)+" * 1000, "x" * 9000]
