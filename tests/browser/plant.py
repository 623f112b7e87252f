"""`python -m tests.browser.plant`: plant the words that are looked for, in the demo site of `DATA_DIR`."""

import django

from tests.browser import canaries

if __name__ == "__main__":
    django.setup()
    canaries.plant()
