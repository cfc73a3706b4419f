# Small areas: R's own optimize and lm (area level), lme4 (people), on data of our own from a fixed seed.
# Usage: Rscript small_areas.R folder; writes small_areas.csv, small_areas_people.csv, small_areas.json.
suppressMessages({library(lme4); library(jsonlite)})
folder <- commandArgs(TRUE)[1]
set.seed(41122026)
m <- 30
a <- data.frame(area = sprintf("a%02d", 1:m), x = round(runif(m, 0, 3), 2), z = rbinom(m, 1, .4),
                d = round(runif(m, .01, .3), 3))
a$y <- round(2 + .5 * a$x - .3 * a$z + rnorm(m, 0, .3) + rnorm(m, 0, sqrt(a$d)), 4)
a$flat <- round(1 + .2 * a$x + rnorm(m, 0, .25 * sqrt(a$d)), 4)
write.csv(a, file.path(folder, "small_areas.csv"), row.names = FALSE, quote = FALSE)
out <- list()
X <- cbind(1, a$x, a$z)
# The restricted likelihood is that of contrasts K'y with K'X = 0, by its definition; the full one that of y itself.
K <- qr.Q(qr(X), complete = TRUE)[, -(1:3)]
normal <- function(y, V) -.5 * (as.numeric(determinant(V)$modulus) + t(y) %*% solve(V, y))
height <- list(reml = function(s) normal(t(K) %*% a$y, t(K) %*% diag(s + a$d) %*% K),
  ml = function(s) { W <- X / (s + a$d); normal(a$y - X %*% solve(t(W) %*% X, t(W) %*% a$y), diag(s + a$d)) })
for (method in c("reml", "ml")) {
  s <- optimize(height[[method]], c(1e-8, 2), maximum = TRUE, tol = 1e-12)$maximum
  f <- lm(y ~ x + z, a, weights = 1 / (s + a$d))
  out[[paste0("fh_", method)]] <- list(variance = s, beta = as.numeric(coef(f)),
    beta_se = as.numeric(sqrt(diag(summary(f)$cov.unscaled))), value = as.numeric(fitted(f) + s / (s + a$d) * resid(f)))
}
# Li and Lahiri's adjusted restricted likelihood, maximised by R itself.
adjusted <- function(s, y) { V <- s + a$d; W <- X / V; Q <- t(W) %*% X; b <- solve(Q, t(W) %*% y); r <- y - X %*% b
  log(s) - .5 * (sum(log(V)) + log(det(Q)) + sum(r^2 / V)) }
out$guard <- list(variance = optimize(adjusted, c(1e-8, 2), y = a$flat, maximum = TRUE, tol = 1e-12)$maximum)
# People in 15 areas.
n <- sample(3:15, 15, TRUE); g <- rep(1:15, n)
p <- data.frame(area = sprintf("b%02d", g), x = round(rnorm(sum(n), 10, 3), 2), z = round(runif(sum(n)), 3))
p$y <- round(5 + 1.5 * p$x - 4 * p$z + rnorm(15, 0, 3)[g] + rnorm(sum(n), 0, 5), 3)
write.csv(p, file.path(folder, "small_areas_people.csv"), row.names = FALSE, quote = FALSE)
for (method in c("reml", "ml")) {
  f <- lmer(y ~ x + z + (1 | area), p, REML = method == "reml",
            control = lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-12, rhobeg = .01)))
  out[[paste0("people_", method)]] <- list(between = as.numeric(VarCorr(f)$area), within = sigma(f)^2,
    beta = as.numeric(fixef(f)), beta_se = sqrt(diag(as.matrix(vcov(f)))), effects = ranef(f)$area[, 1], loglike = as.numeric(logLik(f)))
}
writeLines(toJSON(out, digits = 16, auto_unbox = TRUE), file.path(folder, "small_areas.json"))
