# Means of y in 20 domains with errors by R's survey; prints JSON. Rscript peer_survey.R FILE.bin
suppressMessages(library(survey))
file <- file(commandArgs(TRUE)[1], "rb")
rows <- readBin(file, "double", 1)
columns <- lapply(1:5, function(i) readBin(file, "double", rows))
close(file)
data <- data.frame(stratum = columns[[1]], unit = columns[[2]], d = columns[[3]], w = columns[[4]], y = columns[[5]])
rm(columns)
begun <- proc.time()[["elapsed"]]
design <- svydesign(id = ~unit, strata = ~stratum, weights = ~w, data = data)
built <- proc.time()[["elapsed"]] - begun
found <- svyby(~y, ~d, design, svymean)
took <- proc.time()[["elapsed"]] - begun
peak <- as.numeric(sub("[^0-9]*([0-9]+).*", "\\1", grep("VmHWM", readLines("/proc/self/status"), value = TRUE))) / 1024
cat(jsonlite::toJSON(list(first = took, again = took - built, megabytes = peak, value = found$y, se = found$se), digits = NA, auto_unbox = TRUE))
