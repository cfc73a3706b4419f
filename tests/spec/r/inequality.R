# Measures of inequality by R's survey on models.csv: Rscript inequality.R FOLDER > inequality.json
# Each is svycontrast of the joint shares a_j (lacks, in group j) and b_j (in group j), so that errors count both;
# of the jackknife, of means and shares under every replicate.
suppressMessages(library(survey))
d <- read.csv(file.path(commandArgs(TRUE)[1], "models.csv"), stringsAsFactors = FALSE)
areas <- sort(unique(na.omit(d$area)))
J <- length(areas)
d$ok <- !is.na(d$area) & !is.na(d$lacks)
for (j in seq_len(J)) {
  d[[paste0("b", j)]] <- ifelse(d$ok, as.numeric(d$area == areas[j]), 0)
  d[[paste0("a", j)]] <- ifelse(d$ok, d[[paste0("b", j)]] * d$lacks, 0)
}
for (k in 1:(2 * J)) {
  j <- (k - 1) %/% 2 + 1; s <- c("f", "m")[(k - 1) %% 2 + 1]
  inside <- d$ok & !is.na(d$sex) & d$area == areas[j] & d$sex == s
  d[[paste0("g", k)]] <- ifelse(is.na(inside), 0, as.numeric(inside))
  d[[paste0("h", k)]] <- ifelse(d$ok, d[[paste0("g", k)]] * d$lacks, 0)
}
designs <- list(
  two = svydesign(id = ~unit + home, strata = ~stratum, weights = ~w, fpc = ~units + homes, data = d, nest = TRUE),
  one = svydesign(id = ~unit, strata = ~stratum, weights = ~w, data = d, nest = TRUE),
  simple = svydesign(id = ~1, weights = ~w, data = d)
)
designs$post <- postStratify(designs$one, ~sex, data.frame(sex = c("f", "m"), Freq = c(2600, 2400)))
designs$jkn <- as.svrepdesign(designs$one, type = "JKn")
plus <- function(x) paste0("(", paste(x, collapse = "+"), ")")
away <- function(x) paste0("sqrt((", x, ")^2)")
said <- function(y) {
p <- paste0("b", 1:J)
mu <- paste0("(", paste0(y, "*", p, collapse = "+"), ")")
rank <- sapply(1:J, function(j) paste0("(", paste(c(p[seq_len(j - 1)], paste0(p[j], "/2")), collapse = "+"), ")"))
bgv <- plus(paste0(p, "*(", y, "-", mu, ")^2"))
aci <- plus(paste0(p, "*(2*", rank, "-1)*", y))
# The linear regression on estimated ranks, with its covariances written out.
xbar <- plus(paste0(p, "*", rank)); sxy <- paste0("(", plus(paste0(p, "*", rank, "*", y)), "-", xbar, "*", mu, ")")
sxx <- paste0("(", plus(paste0(p, "*", rank, "^2")), "-", xbar, "^2)")
ref <- y[J]
c(
  difference = paste0(y[1], "-", y[2]), difference13 = paste0(y[1], "-", y[J]), ratio = paste0(y[1], "/", y[2]),
  rest = paste0(y[1], "-(", mu, "-", y[1], "*b1)/(1-b1)"),
  bgv = bgv, bgsd = paste0("sqrt(", bgv, ")"), cov = paste0("sqrt(", bgv, ")/", mu),
  mld = paste0("-", plus(paste0(p, "*log(", y, "/", mu, ")"))),
  theil = plus(paste0(p, "*(", y, "/", mu, ")*log(", y, "/", mu, ")")),
  mdm = plus(paste0(p, "*", away(paste0(y, "-", mu)))),
  mdmu = paste0(plus(away(paste0(y, "-", mu))), "/", J),
  idis = paste0(plus(away(paste0(y, "-", mu))), "/", J, "/", mu),
  idisw = paste0(plus(paste0(p, "*", away(paste0(y, "-", mu)))), "/", mu),
  mdr = plus(paste0(p[-J], "*", away(paste0(y[-J], "-", ref)))),
  mdru = paste0(plus(away(paste0(y[-J], "-", ref))), "/", J - 1),
  par = paste0(ref, "-", mu), paf = paste0(ref, "/", mu, "-1"),
  aci = aci, rci = paste0(aci, "/", mu), wagstaff = paste0(aci, "/(", mu, "*(1-", mu, "))"), erreygers = paste0("4*", aci),
  sii_estimated = paste0(sxy, "/", sxx)
)
}
found <- list(areas = areas)
exact <- list(epsilon = 1e-15, maxit = 200)
for (name in names(designs)) {
  s <- subset(designs[[name]], ok)
  if (name == "jkn") { # the means themselves under every replicate
    texts <- said(paste0("y", 1:J))
    means <- withReplicates(s, function(w, d) {
      b <- sapply(1:J, function(j) sum(w * d[[paste0("b", j)]])); a <- sapply(1:J, function(j) sum(w * d[[paste0("a", j)]]))
      c(a / b, b / sum(b))
    })
    both_names <- c(paste0("y", 1:J), paste0("b", 1:J)); v <- vcov(means)
    means <- structure(setNames(as.numeric(coef(means)), both_names), var = matrix(v, 2 * J, 2 * J, dimnames = list(both_names, both_names)), class = "svystat")
  } else {
    texts <- said(paste0("(a", 1:J, "/b", 1:J, ")"))
    means <- svymean(as.formula(paste("~", paste(c(paste0("a", 1:J), paste0("b", 1:J)), collapse = "+"))), s)
  }
  for (measure in names(texts)) {
    made <- svycontrast(means, setNames(list(parse(text = texts[[measure]])[[1]]), "x"))
    found[[paste(name, measure)]] <- c(coef(made), SE(made))
  }
  both <- subset(s, !is.na(sex))
  cells <- svymean(as.formula(paste("~", paste(c(paste0("h", 1:(2 * J)), paste0("g", 1:(2 * J))), collapse = "+"))), both)
  whole <- paste0("(", paste0("h", 1:(2 * J), collapse = "+"), ")")
  index <- paste0(plus(paste0("g", 1:(2 * J), "*", away(paste0("h", 1:(2 * J), "/g", 1:(2 * J), "-", whole)))), "/(2*", whole, ")")
  found[[paste(name, "d")]] <- unname(coef(svycontrast(cells, setNames(list(parse(text = index)[[1]]), "x"))))
  if (name != "jkn") {
  share <- coef(svymean(as.formula(paste("~", paste0("b", 1:J, collapse = "+"))), s))
  ridit <- cumsum(share) - share / 2
  s <- update(s, r = unname(ridit)[match(area, areas)])
  lm <- svyglm(lacks ~ r, s)
  found[[paste(name, "sii_linear")]] <- c(coef(lm)[2], SE(lm)[2])
  logit <- svyglm(lacks ~ r, s, family = quasibinomial(), control = exact)
  shape <- coef(logit); names(shape) <- c("u", "v")
  logit <- structure(shape, var = structure(vcov(logit), dimnames = list(c("u", "v"), c("u", "v"))), class = "svystat")
  ends <- svycontrast(logit, list(x = quote(1 / (1 + exp(-u - v)) - 1 / (1 + exp(-u)))))
  found[[paste(name, "sii_logit")]] <- c(coef(ends), SE(ends))
  ends <- svycontrast(logit, list(x = quote((1 + exp(-u)) / (1 + exp(-u - v)))))
  found[[paste(name, "rii_logit")]] <- c(coef(ends), SE(ends))
  }
  effects <- svyglm(lacks ~ area + sex, both, family = quasibinomial(), control = exact)
  w <- weights(both, "sampling"); chance <- fitted(effects)
  if (length(w) != length(chance)) w <- w[w > 0 & both$variables$ok]
  found[[paste(name, "d_effects")]] <- sum(w * abs(chance - sum(w * chance) / sum(w))) / (2 * sum(w * chance))
}
cat(jsonlite::toJSON(lapply(found, unname), digits = NA, auto_unbox = TRUE, pretty = TRUE))
