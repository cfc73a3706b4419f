# Shares, means and totals of a sample of households inside units, also fitted to totals of age groups that cut through
# households, and with units of one household; as R's survey package gives them.
# Usage: Rscript two_stage.R lnob_synthetic.csv rule
suppressMessages(library(survey))
args <- commandArgs(TRUE)
options(survey.lonely.psu = args[2])
d <- read.csv(args[1])
line <- function(what, where, m) cat(what, where, format(coef(m), digits = 15), format(SE(m), digits = 15), sep = "\t", fill = TRUE)
tell <- function(name, des) {
  line(paste0(name, ":need"), "ALL", svymean(~need, des))
  line(paste0(name, ":need:total"), "ALL", svytotal(~need, des))
  line(paste0(name, ":dist_km"), "ALL", svymean(~dist_km, des))
  line(paste0(name, ":dist_km:total"), "ALL", svytotal(~dist_km, des))
  for (town in sort(unique(d$mun))) {
    part <- subset(des, mun == town)
    line(paste0(name, ":need"), town, svymean(~need, part))
    line(paste0(name, ":need:total"), town, svytotal(~need, part))
    line(paste0(name, ":dist_km"), town, svymean(~dist_km, part))
    line(paste0(name, ":dist_km:total"), town, svytotal(~dist_km, part))
  }
}
two <- function(rows) svydesign(id = ~ea + hid, strata = ~stratum, weights = ~w, fpc = ~Nea + hh, data = rows, nest = TRUE)
plain <- two(d)
tell("plain", plain)
totals <- data.frame(ageg = c("0-14", "15-29", "30-64", "65+"), Freq = c(20000, 40000, 65000, 22000))
tell("fitted", postStratify(plain, ~ageg, totals))
# in every third unit of each stratum only the first household is left
d <- d[!(d$ea %% 3 == 0 & d$hid != 1), ]
tell("lonely", two(d))
