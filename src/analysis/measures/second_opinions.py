"""Two other methods' view of the same figures, beside the verdict and never instead of it.

Growth ratio: Open SDG 2.4 after Statistics Canada (https://open-sdg.readthedocs.io/en/latest/progress-methodology/;
sdg-build, `ProgressMeasure.py`). R = d x CAGR_observed / |CAGR_required|, where CAGR is compound annual growth from the
baseline to the observation and to the last target, and d is +1 or -1 as higher or lower is better (reversed where
all values are negative). Classes: target_achieved, substantial_progress (R >= 0.95), moderate_progress (>= 0.60),
limited_progress (>= 0), deterioration. Open SDG replaces a zero baseline or target by 0.001; here the ratio then
does not exist, because that number is arbitrary and decides the outcome.

Extrapolation q: q = (v_e - v_b) / (target - v_b), where v_e is the value to be expected in the last target year if
things go on as they went from the baseline to the observation. Classes as in the UN Progress Chart technical note
2023 and Eustat's application of it (https://eustat-des.github.io/site/en/metodologia): on_track_or_met (q >= 0.95,
or the target is met), fair_progress (>= 0.10), stagnation_or_regression. These sources extrapolate by compound
growth (`extrapolation="compound"`); the default is the straight line, which exists for zeros and changes of sign
as well.
"""

import numpy as np
import pandas as pd

from analysis.data.cycle import Cycle
from analysis.measures.frames import check_choice, choose
from analysis.measures.verdicts import TOLERANCE, verdict_inputs

FIRST = ["indicator", "verdict", "growth_ratio", "growth_class", "extrapolation_q", "extrapolation_class", "differs"]
LATER = ["growth_differs", "extrapolation_differs", "growth_observed", "growth_required", "extrapolated"]

#: The cut-offs of the classes, from high to low.
OPEN_SDG = {"substantial_progress": 0.95, "moderate_progress": 0.60, "limited_progress": 0.0}
UN = {"on_track_or_met": 0.95, "fair_progress": 0.10}

#: The verdicts that each class of another method agrees with. The UN classes are wider than ours.
AGREES = {
    "target_achieved": {"reached"},
    "substantial_progress": {"on_course"},
    "moderate_progress": {"attention"},
    "limited_progress": {"behind"},
    "deterioration": {"wrong_way"},
    "on_track_or_met": {"reached", "on_course"},
    "fair_progress": {"attention", "behind"},
    "stagnation_or_regression": {"behind", "wrong_way"},
}


def second_opinions(cycle: Cycle, extrapolation: str = "linear") -> pd.DataFrame:
    """Judge the newest observations by the methods of Open SDG and of the UN and Eustat.

    Parameters
    ----------
    cycle : Cycle
        The figures.
    extrapolation : {'linear', 'compound'}, optional
        How the value in the last target year is expected; `compound` is what the UN and Eustat publish.

    Returns
    -------
    pandas.DataFrame
        One row per indicator. What does not exist is missing: categories, indicators without baseline,
        observation or target, a division by zero, a root of a negative number.

        - indicator, verdict
        - growth_ratio (fraction), growth_class
        - extrapolation_q (fraction), extrapolation_class
        - differs (bool): at least one of the classes disagrees with the verdict
        - growth_differs, extrapolation_differs (boolean; missing where there is no class)
        - growth_observed, growth_required (fraction a year), extrapolated (unit of the indicator)

    Raises
    ------
    ValueError
        If `extrapolation` is something else.
    """
    check_choice("the extrapolation", extrapolation, ("linear", "compound"))
    rows = _comparable(verdict_inputs(cycle))
    rows["growth_observed"] = _growth(rows["observed"], rows["baseline"], rows["since"])
    rows["growth_required"] = _growth(rows["last_target"], rows["baseline"], rows["span"])
    rows.loc[rows["last_target"].eq(0), "growth_required"] = np.nan
    sign = rows["wanted"] * np.sign(rows["baseline"])
    rows["growth_ratio"] = sign * rows["growth_observed"] / _nonzero(rows["growth_required"].abs())
    rows["extrapolated"] = _extrapolate(rows, extrapolation)
    needed = _nonzero(rows["last_target"] - rows["baseline"])
    rows["extrapolation_q"] = (rows["extrapolated"] - rows["baseline"]) / needed
    rows["growth_class"] = _classify(rows, "growth_ratio", "target_achieved", OPEN_SDG, "deterioration")
    rows["extrapolation_class"] = _classify(rows, "extrapolation_q", "on_track_or_met", UN, "stagnation_or_regression")
    return _compared(rows)[[*FIRST, *LATER]]


def _compared(rows: pd.DataFrame) -> pd.DataFrame:
    """Add whether the classes differ from the verdict, each and either."""
    growth = _differs(rows["growth_class"], rows["verdict"])
    extrapolation = _differs(rows["extrapolation_class"], rows["verdict"])
    differs = (growth.fillna(False) | extrapolation.fillna(False)).astype(bool)
    return rows.assign(growth_differs=growth, extrapolation_differs=extrapolation, differs=differs)


def _comparable(rows: pd.DataFrame) -> pd.DataFrame:
    """Blank what is no number with a meaning of its own, and add the years since the baseline and to the target."""
    numbers = ["observed", "baseline", "last_target"]
    rows = rows.assign(
        since=(rows["observed_year"] - rows["baseline_year"]).astype("float64"),
        span=(rows["last_target_year"] - rows["baseline_year"]).astype("float64"),
    )
    rows["span"] = rows["span"].where(rows["span"].gt(0))
    rows[numbers] = rows[numbers].mask(rows["kind"].eq("category"))
    return rows


def _nonzero(values: pd.Series) -> pd.Series:
    return values.where(values.abs().gt(TOLERANCE))


def _growth(value: pd.Series, baseline: pd.Series, years: pd.Series) -> pd.Series:
    """Compute compound annual growth; missing from a zero baseline and over a change of sign."""
    ratio = value / _nonzero(baseline)
    return ratio.where(ratio.ge(0)) ** (1 / years) - 1


def _extrapolate(rows: pd.DataFrame, extrapolation: str) -> pd.Series:
    if extrapolation == "linear":
        return rows["baseline"] + (rows["observed"] - rows["baseline"]) / rows["since"] * rows["span"]
    return rows["observed"] * (1 + rows["growth_observed"]) ** (rows["span"] - rows["since"])


def _classify(rows: pd.DataFrame, column: str, met: str, cut_offs: dict[str, float], lowest: str) -> pd.Series:
    """Name the class of a value by its cut-offs, from high to low; missing where the value is."""
    value = rows[column]
    conditions = [rows["met"], *(value.ge(cut_off - TOLERANCE) for cut_off in cut_offs.values())]
    return choose(conditions, [met, *cut_offs], lowest).where(value.notna())


def _differs(classes: pd.Series, verdicts: pd.Series) -> pd.Series:
    differs = pd.Series(True, index=classes.index, dtype="boolean")
    for name, fitting in AGREES.items():
        differs &= ~(classes.eq(name) & verdicts.isin(fitting))
    return differs.mask(classes.isna())
