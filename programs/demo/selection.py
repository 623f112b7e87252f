def call(cohorts, seats, cast):
    pass
