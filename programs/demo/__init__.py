"""The demo district’s programs: four years of cohorts, up to `leaders.demo.ANCHOR`, by fixed seeds."""

from programs.demo.build import build

__all__ = ["build"]
