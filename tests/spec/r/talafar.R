# Shares of the Talafar household survey, as R's survey package gives them: neighbourhoods are strata, one has one interview.
# Usage: Rscript talafar.R clean_data.csv
suppressMessages(library(survey))
options(survey.lonely.psu = "adjust")
d <- read.csv(commandArgs(TRUE)[1], encoding = "UTF-8")
d$one <- 1
d$problems <- as.numeric(d$problems_water == "yes")
d$piped <- as.numeric(d$water_source_drinking == "piped")
d$adults <- as.numeric(d$num_hh_member)
des <- svydesign(ids = ~1, strata = ~neighbourhood, weights = ~one, data = d)
line <- function(what, m) cat(what, "ALL", format(coef(m), digits = 15), format(SE(m), digits = 15), sep = "\t", fill = TRUE)
line("problems", svymean(~problems, des))
line("piped", svymean(~piped, des))
line("members", svymean(~adults, des, na.rm = TRUE))
