"""Measures: a loaded cycle in, a tidy pandas frame out.

Every public function is pure: it reads no file, draws nothing, holds no text for readers and leaves the cycle as
it was. What comes back is a new frame with a plain row index, ordered as the programmes are and within a
programme as the figures are, with the same column types whether there are rows or not.

``budget``
    Euros: allocation, balance, totals, reconciliation, what was left out, money that ends, execution.
``capacity``
    Hours a week: per role, per programme, per line unit, demand against supply.
``indicators``
    The adopted path, the verdict on the newest observation, second opinions, noise, completeness.
``goals``, ``planning``, ``risks``, ``steering``, ``areas``
    The network of goals and efforts, promises and their dates, shared risks, meetings, the seven areas.
``completeness``, ``findings``
    How much of what a reader needs is there, and everything that the checks found.
``changes``
    What changed between two cycles: row by row, in money, and moved goalposts.
"""
