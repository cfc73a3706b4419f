# Every question of the bench put to R's survey on the data that come with its package (api, nhanes, fpc, scd, mu284, election,
# hospital, crowd, yrbs), and laeken's eusilc. Usage: Rscript packaged.R FOLDER > numbers.json
# The data go to FOLDER as CSV, the numbers to the output; neither is kept here, for the data are the packages' own.
suppressMessages({library(survey); library(jsonlite); library(laeken)})
folder <- commandArgs(TRUE)[1]
out <- list()
# What R itself cannot answer (an error of its own) is left out, told on stderr.
maybe <- function(e) tryCatch(e, error = function(c) NULL)
put <- function(name, ...) { v <- tryCatch(unlist(list(...)), error = function(c) NULL)
  if (length(v)) out[[name]] <<- unname(suppressWarnings(as.numeric(v))) else message("R has no answer: ", name) }
both <- function(name, m) { m <- maybe(m); put(paste0(name, ":value"), coef(m)); put(paste0(name, ":se"), SE(m)) }
plain <- function(d, name) { con <- file.path(folder, paste0(name, ".csv")); for (k in names(d)) { if (is.factor(d[[k]])) d[[k]] <- as.character(d[[k]])
  if (is.numeric(d[[k]])) d[[k]] <- ifelse(is.na(d[[k]]), NA, formatC(d[[k]], digits = 17, format = "g")) }
  write.csv(d, con, row.names = FALSE, na = "NA", quote = TRUE) }

data(api); data(scd); data(nhanes); data(fpc); data(mu284); data(election); data(hospital); data(yrbs); data(crowd)
fine <- list(epsilon = 1e-14, maxit = 200)
few <- c("cds", "stype", "dnum", "snum", "api00", "api99", "sch.wide", "comp.imp", "both", "awards", "meals", "ell", "mobility", "enroll", "api.stu", "avg.ed", "pct.resp", "col.grad", "pw", "fpc")
for (n in c("apisrs", "apistrat", "apiclus1")) plain(get(n)[few], n)
plain(apiclus2[c(few[few != "fpc"], "fpc1", "fpc2")], "apiclus2")
plain(nhanes, "nhanes"); plain(fpc, "fpc"); plain(scd, "scd"); plain(mu284, "mu284"); plain(hospital, "hospital"); plain(yrbs, "yrbs")
plain(election_pps[c("votes", "Bush", "Kerry", "Nader", "wt", "p")], "election"); plain(crowd, "crowd")

plain(as.data.frame(with(apipop, table(stype = as.character(stype), sch.wide = as.character(sch.wide)))), "crossed")
apis <- list(
  srs = svydesign(id = ~1, fpc = ~fpc, data = apisrs), srsw = svydesign(id = ~1, weights = ~pw, data = apisrs),
  strat = svydesign(id = ~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = apistrat),
  stratw = svydesign(id = ~1, strata = ~stype, weights = ~pw, data = apistrat),
  clus1 = svydesign(id = ~dnum, weights = ~pw, fpc = ~fpc, data = apiclus1),
  clus1w = svydesign(id = ~dnum, weights = ~pw, data = apiclus1),
  clus2 = svydesign(id = ~dnum + snum, fpc = ~fpc1 + fpc2, data = apiclus2),
  clus2w = svydesign(id = ~dnum + snum, weights = ~pw, data = apiclus2))
pclus <- c(`(Intercept)` = 6194, stypeH = 755, stypeM = 1018)
apis$post <- postStratify(apis$clus1, ~stype, data.frame(stype = c("E", "H", "M"), Freq = c(4421, 755, 1018)))
apis$greg <- calibrate(apis$clus1, ~stype, pclus)
apis$greg99 <- calibrate(apis$clus1, ~stype + api99, c(pclus, api99 = 3914069))
apis$raking <- calibrate(apis$clus1, ~stype + api99, c(pclus, api99 = 3914069), calfun = "raking", epsilon = 1e-12)
apis$logit <- calibrate(apis$clus1, ~stype + api99, c(pclus, api99 = 3914069), calfun = "logit", bounds = c(0.4, 2.5), epsilon = 1e-12)
apis$bounded <- calibrate(apis$clus1, ~stype + api99, c(pclus, api99 = 3914069), bounds = c(0.6, 1.6), epsilon = 1e-12)
apis$stage <- calibrate(apis$clus1, ~stype + api99, c(pclus, api99 = 3914069), aggregate.stage = 1)
apis$cross <- calibrate(apis$strat, ~stype * sch.wide, colSums(model.matrix(~stype * sch.wide, apipop)))
apis$rake <- rake(apis$clus1, list(~stype, ~sch.wide), list(data.frame(stype = c("E", "H", "M"), Freq = c(4421, 755, 1018)),
  data.frame(sch.wide = c("No", "Yes"), Freq = c(1072, 5122))), control = list(epsilon = 1e-10, maxit = 500))
apis$trim <- trimWeights(apis$strat, upper = 40, lower = 10)
apis$high <- subset(apis$greg99, api99 > 600)
apis$cut <- subset(apis$clus2, enroll > 400)
apis$jk1 <- as.svrepdesign(apis$clus1)
apis$jkn <- as.svrepdesign(apis$strat)
apis$jkmse <- as.svrepdesign(apis$strat, mse = TRUE)
apis$jkrake <- rake(as.svrepdesign(apis$clus1), list(~stype, ~sch.wide), list(data.frame(stype = c("E", "H", "M"), Freq = c(4421, 755, 1018)),
  data.frame(sch.wide = c("No", "Yes"), Freq = c(1072, 5122))), control = list(epsilon = 1e-10, maxit = 500))
apis$jkgreg <- calibrate(as.svrepdesign(apis$clus1w), ~stype + api99, c(pclus, api99 = 3914069))
apis$zero <- svydesign(id = ~dnum, weights = ~ifelse(stype == "H", 0, pw), data = apiclus1)

ask <- function(name, d) {
  p <- function(x) paste0(name, ":", x)
  put(p("degf"), degf(d))
  ends <- if (inherits(d, "svyrep.design")) c("mean", "mean") else c("xlogit", "beta") # 4.1 forgets the type for replicates
  both(p("mean"), svymean(~api00 + api99 + ell, d)); put(p("vcov"), vcov(svymean(~api00 + api99 + ell, d)))
  both(p("missing"), svymean(~avg.ed + enroll + api00, d, na.rm = TRUE))
  both(p("share"), svymean(~stype + sch.wide, d)); both(p("total"), svytotal(~enroll + api.stu, d, na.rm = TRUE)); both(p("tshare"), svytotal(~stype, d))
  both(p("ratio"), svyratio(~api.stu, ~enroll, d, na.rm = TRUE))
  put(p("ci"), confint(svymean(~api00 + ell, d)), confint(svymean(~api00 + ell, d), df = degf(d)), confint(svymean(~api00, d), level = 0.9, df = degf(d)))
  put(p("deff"), deff(svymean(~api00 + ell + stype, d, deff = TRUE)), deff(svytotal(~api00, d, deff = TRUE)))
  put(p("deffwr"), deff(svymean(~api00 + ell, d, deff = "replace")))
  put(p("cv"), cv(svymean(~api00 + ell, d)))
  v <- maybe(svyvar(~api00 + ell, d)); put(p("var"), as.matrix(v)[1, 1], as.matrix(v)[2, 2], as.matrix(v)[1, 2])
  put(p("varse"), sqrt(diag(as.matrix(attr(v, "var"))))[c(1, 4, 2)])
  both(p("by"), svyby(~api00 + ell, ~stype, d, svymean)); both(p("by2"), svyby(~api00, ~stype + sch.wide, d, svymean))
  both(p("bytotal"), svyby(~enroll, ~sch.wide + awards, d, svytotal, na.rm = TRUE)); both(p("byratio"), svyby(~api.stu, ~stype, denominator = ~enroll, d, svyratio, na.rm = TRUE))
  b <- maybe(svyby(~api00, ~stype, d, svymean, covmat = TRUE)); put(p("byvcov"), vcov(b))
  both(p("contrast"), svycontrast(b, list(a = c(E = 1, H = -1), b = c(H = 0.5, M = 0.5, E = -1))))
  both(p("nonlinear"), svycontrast(svymean(~api00 + api99, d), quote(log(api00) - log(api99) + api00^2 / api99)))
  q <- maybe(svyquantile(~api00, d, c(.1, .25, .5, .9), na.rm = TRUE)); put(p("quantile"), t(q[[1]][, 1:4]))
  q <- maybe(svyquantile(~enroll, d, c(.25, .5, .75), qrule = "school", interval.type = ends[1], na.rm = TRUE)); put(p("quantile2"), t(q[[1]][, 1:4]))
  q <- maybe(svyquantile(~ell, d, c(.25, .5, .75), qrule = "hf7", interval.type = ends[2], na.rm = TRUE)); put(p("quantile3"), t(q[[1]][, 1:4]))
  for (m in c("logit", "asin", "beta", "mean", "xlogit", "likelihood")) { s <- maybe(svyciprop(~I(sch.wide == "Yes"), d, method = m)); put(p(paste0("ciprop:", m)), coef(s), attr(s, "ci")) }
  t <- maybe(svyttest(api00 ~ comp.imp, d)); put(p("ttest"), t$statistic, t$parameter, t$p.value, t$estimate, t$conf.int)
  for (m in c("F", "Chisq", "Wald", "adjWald")) { x <- maybe(svychisq(~sch.wide + stype, d, statistic = m)); put(p(paste0("chisq:", m)), x$statistic, x$parameter, x$p.value) }
  x <- maybe(svychisq(~sch.wide + awards, d, na.rm = TRUE)); put(p("chisq2"), x$statistic, x$parameter, x$p.value)
  put(p("table"), svytable(~sch.wide + stype, d))
  g <- maybe(svyglm(api00 ~ ell + meals + stype, d)); both(p("lm"), g); put(p("lmdf"), g$df.residual); w <- maybe(regTermTest(g, ~stype)); put(p("lmtest"), w$Ftest, w$df, w$ddf, w$p)
  w <- maybe(regTermTest(g, ~ell + meals)); put(p("lmtest2"), w$Ftest, w$df, w$ddf, w$p); put(p("lmci"), confint(g))
  both(p("lmx"), svyglm(api00 ~ ell * stype, d)); both(p("lmmiss"), svyglm(enroll ~ avg.ed + sch.wide, d))
  both(p("lmin"), svyglm(api00 ~ stype + stype:ell, d))
  both(p("lmff"), svyglm(api00 ~ sch.wide * comp.imp, d))
  g <- maybe(svyglm(I(sch.wide == "Yes") ~ ell + meals, d, family = quasibinomial(), control = fine)); both(p("logistic"), g); put(p("logisticp"), summary(g)$coefficients[, 4])
  both(p("logx"), svyglm(I(comp.imp == "Yes") ~ ell * mobility, d, family = quasibinomial(), control = fine))
  r <- maybe(svyranktest(api00 ~ comp.imp, d)); put(p("rank"), r$statistic, r$parameter, r$p.value, r$estimate)
  for (m in c("vanderWaerden", "median")) { r <- maybe(svyranktest(api00 ~ comp.imp, d, test = m)); put(p(paste0("rank:", m)), r$statistic, r$parameter, r$p.value, r$estimate) }
  r <- maybe(svyranktest(api00 ~ stype, d, test = "KruskalWallis")); put(p("rank:kw"), r$parameter, r$statistic, r$p.value) # R 4.1 has the two under each other's names
  s <- maybe(subset(d, stype == "E" & api99 > 500)); both(p("sub"), svymean(~api00 + enroll, s, na.rm = TRUE)); put(p("subdegf"), degf(s)); both(p("subtotal"), svytotal(~api00, s))
  both(p("subby"), svyby(~api00, ~stype, subset(d, stype != "M"), svymean))
  both(p("subby2"), svyby(~ell, ~sch.wide, subset(d, api99 > 550), svytotal))
  both(p("update"), svymean(~grew + tenth, update(d, grew = as.numeric(api00 > api99), tenth = api00 / 10)))
}
for (name in names(apis)) ask(name, apis[[name]])

# NHANES: missing answers, many strata, numbers as codes
n <- svydesign(id = ~SDMVPSU, strata = ~SDMVSTRA, weights = ~WTMEC2YR, nest = TRUE, data = nhanes)
both("nhanes:mean", svymean(~HI_CHOL, n, na.rm = TRUE)); put("nhanes:degf", degf(n)); both("nhanes:agecat", svymean(~agecat, n))
both("nhanes:multi", svymean(~HI_CHOL + RIAGENDR, n, na.rm = TRUE)); both("nhanes:race", svymean(~factor(race), n))
both("nhanes:by", svyby(~HI_CHOL, ~race + RIAGENDR, n, svymean, na.rm = TRUE)); both("nhanes:byage", svyby(~HI_CHOL, ~agecat, n, svymean, na.rm = TRUE))
for (m in c("logit", "asin", "beta", "mean", "xlogit", "likelihood")) { s <- svyciprop(~HI_CHOL, n, method = m, na.rm = TRUE); put(paste0("nhanes:ciprop:", m), coef(s), attr(s, "ci")) }
for (m in c("F", "Chisq", "Wald", "adjWald")) { x <- svychisq(~HI_CHOL + race, n, statistic = m, na.rm = TRUE); put(paste0("nhanes:chisq:", m), x$statistic, x$parameter, x$p.value) }
g <- svyglm(HI_CHOL ~ factor(race) + RIAGENDR + agecat, n, family = quasibinomial(), control = fine); both("nhanes:logit", g)
w <- regTermTest(g, ~factor(race)); put("nhanes:test", w$Ftest, w$df, w$ddf, w$p)
both("nhanes:lm", svyglm(HI_CHOL ~ factor(race) * factor(RIAGENDR), n))
t <- svyttest(HI_CHOL ~ RIAGENDR, n); put("nhanes:ttest", t$statistic, t$parameter, t$p.value, t$estimate, t$conf.int)
one <- subset(n, race == 4 & agecat == "(59,Inf]"); both("nhanes:few", svymean(~HI_CHOL, one, na.rm = TRUE)); put("nhanes:fewdegf", degf(one))
both("nhanes:total", svytotal(~HI_CHOL, n, na.rm = TRUE)); both("nhanes:ratio", svyratio(~HI_CHOL, ~RIAGENDR, n, na.rm = TRUE))

# Published examples
w0 <- svydesign(id = ~psuid, strata = ~stratid, weights = ~weight, data = fpc, nest = TRUE)
w1 <- svydesign(id = ~psuid, strata = ~stratid, weights = ~weight, fpc = ~Nh, data = fpc, nest = TRUE)
w2 <- svydesign(id = ~psuid, strata = ~stratid, fpc = ~Nh, data = fpc, nest = TRUE)
fpc$f <- fpc$nh / fpc$Nh; w3 <- svydesign(id = ~psuid, strata = ~stratid, fpc = ~f, data = fpc, nest = TRUE)
for (i in 0:3) { w <- get(paste0("w", i)); both(paste0("fpc:", i), svymean(~x, w)); both(paste0("fpct:", i), svytotal(~x, w)); put(paste0("fpcci:", i), confint(svymean(~x, w), df = degf(w))) }
m <- svydesign(id = ~id1 + id2, fpc = ~n1 + n2, data = mu284); both("mu284:total", svytotal(~y1, m)); both("mu284:mean", svymean(~y1, m)); put("mu284:degf", degf(m))
s <- svydesign(id = ~ambulance, strata = ~ESA, data = scd, nest = TRUE, probs = ~I(2/6)); both("scd:ratio", svyratio(~alive, ~arrests, s))
reps <- 2 * cbind(c(1,0,1,0,1,0), c(1,0,0,1,0,1), c(0,1,1,0,0,1), c(0,1,0,1,1,0))
b <- svrepdesign(data = scd, type = "BRR", repweights = reps, combined.weights = FALSE, weights = rep(3, 6)); both("scd:brr", svyratio(~alive, ~arrests, b)); put("scd:degf", degf(b))
both("scd:brrtotal", svytotal(~alive, b)); both("scd:own", svyratio(~alive, ~arrests, as.svrepdesign(s, type = "BRR")))
e <- svydesign(id = ~1, weights = ~wt, data = election_pps); both("election:total", svytotal(~Bush + Kerry + Nader, e)); both("election:ratio", svyratio(~Bush, ~votes, e))
h <- svydesign(id = ~hospno, strata = ~oblevel, fpc = ~tothosp, weights = ~weighta, data = hospital, nest = TRUE)
both("hospital:total", svytotal(~births, h)); both("hospital:mean", svymean(~births, h)); put("hospital:degf", degf(h)); put("hospital:deff", deff(svytotal(~births, h, deff = TRUE)))
y <- svydesign(id = ~psu, strata = ~stratum, weights = ~weight, data = yrbs, nest = TRUE)
both("yrbs:mean", svymean(~as.numeric(qn8 == 2), y, na.rm = TRUE))
put("yrbs:degf", degf(y)); for (k in c("likelihood", "beta", "logit", "mean", "asin", "xlogit")) { s <- svyciprop(~I(qn8 == 2), y, na.rm = TRUE, method = k); put(paste0("yrbs:ciprop:", k), coef(s), attr(s, "ci")) }

# Strata with one unit: api stratified by district, most with few schools
apiclus2$half <- as.integer(as.numeric(apiclus2$dnum) %% 7); lone <- apiclus2[order(apiclus2$cds), ]; lone$st <- as.integer(as.numeric(lone$dnum) %% 13)
lone <- rbind(lone, transform(lone[1, ], st = 99L, dnum = 9999L), transform(lone[2, ], st = 98L, dnum = 9998L)); plain(lone[c("dnum", "st", "pw", "api00", "enroll", "stype", "ell")], "lone")
for (rule in c("remove", "adjust", "average", "certainty")) { options(survey.lonely.psu = rule)
  l <- svydesign(id = ~dnum, strata = ~st, weights = ~pw, data = lone, nest = TRUE); p <- function(x) paste0("lone:", rule, ":", x)
  both(p("mean"), svymean(~api00 + ell, l)); if (rule != "adjust") both(p("total"), svytotal(~api00, l)); both(p("by"), svyby(~api00, ~stype, l, svymean)); if (rule != "adjust") both(p("bytotal"), svyby(~enroll, ~stype, l, svytotal, na.rm = TRUE))
  both(p("sub"), svymean(~api00, subset(l, stype == "H"))); both(p("lm"), svyglm(api00 ~ ell, l)); put(p("degf"), degf(l)); t <- svyttest(api00 ~ young, update(l, young = as.numeric(stype == "E"))); put(p("ttest"), t$statistic, t$p.value)
  q <- svyquantile(~api00, l, c(.25, .5)); put(p("quantile"), t(q[[1]][, 1:4])); x <- svychisq(~stype + good, update(l, good = as.numeric(api00 > 650))); put(p("chisq"), x$statistic, x$parameter, x$p.value) }
options(survey.lonely.psu = "fail")

# laeken: values by Eurostat's formulas
data(eusilc); plain(eusilc[c("db030", "db040", "rb050", "eqIncome", "age", "rb090")], "eusilc")
for (f in c("arpr", "gini", "qsr", "rmpg")) { r <- get(f)("eqIncome", weights = "rb050", breakdown = "db040", data = eusilc); put(paste0("laeken:", f), r$value); put(paste0("laeken:", f, ":by"), r$valueByStratum$value) }
put("laeken:arpt", arpt("eqIncome", weights = "rb050", data = eusilc))
x <- eusilc$rb050[1:60]; for (k in c(3, 20, 45)) put(paste0("sampling:inclusion:", k), sampling::inclusionprobabilities(x * (1 + (1:60)^2), k))
plain(data.frame(size = x * (1 + (1:60)^2)), "sizes")
X <- model.matrix(~stype + api99, apiclus1); for (m in c("linear", "raking", "logit")) put(paste0("sampling:calib:", m), sampling::calib(X, d = apiclus1$pw, total = c(pclus, 3914069), method = m, bounds = c(0.4, 2.5), max_iter = 500))
cat(toJSON(out, digits = NA, na = "null"))
