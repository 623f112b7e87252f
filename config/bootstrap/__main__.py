"""`python3 -m config.bootstrap run|test|lint|bench|screenshots`; the make targets call it."""

import sys

if sys.version_info < (3, 11):
    sys.exit(f"Trellis needs Python 3.11 or newer, this is {sys.version.split()[0]}. Try: make run PYTHON=python3.11")

from config.bootstrap import site, suite
from config.bootstrap.console import Stop

COMMANDS = {
    "run": site.run,
    "test": suite.test,
    "lint": suite.lint,
    "bench": suite.bench,
    "screenshots": suite.screenshots,
}


def main(arguments):
    """Exit code of the named command; a problem the user can mend is one sentence, not a traceback."""
    command = COMMANDS.get(arguments[0] if arguments else "run")
    if command is None:
        print(f"Unknown command. Choose one of: {', '.join(COMMANDS)}.")
        return 2
    try:
        return command(arguments[1:])
    except Stop as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
