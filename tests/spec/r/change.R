# Change between two rounds that share units, by R survey: both rounds in one design, svyby and svycontrast.
# Usage: Rscript change.R folder; writes change_people.csv and change.json.
suppressMessages({library(survey); library(jsonlite)})
folder <- commandArgs(TRUE)[1]
set.seed(7)
one <- function(round, units, move) do.call(rbind, lapply(units, function(u) {
  n <- 5 + u %% 4
  data.frame(round = round, unit = u, stratum = (u - 1) %/% 8 + 1, w = round(10 + (u %% 5) * 3 + (round == "b"), 1),
             y = round(20 + 2 * sin(u) + move + rnorm(n, 0, 3), 2), x = round(runif(n, 1, 4), 2),
             yes = rbinom(n, 1, plogis(-1 + sin(u) + move / 3)))
}))
d <- rbind(one("a", 1:24, 0), one("b", 4:27, 1))
write.csv(d, file.path(folder, "change_people.csv"), row.names = FALSE, quote = FALSE)
rows <- list()
for (overlap in c("shared", "independent")) {
  e <- d
  if (overlap == "independent") { e$unit <- paste(e$round, e$unit); e$stratum <- paste(e$round, e$stratum) }
  des <- svydesign(ids = ~unit, strata = ~stratum, weights = ~w, data = e, nest = TRUE)
  for (f in c("y", "yes")) for (kind in c("mean", "total")) {
    by <- svyby(as.formula(paste0("~", f)), ~round, des, if (kind == "mean") svymean else svytotal, covmat = TRUE)
    s <- svycontrast(by, c(-1, 1))
    rows[[length(rows) + 1]] <- list(what = kind, column = f, overlap = overlap, value = as.numeric(coef(s)), se = as.numeric(SE(s)), df = degf(des))
  }
  by <- svyby(~y, ~round, denominator = ~x, des, svyratio, covmat = TRUE)
  s <- svycontrast(by, c(-1, 1))
  rows[[length(rows) + 1]] <- list(what = "ratio", column = "y", overlap = overlap, value = as.numeric(coef(s)), se = as.numeric(SE(s)), df = degf(des))
}
jk <- as.svrepdesign(svydesign(ids = ~unit, strata = ~stratum, weights = ~w, data = d, nest = TRUE), type = "JKn")
s <- svycontrast(svyby(~y, ~round, jk, svymean, covmat = TRUE), c(-1, 1))
rows[[length(rows) + 1]] <- list(what = "replicates", column = "y", overlap = "shared", value = as.numeric(coef(s)), se = as.numeric(SE(s)), df = 0)
writeLines(toJSON(rows, digits = 16, auto_unbox = TRUE), file.path(folder, "change.json"))
