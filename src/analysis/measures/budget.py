"""Euros: what is made available, what it is meant for, and what the totals count.

Public functions
----------------
allocation
    Amount per programme, post and year, with its share and its change.
balance
    Funding against spending per programme and period: what is still to be given to a post, what has no cover.
totals, left_out, per_inhabitant
    Totals that count each euro once, and the rows they leave out with the reason.
reconciliation
    Totals printed in a source against the sum of their parts.
cliff
    Incidental money that ends while hours go on.
execution
    Executed against planned.

Rules held by all of them: an unknown amount is never zero, so a sum is that of the known amounts and is missing
where none is known, and a count says how many are unknown. Covered and uncovered money, funding and spending,
yearly amounts and lump sums are never added up. Each module says which rows it works on; the plan in force is
defined in `analysis.measures.plan`.
"""

from analysis.measures.allocations import allocation
from analysis.measures.balances import balance, execution
from analysis.measures.budget_totals import left_out, per_inhabitant, totals
from analysis.measures.cliffs import cliff
from analysis.measures.reconciliations import reconciliation

__all__ = [
    "allocation",
    "balance",
    "cliff",
    "execution",
    "left_out",
    "per_inhabitant",
    "reconciliation",
    "totals",
]
