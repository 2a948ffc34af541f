"""Statistics as pure functions: no database, no words, no rounding.

Arrays are one-dimensional floats in time order; NaN marks a missing step and stays missing, never zero.
"""

from ikm.methods.arrays import Floats
from ikm.methods.demography import (
    DemographyRates,
    SurvivalCurve,
    birth_death_rates,
    survival_curve,
    survival_from_counts,
)
from ikm.methods.intervals import bootstrap_interval, wilson_interval
from ikm.methods.panel import DidGroupTime, Estimate, Estimates, did_group_time
from ikm.methods.regional import ShiftShare, location_quotient, rank_ranges, shift_share
from ikm.methods.series import (
    Resilience,
    cagr,
    chain,
    contribution,
    growth,
    herfindahl,
    index_to_base,
    largest_share,
    resilience,
    resistance,
)
from ikm.methods.training import (
    PairedEffect,
    RandomisationP,
    minimum_detectable_effect,
    paired_effect,
    randomisation_p,
)

__all__ = [
    "DemographyRates",
    "DidGroupTime",
    "Estimate",
    "Estimates",
    "Floats",
    "PairedEffect",
    "RandomisationP",
    "Resilience",
    "ShiftShare",
    "SurvivalCurve",
    "birth_death_rates",
    "bootstrap_interval",
    "cagr",
    "chain",
    "contribution",
    "did_group_time",
    "growth",
    "herfindahl",
    "index_to_base",
    "largest_share",
    "location_quotient",
    "minimum_detectable_effect",
    "paired_effect",
    "randomisation_p",
    "rank_ranges",
    "resilience",
    "resistance",
    "shift_share",
    "survival_curve",
    "survival_from_counts",
    "wilson_interval",
]
