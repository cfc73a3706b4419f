"""The analyst's bench under one roof: `from sofra import survey` gives these names, each loaded when it is first used.

docs/for-r-users.md sets them beside the calls of R's `survey`.
"""

from importlib import import_module

HOMES = {
    "association": "crosstab.association",
    "bootstrap": "bootstrap.canty_davison",
    "by": "by.by",
    "calibrate": "calibrate.calibrate",
    "change": "change.change",
    "contrast": "contrast.contrast",
    "crosstab": "crosstab.crosstab",
    "cv": "contrast.cv",
    "design": "design.survey",
    "diagnose": "diagnose.diagnose",
    "difference": "contrast.difference",
    "doubts": "doubts.doubts",
    "each": "by.each",
    "fgt": "poverty.fgt",
    "gini": "inequality.gini",
    "halves": "replicates.halves",
    "jackknife": "replicates.jackknife",
    "mean": "means.mean",
    "mean_effect": "effect.mean_effect",
    "means_by": "scale.means_by",
    "median": "quantile.median",
    "post_stratify": "poststratify.poststratify",
    "poverty_gap": "poverty.poverty_gap",
    "poverty_rate": "poverty.poverty_rate",
    "proportion": "proportion.proportion",
    "quantile": "quantile.quantile",
    "quintile_ratio": "inequality.quintile_ratio",
    "quotient": "contrast.quotient",
    "rake": "poststratify.rake",
    "rank_test": "compare.rank_test",
    "ratio": "means.ratio",
    "read": "read.read",
    "regression": "regression.regression",
    "replicate_weights": "replicates.given",
    "respond": "nonresponse.respond",
    "t_test": "compare.t_test",
    "term_test": "regression.term_test",
    "threshold": "poverty.threshold",
    "total": "means.total",
    "total_effect": "effect.total_effect",
    "transformed": "contrast.transformed",
    "trim": "trim.trim",
    "variance": "effect.variance",
    "vcov": "contrast.vcov",
    "with_values": "design.with_values",
    "within": "design.within",
}
"""Where each name lives: module and name below needs.survey."""

__all__ = list(HOMES)


def __getattr__(name: str) -> object:
    if name not in HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    module, _, own = HOMES[name].rpartition(".")
    return getattr(import_module(f"sofra.needs.survey.{module}"), own)
