# Log-linear models of lists in R: glm(poisson), people unseen, their error, AIC, profile intervals (Cormack 1992).
# Rscript hidden.R > hidden.json
library(jsonlite)
options(digits = 17)
exact <- glm.control(epsilon = 1e-15, maxit = 200)

tables <- list(
  three = c("111" = 25, "110" = 30, "101" = 22, "011" = 18, "100" = 60, "010" = 55, "001" = 48),
  sparse = c("111" = 3, "110" = 9, "101" = 0, "011" = 4, "100" = 31, "010" = 17, "001" = 22),
  four = c("1111" = 12, "1110" = 17, "1101" = 11, "1100" = 34, "1011" = 9, "1010" = 21, "1001" = 13, "1000" = 71,
           "0111" = 7, "0110" = 19, "0101" = 15, "0100" = 64, "0011" = 10, "0010" = 58, "0001" = 39)
)
models <- list(
  three = c("A+B+C", "A*B+C", "A*C+B", "A+B*C", "A*B+A*C", "A*B+B*C", "A*C+B*C", "A*B+A*C+B*C"),
  sparse = c("A+B+C", "A*B+C", "A+B*C", "A*B+A*C"),
  four = c("A+B+C+D", "A*B+C+D", "A*B+C*D", "A*B+B*C+C*D", "A*B+A*C+A*D", "A*B*C+D", "A*B*C+C*D",
           "A*B+A*C+B*C+D", "A*B*C+A*D+B*D+C*D", "A*B+A*C+A*D+B*C+B*D+C*D")
)

on <- function(histories) {
  digits <- do.call(rbind, lapply(strsplit(histories, ""), as.numeric))
  frame <- as.data.frame(digits)
  names(frame) <- LETTERS[seq_len(ncol(frame))]
  frame
}

profiled <- function(frame, formula) { # the likelihood with u unseen, maximised over everything else
  empty <- as.data.frame(as.list(setNames(rep(0, ncol(frame) - 1), setdiff(names(frame), "n"))))
  function(u) {
    whole <- rbind(frame, cbind(empty, n = u))
    fit <- suppressWarnings(glm(formula, poisson, whole, control = exact))
    mean <- fitted(fit)
    total <- sum(whole$n)
    lgamma(total + 1) - lgamma(u + 1) + sum(whole$n * log(mean)) - total * log(total)
  }
}

interval <- function(frame, formula) {
  at <- function(x) profiled(frame, formula)(exp(x))
  best <- optimize(at, c(log(0.5), log(1e4)), maximum = TRUE, tol = 1e-10)
  drop <- best$objective - qnorm(0.975)^2 / 2
  ends <- c(uniroot(function(x) at(x) - drop, c(log(0.01), best$maximum), tol = 1e-13)$root,
            uniroot(function(x) at(x) - drop, c(best$maximum, log(1e6)), tol = 1e-13)$root)
  sum(frame$n) + exp(ends)
}

one <- function(name, model) {
  counts <- tables[[name]]
  frame <- cbind(on(names(counts)), n = as.numeric(counts))
  formula <- as.formula(paste("n ~", model))
  fit <- glm(formula, poisson, frame, control = exact)
  b <- coef(fit)[[1]]
  v <- summary(fit)$cov.unscaled[1, 1]
  ends <- interval(frame, formula)
  p <- length(coef(fit))
  seen <- sum(frame$n)
  list(table = name, model = model, unseen = exp(b), se = sqrt(exp(b) + exp(2 * b) * v), log_se = sqrt(v),
       deviance = deviance(fit), aic = AIC(fit), bic = -2 * as.numeric(logLik(fit)) + p * log(seen),
       aicc = AIC(fit) + 2 * p * (p + 1) / (seen - p - 1), low = ends[1], high = ends[2],
       coefficients = unname(coef(fit)), errors = unname(summary(fit)$coefficients[, 2]))
}

found <- unlist(lapply(names(models), function(name) lapply(models[[name]], function(model) one(name, model))), FALSE)
cat(toJSON(list(r = R.version.string, tables = lapply(tables, as.list), models = found), digits = 17, auto_unbox = TRUE,
           pretty = TRUE))
