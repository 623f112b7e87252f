"""Calendar files in, calendar feeds out.

In: `text` reads lines and keeps what is needed, `recurrence` expands repetitions, `events` makes what was met on which
day for how long, `series` what each title stands for, `plan` what would become of the log. Out: `feed`.
"""
