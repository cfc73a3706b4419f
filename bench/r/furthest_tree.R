# The peers' way on the same surveys: an rpart regression tree, its worst leaf, and the usual 95 % interval around it.
# Input: CSV with survey, y, c0 ... c7. Output: one line, "bare claim%, cp claim%" over the surveys.
library(rpart)
rows <- read.csv(commandArgs(TRUE)[1], stringsAsFactors = TRUE)
claims <- function(cp, least) mean(sapply(split(rows, rows$survey), function(one) {
  one$survey <- NULL
  tree <- rpart(y ~ ., one, method = "anova", control = rpart.control(cp = cp, minbucket = least, xval = 0, maxdepth = 4))
  leaf <- tree$frame[tree$frame$var == "<leaf>", ]
  worst <- leaf[which.max(leaf$yval), ]
  worst$yval - 1.96 * sqrt(worst$yval * (1 - worst$yval) / worst$n) > mean(one$y)
}))
cat(sprintf("%.3f %.3f\n", claims(0, 25), claims(0.01, 25)))
