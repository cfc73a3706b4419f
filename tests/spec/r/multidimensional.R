# The Alkire-Foster index as plain means and ratios of R's survey package, on our own synthetic data.
# Rscript multidimensional.R multidimensional.csv > multidimensional.json
suppressPackageStartupMessages({library(survey); library(jsonlite)})
options(survey.lonely.psu = "fail", digits = 17)
d <- read.csv(commandArgs(TRUE)[1])
items <- paste0("d", 1:6)
heavy <- c(1/3, 1/6, 1/6, 1/9, 1/9, 1/9)
out <- list()
for (fpc in c(FALSE, TRUE)) for (k in c(0.25, 1/3, 0.5)) {
  g <- as.matrix(d[, items])
  score <- as.vector(g %*% heavy)
  d$poor <- as.numeric(score >= k - 1e-9)
  d$c <- score * d$poor
  for (j in 1:6) { d[[paste0("h", j)]] <- g[, j] * d$poor; d[[paste0("p", j)]] <- heavy[j] * g[, j] * d$poor }
  full <- if (fpc) svydesign(~psu, strata = ~stratum, weights = ~w, fpc = ~units, data = d, nest = TRUE)
          else svydesign(~psu, strata = ~stratum, weights = ~w, data = d, nest = TRUE)
  for (who in c("all", "a", "b")) {
    part <- if (who == "all") full else subset(full, group == who)
    add <- function(term, value, se) out[[length(out) + 1]] <<- list(fpc = fpc, k = k, group = who, term = term,
      value = as.numeric(value), se = as.numeric(se))
    m <- svymean(~poor + c + h1 + h2 + h3 + h4 + h5 + h6, part)
    add("h", coef(m)[1], SE(m)[1]); add("m0", coef(m)[2], SE(m)[2])
    for (j in 1:6) add(paste0("poor.d", j), coef(m)[2 + j], SE(m)[2 + j])
    a <- svyratio(~c, ~poor, part); add("a", coef(a), SE(a))
    for (j in 1:6) {
      r <- svyratio(as.formula(paste0("~p", j)), ~c, part); add(paste0("part.d", j), coef(r), SE(r))
    }
    ci <- confint(svyciprop(~poor, part, method = "xlogit", df = degf(part)))
    out[[length(out) + 1]] <- list(fpc = fpc, k = k, group = who, term = "h.logit", low = ci[1], high = ci[2])
  }
}
cat(toJSON(out, auto_unbox = TRUE, digits = 15))
