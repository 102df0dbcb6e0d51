"""Hours a week: what programmes ask of people.

Public functions
----------------
per_week
    Every role in hours a week and fte.
totals
    Added up per programme, unit, role or year.
units_by_programme, shared_units, supply
    Which line unit is asked by which programmes, by how many at once, and against what it has.
norm_sensitivity
    What the total becomes under other norms of productive hours.

Rules held by all of them: minimum and maximum are kept apart from role to total; a role without a number adds no
hours, is never zero, and every total says how many such roles it leaves out.
"""

from analysis.measures.units import shared_units, supply, units_by_programme
from analysis.measures.weekly_hours import norm_sensitivity, per_week, totals

__all__ = ["norm_sensitivity", "per_week", "shared_units", "supply", "totals", "units_by_programme"]
