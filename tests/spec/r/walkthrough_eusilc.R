# Rscript walkthrough_eusilc.R <folder of this script> <eusilc.csv> <file with the numbers of held rows> <out.csv>
# The estimates of the walk-through on the income file, from the raw file alone: households are the sampling units.
arguments <- commandArgs(trailingOnly = TRUE)
source(file.path(arguments[1], "walkthrough_estimates.R"))

people <- read.csv(arguments[2], stringsAsFactors = FALSE)
held <- scan(arguments[3], what = integer(), quiet = TRUE)
people <- people[!(seq_len(nrow(people)) %in% held), ]

design <- svydesign(ids = ~db030, strata = ~db040, weights = ~rb050, data = people)
places <- by_place(people$db040)

THRESHOLD <- 10859.24
age <- ifelse(people$age >= 0 & people$age <= 120, people$age, NA)
poor <- as.numeric(people$eqIncome < THRESHOLD)
adult <- !is.na(age) & age >= 18 & age < 65
old <- !is.na(age) & age >= 65
only <- function(y, base) ifelse(base, y, NA)

found <- rbind(
  shares(design, "income.below_threshold", poor, places),
  means(design, "income.mean", people$eqIncome, places),
  totals(design, "work.unemployment_benefit", only(as.numeric(people$py090n > 0), adult), places),
  shares(design, "age.alone", only(as.numeric(people$hsize == 1), old), places)
)
write.csv(found, arguments[4], row.names = FALSE)
