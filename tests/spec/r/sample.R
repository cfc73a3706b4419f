# Sample sizes, power, allocation, inclusion probabilities and draws, as R gives them (stats, and sampling 2.9).
# Usage: Rscript sample.R > sample.json
suppressMessages({library(sampling); library(jsonlite)})
out <- list()
z <- qnorm(0.975)

# Shares: Cochran's finite correction over N - 1, written out.
cases <- expand.grid(e = c(0.03, 0.05, 0.075, 0.1), p = c(0.1, 0.3, 0.5), deff = c(1, 2), N = c(150, 424, 3045, 5000))
out$share <- lapply(seq_len(nrow(cases)), function(i) with(cases[i, ], {
  V <- function(n) deff * p * (1 - p) / n * (N - n) / (N - 1)
  n <- uniroot(function(n) z * sqrt(V(n)) - e, c(1e-9, N), tol = 1e-13)$root
  list(e = e, p = p, deff = deff, N = N, n = n)
}))
# Means: s = 12, finite correction over N.
cases <- expand.grid(e = c(0.5, 1, 2), N = c(150, 424, 5000))
out$mean <- lapply(seq_len(nrow(cases)), function(i) with(cases[i, ], list(e = e, N = N, sd = 12,
  n = uniroot(function(n) z * 12 * sqrt((1 - n / N) / n) - e, c(1e-9, N), tol = 1e-13)$root)))
# Differences between two groups.
cases <- expand.grid(p1 = c(0.05, 0.2, 0.5), gap = c(0.05, 0.1, 0.25), power = c(0.8, 0.9))
out$shares <- lapply(seq_len(nrow(cases)), function(i) with(cases[i, ], list(p1 = p1, p2 = p1 + gap, power = power,
  n = power.prop.test(p1 = p1, p2 = p1 + gap, power = power, tol = 1e-12)$n)))
out$shares_power <- lapply(c(20, 60, 200, 1000), function(n)
  list(n = n, p1 = 0.3, p2 = 0.4, power = power.prop.test(n = n, p1 = 0.3, p2 = 0.4)$power))
out$shares_gap <- lapply(c(50, 150, 400), function(n)
  list(n = n, p1 = 0.3, p2 = power.prop.test(n = n, p1 = 0.3, power = 0.8, tol = 1e-12)$p2))
cases <- expand.grid(delta = c(0.2, 0.5, 1), power = c(0.8, 0.9))
out$means <- lapply(seq_len(nrow(cases)), function(i) with(cases[i, ], list(delta = delta, power = power,
  n = power.t.test(delta = delta, sd = 1, power = power, tol = 1e-12)$n)))
# Chances in proportion to size; own sizes: a town, small towns, villages.
set.seed(20261122)
sizes <- round(c(9000, 2500, 1800, exp(rnorm(37, 5, 0.8))))
out$sizes <- sizes
out$chances <- lapply(c(5, 10, 20, 30), function(n) list(n = n, chances = inclusionprobabilities(sizes, n)))
# Draws from chances, the random numbers given.
draws <- function(name, how) lapply(c(1, 2, 3), function(seed) {
  pik <- inclusionprobabilities(sizes, 10)
  set.seed(seed); random <- runif(40)
  set.seed(seed); list(random = random, drawn = which(how(pik) > 0.5) - 1)
})
out$systematic <- draws("systematic", UPsystematic)
out$brewer <- draws("brewer", UPbrewer)
# Allocation of 300 among four strata.
N <- c(12000, 9000, 6000, 800); S <- c(10, 20, 15, 40)
out$allocation <- list(N = N, S = S, n = 300, proportional = 300 * N / sum(N), neyman = 300 * N * S / sum(N * S),
  power = 300 * sqrt(N) * S / sum(sqrt(N) * S),
  error = sqrt(sum((N / sum(N) * S)^2 / c(100, 90, 80, 30) * (1 - c(100, 90, 80, 30) / N))))
# Interviews a spot: cost of a spot over cost of an interview, likeness of neighbours.
cases <- expand.grid(c1 = c(2, 10, 40), roh = c(0.01, 0.05, 0.2))
out$spot <- lapply(seq_len(nrow(cases)), function(i) with(cases[i, ], list(c1 = c1, roh = roh,
  m = optimize(function(m) (c1 + m) * (1 + (m - 1) * roh) / m, c(1e-3, 1e3), tol = 1e-12)$minimum)))
cat(toJSON(out, digits = I(17), auto_unbox = TRUE, pretty = TRUE), "\n")
