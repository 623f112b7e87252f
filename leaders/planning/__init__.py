"""What a scenario of the next school year comes to, worked out in memory: nothing here writes.

`base` reads this year once, `changes` says what a scenario makes different, `plan` puts both together into what the
roll-over would propose, `figures` adds it up beside this year, `checks` finds what would be refused.
"""
