# What every script of the walk-through shares: one estimate of one domain, the way `survey` (4.1) computes it.
# A domain is a set of rows of the whole design, so that every stratum and unit counts (never a smaller design).

suppressPackageStartupMessages(library(survey))
options(survey.lonely.psu = "adjust", digits = 17)

LEVEL <- 0.95

# The mean of y over the rows `inside`, as a ratio over the whole design; `design` holds y, NA where nobody answered.
domain_mean <- function(design, y, inside) {
  inside <- inside & !is.na(y)
  design$variables$.top <- ifelse(inside, y, 0)
  design$variables$.bottom <- as.numeric(inside)
  ratio <- svyratio(~.top, ~.bottom, design)
  list(value = as.numeric(coef(ratio)), se = as.numeric(SE(ratio)), n = sum(inside), df = domain_df(design, inside))
}

# How many the rows with y = 1 stand for.
domain_total <- function(design, y, inside) {
  inside <- inside & !is.na(y)
  design$variables$.top <- ifelse(inside, y, 0)
  total <- svytotal(~.top, design)
  se <- lonely_se(design, design$variables$.top)
  if (is.na(se)) se <- as.numeric(SE(total))
  list(value = as.numeric(coef(total)), se = se, n = sum(inside), df = domain_df(design, inside))
}

# The error of a total where a stratum has one unit, by the rule of survey 4.5: that unit is taken from the mean of all
# units. Debian's survey 4.1 takes it from 0 (for means and shares both give the same). NA where no unit is alone.
lonely_se <- function(design, y) {
  strata <- as.character(design$strata[, 1])
  units <- paste(strata, design$cluster[, 1])
  totals <- rowsum(weights(design) * y, units)[, 1]
  of <- strata[match(names(totals), units)]
  beside <- ave(totals, of, FUN = length)
  if (all(beside > 1)) return(NA)
  centre <- ifelse(beside == 1, mean(totals), ave(totals, of))
  sqrt(sum(ifelse(beside == 1, 1, beside / pmax(beside - 1, 1)) * (totals - centre)^2))
}

# Units with somebody in the domain less strata with somebody in it: degf() of the subset.
domain_df <- function(design, inside) {
  length(unique(design$cluster[inside, 1])) - length(unique(design$strata[inside, 1]))
}

# Where nobody or everybody said yes, R's error is 0; Sofra calls it unknown and so does this script.
unanimous <- function(y, inside) {
  said <- y[inside & !is.na(y)]
  all(said == 0) || all(said == 1)
}

# Student's t around the estimate.
t_interval <- function(found) {
  half <- if (found$df >= 1) qt(1 - (1 - LEVEL) / 2, found$df) * found$se else NA
  c(found$value - half, found$value + half)
}

# Korn and Graubard's interval; from svyciprop(method = "beta") of the subset, which has the same error here.
# NA where it cannot be measured (nobody or everybody, no degrees of freedom) or where the design effect is below 0.5,
# which Sofra does not believe.
beta_interval <- function(design, y, inside, found) {
  if (unanimous(y, inside) || found$df < 1) return(c(NA, NA))
  if (found$value * (1 - found$value) / found$se^2 *
      (qt(0.975, found$n - 1) / qt(0.975, found$df))^2 > 2 * found$n) return(c(NA, NA))
  design$variables$.y <- y
  part <- subset(design, inside & !is.na(y))
  interval <- attr(svyciprop(~.y, part, method = "beta", level = LEVEL), "ci")
  as.numeric(interval)
}

line <- function(indicator, place, found, interval) {
  data.frame(indicator = indicator, place = place, value = found$value, se = found$se,
             low = interval[1], high = interval[2], n = found$n, df = found$df)
}

# A share (0 to 1) and the number of those who said yes, in every domain. `domains` is a named list of logical vectors.
shares <- function(design, indicator, y, domains) {
  do.call(rbind, lapply(names(domains), function(place) {
    share <- domain_mean(design, y, domains[[place]])
    if (unanimous(y, domains[[place]])) share$se <- NA
    rbind(line(indicator, place, share, beta_interval(design, y, domains[[place]], share)),
          totals(design, paste0(indicator, ":people"), y, domains[place]))
  }))
}

totals <- function(design, indicator, y, domains) {
  do.call(rbind, lapply(names(domains), function(place) {
    number <- domain_total(design, y, domains[[place]])
    if (unanimous(y, domains[[place]])) number$se <- NA
    interval <- t_interval(number)
    line(indicator, place, number, c(max(0, interval[1]), interval[2]))
  }))
}

means <- function(design, indicator, y, domains) {
  do.call(rbind, lapply(names(domains), function(place) {
    mean <- domain_mean(design, y, domains[[place]])
    line(indicator, place, mean, t_interval(mean))
  }))
}

# Everybody ("M", as Sofra names a municipality without a list of places) and every value of a column.
by_place <- function(column) {
  c(list(M = rep(TRUE, length(column))), sapply(sort(unique(column)), function(place) column == place, simplify = FALSE))
}
