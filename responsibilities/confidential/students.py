"""Does a text seem to name a student? A note that points to a student is a student record (trust B1).

Patterns, not understanding: numbers as long as student ids, and a name or initials after a word for a student. People
decide: they are asked, never refused.
"""

import re

WORDS = r"(?:students?|pupils?|learners?|kids?|child|boy|girl|estudiantes?|alumn[oa]s?|niñ[oa]s?)"
NAME = r"(?:[A-ZÁÉÍÓÚÑ][\w’'-]*[a-záéíóúñ][\w’'-]*|[A-Z]\.(?:\s?[A-Z]\.)*|[A-Z]{2})"
NAMED = re.compile(rf"(?i:\b{WORDS})(?i:\s*(?:,|:|named|called|llamad[oa])\s*|\s+){NAME}(?:\s+{NAME})*")
NUMBERED = re.compile(r"(?<![\d.,/-])\d{5,12}(?![\d/-]|[.,]\d)")
LABEL = r"(?:id|#|no\.?|number|número)\s*[:#]?\s*"
LABELLED = re.compile(rf"(?i)\b(?:{WORDS}|s\.?|sis|state)\s*{LABEL}[A-Z]{{0,3}}-?\d{{3,12}}")
PLANS = re.compile(rf"{NAME}(?:’s|'s)\s+(?:IEP|504|behavior plan|reading level|grades?|test scores?)\b")
NOT_NAMES = re.compile(rf"(?i)^{WORDS}\W+(?:work|data|teachers?|math|science|stem|english|spanish|plc|pd)\b")


def found(text):
    """The places that seem to name a student, as written, in order and once each."""
    hits = [match for pattern in (NAMED, LABELLED, NUMBERED, PLANS) for match in pattern.finditer(text)]
    words = [match.group() for match in sorted(hits, key=lambda match: match.start())]
    return list(dict.fromkeys(word for word in words if not NOT_NAMES.search(word)))
