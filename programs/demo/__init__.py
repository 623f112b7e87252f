"""The demo district’s programs, up to `leaders.demo.ANCHOR`, by fixed seeds."""
