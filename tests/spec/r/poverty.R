# Poverty and inequality by laeken 0.5.2 and survey 4.1-1 on incomes of our own: ties, noughts, negatives, missing.
# Usage: Rscript poverty.R folder [eusilc.csv]; writes poverty_people.csv and poverty.json into the folder.
suppressMessages({library(survey); library(laeken); library(jsonlite)})
folder <- commandArgs(TRUE)[1]
set.seed(20261122)
units <- 60
d <- do.call(rbind, lapply(1:units, function(u) {
  n <- sample(6:14, 1)
  data.frame(unit = u, stratum = (u - 1) %/% 12 + 1, region = c("north", "south", "east", "west")[(u - 1) %% 4 + 1],
             sex = sample(c("f", "m"), n, TRUE), w = round(runif(1, 5, 60), 1),
             income = round(exp(rnorm(1, 5, .35) + rnorm(n, 0, .6))))
}))
d$w <- d$w * (1 + (d$sex == "f") * .25)
d$income[sample(nrow(d), 60)] <- 150
d$income[sample(nrow(d), 12)] <- 0
d$income[sample(nrow(d), 5)] <- -40
d$income[sample(nrow(d), 15)] <- NA
write.csv(d, file.path(folder, "poverty_people.csv"), row.names = FALSE, quote = FALSE, na = "")

rows <- list()
add <- function(what, where, value, se = NULL) rows[[length(rows) + 1]] <<- list(what = what, where = where, value = as.numeric(value), se = as.numeric(se))
# laeken: Eurostat's point estimates; one threshold for the whole.
known <- d[!is.na(d$income), ]
both <- function(what, f) {
  found <- f(known$income, weights = known$w, breakdown = known$region)
  add(what, "ALL", found$value / 100^(what != "qsr"))
  for (i in seq_len(nrow(found$valueByStratum)))
    add(what, as.character(found$valueByStratum$stratum[i]), found$valueByStratum$value[i] / 100^(what != "qsr"))
}
both("gini", gini); both("qsr", qsr); both("arpr", arpr); both("rmpg", rmpg)
for (percent in c(.4, .5, .6, .7)) {
  line <- arpt(known$income, weights = known$w, p = percent)
  add(paste0("arpt", percent), "ALL", line)
  add(paste0("arpr", percent), "ALL", arpr(known$income, weights = known$w, p = percent)$value / 100)
}
# survey: a threshold that was given; FGT of three powers and the rate, linearised.
whole <- svydesign(ids = ~unit, strata = ~stratum, weights = ~w, data = d)
parts <- c(list(ALL = whole), sapply(sort(unique(d$region)), function(r) subset(whole, region == r), simplify = FALSE),
           sapply(c("f", "m"), function(s) subset(whole, sex == s), simplify = FALSE))
for (line in c(100, 120)) for (power in 0:2) for (part in names(parts)) {
  design <- update(parts[[part]], gap = ifelse(income <= line, ((line - income) / line)^power, 0))
  m <- svymean(~gap, design, na.rm = TRUE)
  add(paste0("fgt", power, "_", line), part, coef(m), SE(m))
}
# replicate weights: jackknife of laeken's formulas.
jk <- as.svrepdesign(subset(whole, !is.na(income)), type = "JKn")
measures <- list(
  jk_gini = function(w, x) gini(x, weights = w)$value / 100, jk_qsr = function(w, x) qsr(x, weights = w)$value,
  jk_arpt = function(w, x) arpt(x, weights = w), jk_arpr = function(w, x) arpr(x, weights = w)$value / 100,
  jk_rmpg = function(w, x) rmpg(x, weights = w)$value / 100)
for (name in names(measures)) {
  found <- withReplicates(jk, function(w, data) measures[[name]](w[w > 0], data$income[w > 0]))
  add(name, "ALL", coef(found), SE(found))
}
writeLines(toJSON(rows, digits = 15, auto_unbox = TRUE), file.path(folder, "poverty.json"))
# The public-use EU-SILC file stays outside the repository; its results may be kept.
if (!is.na(commandArgs(TRUE)[2])) {
  rows <- list()
  e <- read.csv(commandArgs(TRUE)[2])
  by <- function(what, found) {
    add(what, "ALL", found$value)
    for (i in seq_len(nrow(found$valueByStratum)))
      add(what, as.character(found$valueByStratum$stratum[i]), found$valueByStratum$value[i])
  }
  by("gini", gini(e$eqIncome, weights = e$rb050, breakdown = e$db040))
  by("qsr", qsr(e$eqIncome, weights = e$rb050, breakdown = e$db040))
  by("arpr", arpr(e$eqIncome, weights = e$rb050, breakdown = e$db040))
  by("rmpg", rmpg(e$eqIncome, weights = e$rb050, breakdown = e$db040))
  add("arpt", "ALL", arpt(e$eqIncome, weights = e$rb050))
  writeLines(toJSON(rows, digits = 15, auto_unbox = TRUE), file.path(folder, "poverty_eusilc.json"))
}
