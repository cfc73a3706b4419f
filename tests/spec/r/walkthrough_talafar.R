# Rscript walkthrough_talafar.R <folder of this script> <raw_data.csv> <file with the numbers of held rows> <out.csv>
# The estimates of the walk-through on the household survey of Talafar, from the raw file alone.
arguments <- commandArgs(trailingOnly = TRUE)
source(file.path(arguments[1], "walkthrough_estimates.R"))

answers <- read.csv(arguments[2], fileEncoding = "UTF-8", stringsAsFactors = FALSE, na.strings = c("", "NA"))
held <- scan(arguments[3], what = integer(), quiet = TRUE)
answers <- answers[!(seq_len(nrow(answers)) %in% held), ]

design <- svydesign(ids = ~1, strata = ~neighbourhood, weights = rep(1, nrow(answers)), data = answers)
places <- by_place(answers$neighbourhood)

yes <- function(condition, known) ifelse(known, as.numeric(condition), NA)
drinking <- answers$water_source_drinking
treated <- answers$treat_drink_water
sources <- answers$water_sources
spent <- suppressWarnings(as.numeric(answers$tot_expenses))
spent[!is.na(spent) & (spent == 999 | spent < 1000)] <- NA

found <- rbind(
  shares(design, "housing.water", yes(!(drinking %in% "piped"), !is.na(drinking) & drinking != "dont_know"), places),
  shares(design, "water.untreated", yes(treated %in% "never_treat", !is.na(treated)), places),
  shares(design, "water.trucked", yes(grepl("\\btrucking\\b", sources), !is.na(sources)), places),
  means(design, "spending.month", spent, places)
)
write.csv(found, arguments[4], row.names = FALSE)
