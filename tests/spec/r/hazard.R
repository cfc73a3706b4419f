# Shares and numbers of people in a danger zone by R survey: each answer counts with the part of its settlement inside.
# Rscript hazard.R FOLDER, FOLDER with hazard.csv; writes hazard.json.
suppressMessages({library(survey); library(jsonlite)})
folder <- commandArgs(trailingOnly = TRUE)[1]
d <- read.csv(file.path(folder, "hazard.csv"), na.strings = "", stringsAsFactors = FALSE)
d$cell <- paste(d$sex, ifelse(d$age < 18, "0", ifelse(d$age < 65, "18", "65")))
d$known <- !is.na(d$alone) & d$age >= 5
d$y <- ifelse(d$known & d$alone == "no", 1, 0)
d$base <- as.numeric(d$known)
d$answered <- as.numeric(!is.na(d$alone) | d$age < 5)
population <- data.frame(cell = c("f 0", "f 18", "f 65", "m 0", "m 18", "m 65"), Freq = c(900, 2100, 700, 950, 2150, 600))
plain <- svydesign(id = ~psu, strata = ~stratum, weights = ~w, data = d)
fitted <- postStratify(plain, ~cell, population)
of <- function(design) {
  ratio <- svyratio(~I(part * y), ~I(part * base), design)
  whole <- svyratio(~I(part * y), ~I(part * answered), design)
  total <- svytotal(~I(part * y), design)
  everybody <- svytotal(~part, design)
  list(share = unname(coef(ratio)), share_se = unname(SE(ratio)), whole = unname(coef(whole)),
       whole_se = unname(SE(whole)), total = unname(coef(total)), total_se = unname(c(SE(total))),
       everybody = unname(coef(everybody)), everybody_se = unname(c(SE(everybody))))
}
write_json(list(plain = of(plain), fitted = of(fitted)), file.path(folder, "hazard.json"), digits = NA, auto_unbox = TRUE, pretty = TRUE)
