# Calibrated, raked, trimmed and replicate weights of R's survey on town.csv: Rscript weights.R > weights.json
# Debian's survey 4.1-1 and sampling 2.9. Totals are tight (epsilon 1e-12), for R's defaults stop early.
suppressMessages({library(survey); library(sampling); library(jsonlite)})
options(survey.lonely.psu = "fail", warn = -1)
town <- read.csv("town.csv", stringsAsFactors = TRUE)
one <- svydesign(~psu, strata = ~stratum, weights = ~w, nest = TRUE, data = town)
two <- svydesign(~psu + hh, strata = ~stratum, fpc = ~N + M, weights = ~w, nest = TRUE, data = town)
flat <- svydesign(~I(paste(stratum, psu)), weights = ~w, data = town)
withN <- svydesign(~psu, strata = ~stratum, weights = ~w, fpc = ~N, nest = TRUE, data = town)

people <- 34000
sex <- data.frame(sex = c("f", "m"), Freq = c(18600, 15400))
age <- data.frame(age = c("0-17", "18-64", "65+"), Freq = c(8000, 17200, 8800))
area <- data.frame(area = c("hill", "plain", "town"), Freq = c(6200, 12300, 15500))
cross <- data.frame(expand.grid(sex = c("f", "m"), age = c("0-17", "18-64", "65+")),
                    Freq = c(4300, 3700, 9500, 7700, 4800, 4000))
rooms <- 112000
SEX <- c("(Intercept)" = people, sexm = 15400)
SAA <- c(SEX, "age18-64" = 17200, "age65+" = 8800, areaplain = 12300, areatown = 15500)
ALL <- c(SAA, rooms = rooms)
tight <- list(maxit = 5000, epsilon = 1e-13, verbose = FALSE)
margins <- function(d) rake(d, list(~sex, ~age, ~area), list(sex, age, area), control = tight)
cal <- function(d, f, t, ...) calibrate(d, f, t, epsilon = 1e-12, maxit = 500, ...)
H <- hadamard(16)
set.seed(7)
canty <- bootweights(town$stratum, interaction(town$stratum, town$psu), replicates = 25, fpc = NULL)
raowu <- subbootweights(town$stratum, interaction(town$stratum, town$psu), replicates = 25)
boot <- function(r) svrepdesign(weights = ~w, data = town, repweights = r$repweights$weights[r$repweights$index, ],
                                combined.weights = FALSE, type = "other", scale = r$scale, rscales = r$rscales)
jkn <- as.svrepdesign(one, type = "JKn")
fay <- as.svrepdesign(one, type = "Fay", fay.rho = 0.3)
chain <- cal(margins(postStratify(one, ~area, area)), ~sex + rooms, c(SEX, rooms = rooms))

designs <- list(
  one = one, two = two,
  greg_one = cal(one, ~sex, SEX), greg_list = cal(two, ~sex + age + area + rooms, ALL),
  greg_number = cal(one, ~rooms, c("(Intercept)" = people, rooms = rooms)),
  greg_flat = cal(flat, ~sex + age, SAA[1:4]),
  linear_bounded = cal(one, ~sex + age + area + rooms, ALL, bounds = c(0.75, 1.25)),
  raking = cal(two, ~sex + age + area + rooms, ALL, calfun = "raking"),
  raking_bounded = cal(one, ~sex + age + area, SAA, calfun = "raking", bounds = c(0.75, 1.2)),
  logit = cal(two, ~sex + age + area + rooms, ALL, calfun = "logit", bounds = c(0.5, 2)),
  logit_one = cal(one, ~age, SAA[c(1, 3, 4)], calfun = "logit", bounds = c(0.6, 1.6)),
  together = cal(two, ~sex + age + area, SAA, aggregate.stage = 2),
  together_raking = cal(two, ~sex + age, SAA[1:4], aggregate.stage = 2, calfun = "raking"),
  post_one = postStratify(two, ~area, area), post_cross = postStratify(one, ~sex + age, cross),
  rake = margins(one), rake_two = margins(two), chain = chain,
  post_rake = rake(postStratify(two, ~area, area), list(~sex, ~age), list(sex, age), control = tight),
  trimmed = trimWeights(margins(one), upper = 110, lower = 15), trimmed_strict = trimWeights(one, upper = 90, strict = TRUE),
  jk1 = as.svrepdesign(flat, type = "JK1"), jkn = jkn, jkn_fpc = as.svrepdesign(withN, type = "JKn"),
  jkn_mse = as.svrepdesign(one, type = "JKn", mse = TRUE),
  brr = as.svrepdesign(one, type = "BRR"), fay = fay, fay_mse = as.svrepdesign(one, type = "Fay", fay.rho = 0.5, mse = TRUE),
  canty = boot(canty), raowu = boot(raowu),
  jkn_post = postStratify(jkn, ~sex + age, cross), jkn_rake = margins(jkn), jkn_greg = cal(jkn, ~sex + age + rooms, ALL[c(1:4, 7)]),
  fay_rake = margins(fay), fay_logit = cal(fay, ~sex + area, SAA[c(1, 2, 5, 6)], calfun = "logit", bounds = c(0.3, 3)),
  raowu_post = postStratify(boot(raowu), ~area, area)
)
asked <- function(d) {
  m <- svymean(~income + need, d); t <- svytotal(~income + need, d)
  r <- svyratio(~income, ~rooms, d)
  bm <- svyby(~income, ~age, d, svymean); bt <- svyby(~need, ~sex, d, svytotal)
  list(estimate = c(coef(m), coef(t), coef(r), coef(bm), coef(bt)), se = c(SE(m), SE(t), as.numeric(SE(r)), SE(bm), SE(bt)))
}
X <- model.matrix(~sex + age + area + rooms, town)
factors <- function(method, ...) calib(X, town$w, ALL[colnames(X)], method = method, max_iter = 2000, ...)[seq(1, nrow(town), 25)]

# Response classes: every replicate's rates anew, and Taylor's error of the linearised answer.
response <- function() {
  total <- function(w, data) {
    class <- interaction(data$area, data$sex)
    share <- tapply(w * data$answered, class, sum) / tapply(w, class, sum)
    v <- w * data$answered / share[class]
    c(sum(v * data$need), sum(v * data$income) / sum(v))
  }
  jack <- withReplicates(jkn, total)
  class <- interaction(town$area, town$sex)
  g <- (tapply(town$w, class, sum) / tapply(town$w * town$answered, class, sum))[class]
  v <- town$w * g * town$answered
  scored <- function(y) { m <- (tapply(v * y, class, sum) / tapply(v, class, sum))[class]; g * town$answered * (y - m) + m }
  mu <- sum(v * town$income) / sum(v)
  linear <- update(one, a = scored(town$need), b = scored((town$income - mu) / sum(v)))
  list(estimate = as.numeric(coef(jack)), jackknife = as.numeric(SE(jack)), taylor = as.numeric(SE(svytotal(~a + b, linear))))
}
cat(toJSON(list(
  software = list(R = as.character(getRversion()), survey = as.character(packageVersion("survey")),
                  sampling = as.character(packageVersion("sampling"))),
  hadamard = ifelse(H == 0, 1, -1), canty = list(factor = canty$repweights$weights, scale = canty$scale),
  raowu = list(factor = raowu$repweights$weights, scale = raowu$scale),
  designs = lapply(designs, function(d) lapply(asked(d), as.numeric)),
  # calibrate() by a distance keeps the degrees of freedom from before; the rule itself is asked.
  df = lapply(designs, function(d) { d$degf <- NULL; degf(d) }),
  calib = list(linear = factors("linear"), raking = factors("raking"), logit = factors("logit", bounds = c(0.5, 2)),
               truncated = factors("truncated", bounds = c(0.75, 1.25))),
  response = response()
), digits = NA, auto_unbox = TRUE, matrix = "rowmajor"))
cat("\n")
