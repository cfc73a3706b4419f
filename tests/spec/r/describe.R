# Means, totals, ratios, domains, contrasts, quantiles, shares and design effects of three_stages.csv by Debian's R survey 4.1.
# Usage: Rscript describe.R three_stages.csv > describe.json
# Where survey 4.5 has another rule it is computed here by hand, marked 4.5:
#   lonely "adjust": from the mean of the totals of all units (within the unit above, at later stages), 4.1 from 0;
#   svyciprop "wilson": 4.1 has it not.
suppressMessages({library(survey); library(jsonlite)})
d <- read.csv(commandArgs(TRUE)[1], na.strings = "NA")
out <- list()
put <- function(name, ...) out[[name]] <<- unname(as.numeric(unlist(list(...))))
both <- function(name, m) { put(paste0(name, ":value"), coef(m)); put(paste0(name, ":se"), SE(m)) }

designs <- list(
  three = svydesign(id = ~town + home + person, strata = ~stratum, fpc = ~towns + households + persons, weights = ~w, data = d, nest = TRUE),
  two = svydesign(id = ~town + home, strata = ~stratum, fpc = ~towns + households, weights = ~w, data = d, nest = TRUE),
  one = svydesign(id = ~town, strata = ~stratum, fpc = ~towns, weights = ~w, data = d, nest = TRUE),
  wr = svydesign(id = ~town, strata = ~stratum, weights = ~w, data = d, nest = TRUE),
  rows = svydesign(id = ~1, weights = ~w, data = d))

basics <- function(name, des) {
  both(paste0(name, ":mean"), svymean(~score + yes, des))
  both(paste0(name, ":total"), svytotal(~score + yes, des))
  both(paste0(name, ":income"), svymean(~income, des, na.rm = TRUE))
  both(paste0(name, ":shares"), svymean(~sex, des))
  both(paste0(name, ":ratio"), svyratio(~income, ~score, des, na.rm = TRUE))
  put(paste0(name, ":vcov"), vcov(svymean(~score + yes, des)))
  both(paste0(name, ":part"), svymean(~score, subset(des, group == "q")))
  both(paste0(name, ":parttotal"), svytotal(~score, subset(des, group == "q")))
  both(paste0(name, ":x"), svymean(~score, subset(des, group == "x")))
  b <- svyby(~score, ~group, des, svymean, covmat = TRUE)
  both(paste0(name, ":by"), b)
  if (getOption("survey.lonely.psu") != "average") put(paste0(name, ":byvcov"), vcov(b))
  both(paste0(name, ":bytotal"), svyby(~score + yes, ~group, des, svytotal))
}
for (rule in c("remove", "certainty")) {
  options(survey.lonely.psu = rule)
  for (name in c("three", "two", "one", "wr")) basics(paste0(name, ":", rule), designs[[name]])
}
options(survey.lonely.psu = "average")
for (name in c("one", "wr")) basics(paste0(name, ":average"), designs[[name]])
# two stages under "average": without the two towns of one home, for R has no number where a town's homes are alone
inner <- subset(d, !(stratum == "B" & town == 4) & !(stratum == "D" & town == 3))
basics("inner:average", svydesign(id = ~town + home, strata = ~stratum, fpc = ~towns + households, weights = ~w, data = inner, nest = TRUE))

# 4.5: the variance of weighted scores x, from the first stage on
v45 <- function(x, rows, stage, ids, strata, n, N) {
  s <- strata[rows, stage]; u <- ids[rows, stage]
  units <- tapply(x[rows], u, sum); of <- tapply(s, u, function(k) k[1])
  ns <- tapply(n[rows, stage], s, function(k) k[1]); Ns <- tapply(N[rows, stage], s, function(k) k[1])
  grand <- sum(units) / sum(ns); v <- 0
  for (h in names(ns)) {
    mine <- units[as.character(of) == h]; f <- ns[[h]] / Ns[[h]]
    centre <- if (ns[[h]] == 1) grand else sum(mine) / ns[[h]]
    v <- v + (1 - f) * ns[[h]] / max(1, ns[[h]] - 1) * (sum((mine - centre)^2) + (ns[[h]] - length(mine)) * centre^2)
  }
  if (stage < ncol(ids)) for (k in unique(u)) {
    inner <- rows[u == k]; up <- n[inner[1], stage] / N[inner[1], stage]
    if (up > 0) v <- v + up * v45(x, inner, stage + 1, ids, strata, n, N)
  }
  v
}
numbered <- function(x) sapply(x, function(k) as.integer(factor(k)))
adjusted <- function(name, y) {
  des <- designs[[name]]; ok <- !is.na(y); y[!ok] <- 0; w <- weights(des) * ok
  N <- if (is.null(des$fpc$popsize)) des$fpc$sampsize * Inf else des$fpc$popsize
  of <- function(x) sqrt(v45(x, seq_along(x), 1, numbered(des$cluster), numbered(des$strata), des$fpc$sampsize, N))
  m <- sum(w * y) / sum(w)
  list(mean = c(m, of(w * (y - m) / sum(w))), total = c(sum(w * y), of(w * y)))
}
for (name in c("three", "two", "one", "wr")) for (y in c("score", "yes", "income")) {
  a <- adjusted(name, d[[y]])
  put(paste0(name, ":adjust:", y, ":mean"), a$mean); put(paste0(name, ":adjust:", y, ":total"), a$total)
}

options(survey.lonely.psu = "remove")
for (name in c("three", "wr")) {
  des <- designs[[name]]; known <- subset(des, !is.na(income))
  put(paste0(name, ":degf"), degf(des), degf(known), degf(subset(des, group == "q")), degf(subset(des, group == "x")))
  both(paste0(name, ":cross"), svyby(~score, ~sex + group, des, svymean))
  both(paste0(name, ":byratio"), svyby(~yes, ~sex, denominator = ~score, des, svyratio))
  b <- svyby(~score, ~group, des, svymean, covmat = TRUE)
  both(paste0(name, ":gap"), svycontrast(b, list(gap = c(p = 1, q = -1), mean = c(p = .5, q = .25, r = .25))))
  both(paste0(name, ":nonlinear"), svycontrast(b, list(ratio = quote(p / q), log = quote(log(p / r)), root = quote(sqrt(p) + asin(q / 20)))))
  m <- svyby(~score + yes, ~sex, des, svymean, covmat = TRUE)
  put(paste0(name, ":twocov"), vcov(m))
  both(paste0(name, ":var"), svyvar(~income, known))
  put(paste0(name, ":covar"), as.matrix(svyvar(~score + age, des)), sqrt(diag(attr(svyvar(~score + age, des), "var"))))
  put(paste0(name, ":cv"), cv(svymean(~score + yes, des)))
  for (kind in c("TRUE", "replace")) {
    k <- if (kind == "TRUE") TRUE else kind
    put(paste0(name, ":deff:", kind), deff(svymean(~score, des, deff = k)), deff(svymean(~yes, des, deff = k)), deff(svymean(~income, known, deff = k)), deff(svytotal(~score, des, deff = k)), deff(svytotal(~yes, des, deff = k)))
  }
  for (method in c("mean", "asin", "xlogit", "logit", "beta")) {
    p <- svyciprop(~yes, des, method = method)
    put(paste0(name, ":ciprop:", method), p, SE(p), confint(p))
    put(paste0(name, ":ciprop90:", method), confint(svyciprop(~yes, des, method = method, level = .9, df = 5)))
    put(paste0(name, ":ciprop_part:", method), confint(svyciprop(~yes, subset(des, group == "q"), method = method)))
  }
  put(paste0(name, ":ciprop:likelihood"), confint(svyciprop(~yes, des, method = "likelihood")))
  p <- coef(svymean(~yes, des)); v <- as.numeric(vcov(svymean(~yes, des)))   # 4.5: Wilson
  t <- qt(.975, degf(des)); n <- p * (1 - p) / v
  put(paste0(name, ":ciprop:wilson"), ((p + t^2 / 2 / n) + c(-1, 1) * t * sqrt(p * (1 - p) / n + t^2 / 4 / n^2)) / (1 + t^2 / n))
  for (rule in c("math", "school", "hf1", "hf2", "hf3", "hf4", "hf5", "hf6", "hf7", "hf8", "hf9")) for (y in c("income", "score"))
    put(paste0(name, ":quantile:", y, ":", rule), t(svyquantile(reformulate(y), known, c(.1, .25, .5, .77, .9), qrule = rule)[[1]]))
  for (kind in c("xlogit", "asin", "beta"))
    put(paste0(name, ":quantile:income:", kind), t(svyquantile(~income, known, c(.25, .5, .77), interval.type = kind)[[1]]))
  put(paste0(name, ":quantile90"), t(svyquantile(~income, known, .5, alpha = .1, df = Inf)[[1]]))
  put(paste0(name, ":quantile:part"), t(svyquantile(~income, subset(known, group == "p"), .5)[[1]]))
}

d$unit <- as.integer(factor(paste(d$stratum, d$town)))
jack <- as.svrepdesign(svydesign(id = ~unit, weights = ~w, data = d), type = "JK1")
b <- svyby(~score, ~group, jack, svymean, covmat = TRUE)
both("jack:by", b); put("jack:byvcov", vcov(b))
both("jack:bytotal", svyby(~score, ~group, jack, svytotal, covmat = TRUE))
both("jack:ratio", svyratio(~yes, ~score, jack))
both("jack:gap", svycontrast(b, c(p = 1, q = -1)))
put("jack:degf", degf(jack))
v <- svyvar(~score, jack); put("jack:var", v, sqrt(attr(v, "var")))
for (method in c("mean", "xlogit", "logit", "beta")) put(paste0("jack:ciprop:", method), confint(svyciprop(~yes, jack, method = method)))
known <- subset(jack, !is.na(income))
put("jack:quantile", t(svyquantile(~income, known, c(.25, .5))[[1]]))
put("jack:quantile:own", t(svyquantile(~income, known, c(.25, .5), interval.type = "quantile")[[1]]))
cat(toJSON(out, digits = NA, na = "null", pretty = FALSE), "\n")
