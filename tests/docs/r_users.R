# Runs R's blocks of docs/for-r-users.md in their order and prints the numbers of every expression that shows something.
# Rscript tests/docs/r_users.R docs/for-r-users.md
suppressMessages(library(survey))
page <- readLines(commandArgs(TRUE)[1])
starts <- which(page == "```r")
numbers <- function(x) {
  if (inherits(x, "svyglm")) return(c(coef(x), SE(x)))
  if (inherits(x, "regTermTest")) return(c(x$Ftest, x$p))
  # svyranktest for several groups has its statistic and parameter in each other's place
  if (inherits(x, "htest")) return(c(if ("Chisq" %in% names(x$parameter)) x$parameter else x$statistic, x$p.value))
  if (inherits(x, "newsvyquantile")) return(c(coef(x), SE(x)))
  if (inherits(x, "svyciprop")) return(c(x, attr(x, "ci")))
  if (inherits(x, c("svystat", "svrepstat", "svyratio", "svyby", "svycontrast"))) return(c(coef(x), unlist(SE(x))))
  as.numeric(x)
}
here <- new.env(parent = globalenv())
found <- list()
for (start in starts) {
  end <- start + which(page[-(1:start)] == "```")[1]
  shown <- list()
  for (one in parse(text = page[(start + 1):(end - 1)])) {
    value <- eval(one, here)
    if (!(is.call(one) && identical(one[[1]], as.name("<-")))) shown[[length(shown) + 1]] <- unname(as.numeric(numbers(value)))
  }
  found[[length(found) + 1]] <- shown
}
cat(jsonlite::toJSON(found, digits = NA))
