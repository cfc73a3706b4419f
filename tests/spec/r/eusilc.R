# Means and totals of the public-use EU-SILC file, as R's survey package gives them.
# Usage: Rscript eusilc.R eusilc.csv
suppressMessages(library(survey))
d <- read.csv(commandArgs(TRUE)[1])
d$woman <- as.numeric(d$rb090 == "female")
d$poor <- as.numeric(d$eqIncome < 10000)
des <- svydesign(ids = ~db030, strata = ~db040, weights = ~rb050, data = d)
line <- function(what, where, m) cat(what, where, format(coef(m), digits = 15), format(SE(m), digits = 15), sep = "\t", fill = TRUE)
line("poor", "ALL", svymean(~poor, des))
line("poor:people", "ALL", svytotal(~poor, des))
line("income", "ALL", svymean(~eqIncome, des))
for (region in sort(unique(d$db040))) {
  part <- subset(des, db040 == region)
  line("poor", region, svymean(~poor, part))
  line("poor:people", region, svytotal(~poor, part))
  line("income", region, svymean(~eqIncome, part))
}
