"""What stands behind `make run` and `make test`: from a bare machine to a running site or a finished suite.

Standard library only, since nothing is installed yet when it starts. Every step leaves a stamp and is skipped while
what it depends on is unchanged.
"""
