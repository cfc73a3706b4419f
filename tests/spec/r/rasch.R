# The conditional likelihood of the Rasch model, maximised by R's own optimiser on our own synthetic answers.
# Rscript rasch.R rasch.csv > rasch.json
suppressPackageStartupMessages(library(jsonlite))
d <- read.csv(commandArgs(TRUE)[1])
y <- as.matrix(d[, 1:8]); w <- d$w
raw <- rowSums(y); kept <- raw > 0 & raw < 8
y <- y[kept, ]; raw <- raw[kept]; w <- w[kept]; w <- w * length(w) / sum(w)
symmetric <- function(easy) { g <- c(1, rep(0, 8)); for (e in easy) g <- g + e * c(0, g[-9]); g }
said <- colSums(w * y); by <- sapply(0:8, function(s) sum(w[raw == s]))
loss <- function(free) { b <- c(free, -sum(free)); sum(said * b) + sum(by * log(symmetric(exp(-b)))) }
fit <- optim(rep(0, 7), loss, method = "BFGS", control = list(reltol = 1e-15, maxit = 1000))
b <- c(fit$par, -sum(fit$par))
persons <- sapply(1:7, function(s) uniroot(function(t) sum(plogis(t - b)) - s, c(-15, 15), tol = 1e-12)$root)
errors <- sapply(persons, function(t) 1 / sqrt(sum(plogis(t - b) * (1 - plogis(t - b)))))
cat(toJSON(list(severity = b, loss = fit$value, persons = persons, errors = errors), auto_unbox = TRUE, digits = 12))
