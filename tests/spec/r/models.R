# Models and tests by R's survey on models.csv: Rscript models.R FOLDER > models.json
suppressMessages(library(survey))
d <- read.csv(file.path(commandArgs(TRUE)[1], "models.csv"), stringsAsFactors = FALSE)
designs <- list(
  two = svydesign(id = ~unit + home, strata = ~stratum, weights = ~w, fpc = ~units + homes, data = d, nest = TRUE),
  one = svydesign(id = ~unit, strata = ~stratum, weights = ~w, data = d, nest = TRUE),
  simple = svydesign(id = ~1, weights = ~w, data = d)
)
designs$women <- subset(designs$two, sex == "f")
designs$post <- postStratify(designs$one, ~sex, data.frame(sex = c("f", "m"), Freq = c(2600, 2400)))
designs$jkn <- as.svrepdesign(designs$one, type = "JKn")
options(survey.lonely.psu = "remove")
e <- read.csv(file.path(commandArgs(TRUE)[1], "three_stages.csv"), stringsAsFactors = FALSE)
names(e)[match(c("group", "score", "yes"), names(e))] <- c("area", "hours", "lacks")
e$poor <- as.numeric(e$sex == "f")
designs$three <- svydesign(id = ~town + home + person, strata = ~stratum, weights = ~w, fpc = ~towns + households + persons, data = e, nest = TRUE)
model <- function(m) list(term = names(coef(m)), value = unname(coef(m)), se = unname(SE(m)), df = m$df.residual)
exact <- list(epsilon = 1e-14, maxit = 200)
verdict <- function(t) list(statistic = unname(unlist(t$statistic)), df = unname(unlist(t$parameter)), p = unname(unlist(t$p.value)))
found <- list()
for (name in names(designs)) {
  s <- designs[[name]]
  found[[paste(name, "lm")]] <- model(svyglm(hours ~ age + area + poor, s))
  found[[paste(name, "lm_product")]] <- model(svyglm(hours ~ age + area + age:area, s))
  found[[paste(name, "logit")]] <- model(svyglm(lacks ~ age + factor(poor) + area, s, family = quasibinomial(), control = exact))
  f <- regTermTest(svyglm(hours ~ age + area + poor, s), ~area)
  found[[paste(name, "term")]] <- list(statistic = c(f$Ftest), df = c(f$df, f$ddf), p = c(f$p))
  t <- svyttest(hours ~ poor, s)
  found[[paste(name, "ttest")]] <- c(verdict(t), list(estimate = unname(t$estimate), interval = c(confint(t))))
  for (statistic in c("F", "Chisq", "Wald", "adjWald"))
    found[[paste(name, statistic)]] <- verdict(svychisq(~area + lacks, s, statistic = statistic))
  if (name == "jkn") next # survey 4.1 stops with an error in svyranktest of replicate weights
  # R lets rows of weight 0 share in the ranks of ties; here they change nothing, so R is asked without them
  s <- subset(s, w > 0)
  for (scores in c("wilcoxon", "median", "vanderWaerden")) {
    t <- svyranktest(hours ~ poor, s, test = scores)
    found[[paste(name, scores)]] <- list(statistic = unname(t$statistic), df = unname(t$parameter), p = c(t$p.value), estimate = unname(t$estimate))
  }
  t <- svyranktest(hours ~ area, s, test = "KruskalWallis")
  found[[paste(name, "kruskal")]] <- list(statistic = c(t$parameter), df = c(t$statistic, t$ddf), p = c(t$p.value))
}
cat(jsonlite::toJSON(found, digits = NA, auto_unbox = TRUE, pretty = TRUE))
