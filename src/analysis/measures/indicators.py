"""Indicators: the adopted path, what was observed, and what that says.

Public functions
----------------
trajectory
    Path, observation and gap, year by year.
verdict, verdict_inputs
    The verdict on the newest observation, and every number it used.
second_opinions
    The growth ratio of Open SDG and the extrapolation of the UN and Eustat.
control_limits
    The noise in a series of observations.
completeness
    Which indicators have a baseline, yearly targets, a new observation.

Sources of the methods: the cut-offs of the verdict and the growth ratio are those of Open SDG 2.4 and Statistics
Canada; the control limits are those of the XmR chart (constant 2.66); see the modules for the particulars.
"""

from analysis.measures.indicator_quality import completeness, control_limits
from analysis.measures.second_opinions import second_opinions
from analysis.measures.trajectories import trajectory
from analysis.measures.verdicts import verdict, verdict_inputs

__all__ = ["completeness", "control_limits", "second_opinions", "trajectory", "verdict", "verdict_inputs"]
