"""Our answers to the questions that r/packaged.R puts to R's survey, under the same names."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from sofra import survey
from sofra.engine.frame import Column, Frame, as_text
from sofra.needs.sample.select import inclusion_probabilities
from sofra.needs.survey.design import Survey
from sofra.needs.survey.estimate import Estimate
from sofra.needs.survey.poverty import FromMedian
from sofra.needs.survey.verdict import Verdict

Numbers = dict[str, np.ndarray]
LEVELS = {"E": 4421, "H": 755, "M": 1018}
MARGINS = {"stype": LEVELS, "sch_wide": {"No": 1072, "Yes": 5122}}
WITH_1999 = {"stype": LEVELS, "api99": 3914069}
CIPROP = ("logit", "asin", "beta", "mean", "xlogit", "likelihood")


def table(folder: Path, name: str) -> Frame:
    """A data set that R wrote; its columns have names in small letters, with _ for a point."""
    return survey.read(folder / f"{name}.csv")


def _flag(of: Survey, name: str, condition: str) -> Survey:
    return survey.with_values(of, name, condition)


def apis(folder: Path) -> dict[str, Survey]:
    """The designs of California's schools, by the names of packaged.R."""
    srs, strat, one, two = (table(folder, f"api{name}") for name in ("srs", "strat", "clus1", "clus2"))
    clus1 = survey.design(one, units=["dnum"], weight="pw", population=["fpc"])
    clus1w = survey.design(one, units=["dnum"], weight="pw")
    crossed = _crossed(table(folder, "crossed"))
    strat_ = survey.design(strat, strata=["stype"], weight="pw", population=["fpc"])
    made = {
        "srs": survey.design(srs, population=["fpc"]),
        "srsw": survey.design(srs, weight="pw"),
        "strat": strat_,
        "stratw": survey.design(strat, strata=["stype"], weight="pw"),
        "clus1": clus1,
        "clus1w": clus1w,
        "clus2": survey.design(two, units=["dnum", "snum"], population=["fpc1", "fpc2"]),
        "clus2w": survey.design(two, units=["dnum", "snum"], weight="pw"),
        "post": survey.post_stratify(clus1, "stype", LEVELS),
        "greg": survey.calibrate(clus1, {"stype": LEVELS}),
        "greg99": survey.calibrate(clus1, WITH_1999),
        "raking": survey.calibrate(clus1, WITH_1999, distance="raking"),
        "logit": survey.calibrate(clus1, WITH_1999, distance="logit", bounds=(0.4, 2.5)),
        "bounded": survey.calibrate(clus1, WITH_1999, bounds=(0.6, 1.6)),
        "stage": survey.calibrate(clus1, WITH_1999, together="dnum"),
        "cross": survey.calibrate(strat_, {("stype", "sch_wide"): crossed}),
        "rake": survey.rake(clus1, MARGINS),
        "zero": survey.design(
            _flag(_flag(clus1w, "no", "stype = 'H'"), "w", "pw * (1 - no)").frame, units=["dnum"], weight="w"
        ),
    }
    made["trim"] = survey.trim(made["strat"], upper=40, lower=10)
    made["high"] = survey.within(made["greg99"], "api99 > 600")
    made["cut"] = survey.within(made["clus2"], "enroll > 400")
    made["jk1"] = survey.jackknife(clus1)
    made["jkn"] = survey.jackknife(made["strat"])
    made["jkmse"] = survey.jackknife(made["strat"], around_estimate=True)
    made["jkrake"] = survey.rake(survey.jackknife(clus1), MARGINS)
    made["jkgreg"] = survey.calibrate(survey.jackknife(clus1w), WITH_1999)
    return made


def _crossed(counts: Frame) -> dict[tuple[str, str], float]:
    names = zip(as_text(counts.column("stype")), as_text(counts.column("sch_wide")), strict=True)
    return dict(zip(names, counts.column("freq").values.tolist(), strict=True))


class Asked:
    """Collects answers by name."""

    def __init__(self) -> None:
        self.found: dict[str, Callable[[], np.ndarray]] = {}

    def put(self, name: str, ask: Callable[[], object]) -> None:
        self.found[name] = lambda: _flat(ask())

    def both(self, name: str, ask: Callable[[], Estimate]) -> None:
        self.put(f"{name}:value", lambda: ask().value)
        self.put(f"{name}:se", lambda: ask().se)

    def test(self, name: str, ask: Callable[[], Verdict], *more: str) -> None:
        self.put(name, lambda: [getattr(ask(), part) for part in ("statistic", "df", *more)])


def _flat(found: object) -> np.ndarray:
    if isinstance(found, np.ndarray):
        return found.ravel()
    parts = found if isinstance(found, tuple | list) else [found]
    return np.concatenate(
        [np.atleast_1d(np.asarray(np.nan if part is None else part, dtype=float)).ravel() for part in parts]
    )


def _shares(to: Asked, name: str, of: Survey, column: str, methods: Sequence[str] = CIPROP) -> None:
    for method in methods:
        to.put(f"{name}:ciprop:{method}", lambda m=method: _ends(survey.proportion(of, column, method=m)))


def _ends(share: object) -> list[float]:
    return [share.value, share.low, share.high]


def _quantiles(found: object) -> np.ndarray:
    return np.array([found.value, found.low, found.high, found.se]).T


def _ttest(of: Survey, y: str, group: str) -> list[float]:
    found = survey.t_test(of, y, group)
    return [found.statistic, found.df, found.p, found.estimate, found.low, found.high]


def _chisq(to: Asked, name: str, of: Survey, rows: str, columns: str, statistic: str = "F") -> None:
    def ask() -> list[float | None]:
        found = survey.association(survey.crosstab(of, rows, columns), statistic)
        below = [] if found.df_below is None else [found.df_below]
        return [found.statistic, found.df, *below, found.p]

    to.put(name, ask)


def _term(made: object, *terms: str) -> list[float]:
    found = survey.term_test(made, *terms)
    return [found.statistic, found.df, found.df_below, found.p]


def _rank(of: Survey, group: str, scores: str = "wilcoxon") -> list[float]:
    found = survey.rank_test(of, "api00", group, scores)
    return [found.statistic, found.df, found.p, *([] if found.estimate is None else [found.estimate])]


def _by(
    to: Asked, name: str, of: Survey, estimator: Callable[..., Estimate], *columns: str, groups: Sequence[str]
) -> None:
    to.both(name, lambda: survey.by(of, estimator, *columns, groups=groups, empty=False).estimate)


def ask_api(to: Asked, name: str, of: Survey) -> None:
    """All questions about schools, of one design."""
    p = partial("{}:{}".format, name)
    of = _flag(_flag(of, "yes", "sch_wide = 'Yes'"), "imp", "comp_imp = 'Yes'")
    many = partial(survey.mean, of, "api00", "ell")
    to.put(p("degf"), lambda: of.df)
    to.both(p("mean"), lambda: survey.mean(of, "api00", "api99", "ell"))
    to.put(p("vcov"), lambda: survey.mean(of, "api00", "api99", "ell").covariance)
    to.both(p("missing"), lambda: survey.mean(of, "avg_ed", "enroll", "api00"))
    to.both(p("share"), lambda: survey.mean(of, "stype", "sch_wide"))
    to.both(p("total"), lambda: survey.total(of, "enroll", "api_stu"))
    to.both(p("tshare"), lambda: survey.total(of, "stype"))
    to.both(p("ratio"), lambda: survey.ratio(of, "api_stu", "enroll"))
    to.put(p("ci"), lambda: [*many().interval(df=np.inf), *many().interval(), *survey.mean(of, "api00").interval(0.9)])
    to.put(p("deff"), lambda: [survey.mean_effect(of, "api00", "ell", "stype"), survey.total_effect(of, "api00")])
    to.put(p("deffwr"), lambda: survey.mean_effect(of, "api00", "ell", replace=True))
    to.put(p("cv"), lambda: survey.cv(many()))
    to.put(p("var"), lambda: survey.variance(of, "api00", "ell").value)
    to.put(p("varse"), lambda: survey.variance(of, "api00", "ell").se)
    _by(to, p("by"), of, survey.mean, "api00", "ell", groups=["stype"])
    _by(to, p("by2"), of, survey.mean, "api00", groups=["stype", "sch_wide"])
    _by(to, p("bytotal"), of, survey.total, "enroll", groups=["sch_wide", "awards"])
    _by(to, p("byratio"), of, survey.ratio, "api_stu", "enroll", groups=["stype"])
    kinds = lambda: survey.by(of, survey.mean, "api00", groups=["stype"], empty=False).estimate  # noqa: E731
    to.put(p("byvcov"), lambda: kinds().covariance)
    to.both(
        p("contrast"), lambda: survey.contrast(kinds(), {"a": {"E": 1, "H": -1}, "b": {"H": 0.5, "M": 0.5, "E": -1}})
    )
    curved = {"x": lambda t: np.log(t["api00"]) - np.log(t["api99"]) + t["api00"] ** 2 / t["api99"]}
    to.both(p("nonlinear"), lambda: survey.transformed(survey.mean(of, "api00", "api99"), curved))
    to.put(p("quantile"), lambda: _quantiles(survey.quantile(of, "api00", [0.1, 0.25, 0.5, 0.9])))
    quarters = [0.25, 0.5, 0.75]
    ends = ("xlogit", "beta") if of.replicates is None else ("mean", "mean")
    to.put(p("quantile2"), lambda: _quantiles(survey.quantile(of, "enroll", quarters, rule="school", interval=ends[0])))
    to.put(p("quantile3"), lambda: _quantiles(survey.quantile(of, "ell", quarters, rule="hf7", interval=ends[1])))
    _shares(to, name, of, "yes")
    _api_tests(to, p, of)
    _api_models(to, p, of)
    part = _within(of, "stype = 'E' and api99 > 500")
    to.both(p("sub"), lambda: survey.mean(part, "api00", "enroll"))
    to.put(p("subdegf"), lambda: part.df)
    to.both(p("subtotal"), lambda: survey.total(part, "api00"))
    _by(to, p("subby"), _within(of, "not stype = 'M'"), survey.mean, "api00", groups=["stype"])
    _by(to, p("subby2"), _within(of, "api99 > 550"), survey.total, "ell", groups=["sch_wide"])
    more = _flag(_flag(of, "grew", "api00 > api99"), "tenth", "api00 / 10")
    to.both(p("update"), lambda: survey.mean(more, "grew", "tenth"))


def _within(of: Survey, condition: str) -> Survey:
    return survey.within(of, condition)


def _api_tests(to: Asked, p: Callable[[str], str], of: Survey) -> None:
    to.put(p("ttest"), lambda: _ttest(of, "api00", "comp_imp"))
    for statistic in ("F", "Chisq", "Wald", "adjWald"):
        _chisq(to, p(f"chisq:{statistic}"), of, "sch_wide", "stype", statistic)
    _chisq(to, p("chisq2"), of, "sch_wide", "awards")
    to.put(p("table"), lambda: survey.crosstab(of, "sch_wide", "stype").counts.T)
    to.put(p("rank"), lambda: _rank(of, "comp_imp"))
    to.put(p("rank:vanderWaerden"), lambda: _rank(of, "comp_imp", "normal"))
    to.put(p("rank:median"), lambda: _rank(of, "comp_imp", "median"))
    to.put(p("rank:kw"), lambda: _rank(of, "stype"))


def _api_models(to: Asked, p: Callable[[str], str], of: Survey) -> None:
    line = partial(survey.regression, of, "api00", ["ell", "meals", "stype"])
    to.both(p("lm"), lambda: line().estimate)
    to.put(p("lmdf"), lambda: line().estimate.df)
    to.put(p("lmtest"), lambda: _term(line(), "stype"))
    to.put(p("lmtest2"), lambda: _term(line(), "ell", "meals"))
    to.put(p("lmci"), lambda: line().estimate.interval())
    to.both(p("lmx"), lambda: survey.regression(of, "api00", ["ell", "stype", "ell:stype"]).estimate)
    to.both(p("lmmiss"), lambda: survey.regression(of, "enroll", ["avg_ed", "sch_wide"]).estimate)
    to.both(p("lmin"), lambda: survey.regression(of, "api00", ["stype", "stype:ell"]).estimate)
    to.both(p("lmff"), lambda: survey.regression(of, "api00", ["sch_wide", "comp_imp", "sch_wide:comp_imp"]).estimate)
    logistic = partial(survey.regression, of, "yes", ["ell", "meals"], "logit")
    to.both(p("logistic"), lambda: logistic().estimate)
    to.put(p("logisticp"), lambda: logistic().p)
    to.both(p("logx"), lambda: survey.regression(of, "imp", ["ell", "mobility", "ell:mobility"], "logit").estimate)


def ask_nhanes(to: Asked, folder: Path) -> None:
    """NHANES: missing answers, units that start again in each stratum, numbers as codes."""
    of = survey.design(table(folder, "nhanes"), units=["sdmvpsu"], strata=["sdmvstra"], weight="wtmec2yr", nested=True)
    race = {f"race{one}": f"race = {one}" for one in (1, 2, 3, 4)}
    for name, condition in race.items():
        of = _flag(of, name, condition)
    to.both("nhanes:mean", lambda: survey.mean(of, "hi_chol"))
    to.put("nhanes:degf", lambda: of.df)
    to.both("nhanes:agecat", lambda: survey.mean(of, "agecat"))
    to.both("nhanes:multi", lambda: survey.mean(of, "hi_chol", "riagendr"))
    to.both("nhanes:race", lambda: survey.mean(of, *race))
    _by(to, "nhanes:by", of, survey.mean, "hi_chol", groups=["race", "riagendr"])
    _by(to, "nhanes:byage", of, survey.mean, "hi_chol", groups=["agecat"])
    _shares(to, "nhanes", of, "hi_chol")
    for statistic in ("F", "Chisq", "Wald", "adjWald"):
        _chisq(to, f"nhanes:chisq:{statistic}", of, "hi_chol", "race", statistic)
    model = partial(survey.regression, of, "hi_chol", ["factor(race)", "riagendr", "agecat"], "logit")
    to.both("nhanes:logit", lambda: model().estimate)
    to.put("nhanes:test", lambda: _term(model(), "factor(race)"))
    crossed = ["factor(race)", "factor(riagendr)", "factor(race):factor(riagendr)"]
    to.both("nhanes:lm", lambda: survey.regression(of, "hi_chol", crossed).estimate)
    to.put("nhanes:ttest", lambda: _ttest(of, "hi_chol", "riagendr"))
    few = survey.within(of, "race = 4 and agecat = '(59,Inf]'")
    to.both("nhanes:few", lambda: survey.mean(few, "hi_chol"))
    to.put("nhanes:fewdegf", lambda: few.df)
    to.both("nhanes:total", lambda: survey.total(of, "hi_chol"))
    to.both("nhanes:ratio", lambda: survey.ratio(of, "hi_chol", "riagendr"))


def ask_published(to: Asked, folder: Path) -> None:
    """Examples with numbers in print: Stata's fpc, MU284, Levy and Lemeshow's scd, the election, hospitals, YRBS."""
    small = table(folder, "fpc")
    share = Column(small.column("nh").values / small.column("nh_2").values, small.column("nh").known)
    small = Frame(small.size, {**small.columns, "f": share})
    made = partial(survey.design, small, units=["psuid"], strata=["stratid"], nested=True)
    weighed = partial(made, weight="weight")
    for number, of in enumerate(
        [weighed(), weighed(population=["nh_2"]), made(population=["nh_2"]), made(population=["f"])]
    ):
        to.both(f"fpc:{number}", partial(survey.mean, of, "x"))
        to.both(f"fpct:{number}", partial(survey.total, of, "x"))
        to.put(f"fpcci:{number}", lambda one=of: survey.mean(one, "x").interval())
    mu = survey.design(table(folder, "mu284"), units=["id1", "id2"], population=["n1", "n2"])
    to.both("mu284:total", lambda: survey.total(mu, "y1"))
    to.both("mu284:mean", lambda: survey.mean(mu, "y1"))
    to.put("mu284:degf", lambda: mu.df)
    _ask_scd(to, folder)
    election = survey.design(table(folder, "election"), weight="wt")
    to.both("election:total", lambda: survey.total(election, "bush", "kerry", "nader"))
    to.both("election:ratio", lambda: survey.ratio(election, "bush", "votes"))
    hospital = survey.design(
        table(folder, "hospital"),
        units=["hospno"],
        strata=["oblevel"],
        weight="weighta",
        population=["tothosp"],
        nested=True,
    )
    to.both("hospital:total", lambda: survey.total(hospital, "births"))
    to.both("hospital:mean", lambda: survey.mean(hospital, "births"))
    to.put("hospital:degf", lambda: hospital.df)
    to.put("hospital:deff", lambda: survey.total_effect(hospital, "births"))
    yrbs = survey.design(table(folder, "yrbs"), units=["psu"], strata=["stratum"], weight="weight", nested=True)
    yrbs = _flag(yrbs, "two", "qn8 = 2")
    to.both("yrbs:mean", lambda: survey.mean(yrbs, "two"))
    to.put("yrbs:degf", lambda: yrbs.df)
    _shares(to, "yrbs", yrbs, "two")


def _ask_scd(to: Asked, folder: Path) -> None:
    arrests = table(folder, "scd")
    three = Column(np.full(arrests.size, 3.0), np.ones(arrests.size, dtype=bool))
    arrests = Frame(arrests.size, {**arrests.columns, "w": three})
    scd = survey.design(arrests, units=["ambulance"], strata=["esa"], weight="w", nested=True)
    halves = 2.0 * np.array([[1, 0, 1, 0, 1, 0], [1, 0, 0, 1, 0, 1], [0, 1, 1, 0, 0, 1], [0, 1, 0, 1, 1, 0]]).T
    brr = survey.replicate_weights(survey.design(arrests, weight="w"), halves, scale=0.25, combined=False)
    to.both("scd:ratio", lambda: survey.ratio(scd, "alive", "arrests"))
    to.both("scd:brr", lambda: survey.ratio(brr, "alive", "arrests"))
    to.put("scd:degf", lambda: brr.df)
    to.both("scd:brrtotal", lambda: survey.total(brr, "alive"))
    to.both("scd:own", lambda: survey.ratio(survey.halves(scd), "alive", "arrests"))


def ask_lonely(to: Asked, folder: Path) -> None:
    """Schools in strata some of which have one district."""
    for rule in ("remove", "adjust", "average", "certainty"):
        p = partial("lone:{}:{}".format, rule)
        of = survey.design(table(folder, "lone"), units=["dnum"], strata=["st"], weight="pw", nested=True, lonely=rule)
        of = _flag(_flag(of, "good", "api00 > 650"), "young", "stype = 'E'")
        to.both(p("mean"), partial(survey.mean, of, "api00", "ell"))
        to.both(p("total"), partial(survey.total, of, "api00"))
        _by(to, p("by"), of, survey.mean, "api00", groups=["stype"])
        _by(to, p("bytotal"), of, survey.total, "enroll", groups=["stype"])
        to.both(p("sub"), partial(survey.mean, survey.within(of, "stype = 'H'"), "api00"))
        to.both(p("lm"), lambda of=of: survey.regression(of, "api00", ["ell"]).estimate)
        to.put(p("degf"), lambda of=of: of.df)
        to.put(p("ttest"), lambda of=of: [(v := survey.t_test(of, "api00", "young")).statistic, v.p])
        to.put(p("quantile"), lambda of=of: _quantiles(survey.quantile(of, "api00", [0.25, 0.5])))
        _chisq(to, p("chisq"), of, "stype", "good")


def ask_laeken(to: Asked, folder: Path) -> None:
    """Eurostat's indicators as laeken has them, and the sampling package's chances and calibrated weights."""
    of = survey.design(table(folder, "eusilc"), weight="rb050")
    line = FromMedian(passed=True)
    asked = {
        "arpr": lambda part: survey.poverty_rate(part, "eqincome", line, strictly=True),
        "gini": lambda part: survey.gini(part, "eqincome"),
        "qsr": lambda part: survey.quintile_ratio(part, "eqincome", rule="passed"),
        "rmpg": lambda part: survey.poverty_gap(part, "eqincome", line, strictly=True),
    }
    hundred = {"arpr": 100.0, "gini": 100.0, "qsr": 1.0, "rmpg": 100.0}
    for name, ask in asked.items():
        to.put(f"laeken:{name}", lambda n=name, a=ask: a(of).value * hundred[n])
        to.put(
            f"laeken:{name}:by",
            lambda n=name, a=ask: [one.value * hundred[n] for one in survey.each(of, ["db040"], a).values()],
        )
    to.put("laeken:arpt", lambda: survey.threshold(of, "eqincome", line).value)
    sizes = table(folder, "sizes").column("size").values
    for n in (3, 20, 45):
        to.put(f"sampling:inclusion:{n}", lambda n=n: inclusion_probabilities(sizes, n))
    one = survey.design(table(folder, "apiclus1"), units=["dnum"], weight="pw", population=["fpc"])
    for name, bounds in (("linear", (-np.inf, np.inf)), ("raking", (-np.inf, np.inf)), ("logit", (0.4, 2.5))):
        to.put(
            f"sampling:calib:{name}",
            lambda n=name, b=bounds: survey.calibrate(one, WITH_1999, distance=n, bounds=b).weight / one.weight,
        )


def answers(folder: Path) -> Mapping[str, Callable[[], np.ndarray]]:
    """Our answer to every question, by R's names; each is computed when it is called."""
    to = Asked()
    for name, of in apis(folder).items():
        ask_api(to, name, of)
    ask_nhanes(to, folder)
    ask_published(to, folder)
    ask_lonely(to, folder)
    ask_laeken(to, folder)
    return to.found
