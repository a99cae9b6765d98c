# Computes `expect` of the cases of a file by R 4.2.2 with survey 4.1-1: Rscript fresh.R cases.json out.ndjson data-folder
# (cases.json: the cases of cases-fresh.json.gz, unpacked; out.ndjson: one case a line).
suppressMessages({ library(jsonlite); library(survey) })
a <- commandArgs(TRUE); dir <- a[3]
cases <- fromJSON(a[1], simplifyVector = FALSE)$cases
read <- function(f) { d <- read.csv(file.path(dir, f), stringsAsFactors = TRUE, na.strings = c("", "NA"), encoding = "UTF-8"); d }
L <- function(x) unname(as.list(unlist(x)))
num <- function(x) lapply(unname(as.vector(x)), function(v) if (is.null(v) || is.na(v)) NULL else if (is.infinite(v)) "Inf" else v)
one <- function(x) { x <- as.vector(x)[1]; if (is.na(x)) NULL else x }
fo <- function(v) as.formula(paste("~", paste(sprintf("`%s`", v), collapse = " + ")))
where <- function(d, cond) {
  keep <- rep(TRUE, nrow(d))
  for (c in cond) { v <- d[[c$var]]; val <- unlist(c$value); vv <- if (is.factor(v)) as.character(v) else v
    keep <- keep & switch(c$op, "==" = vv == val, "in" = vv %in% val, "!=" = vv != val, ">" = vv > val, ">=" = vv >= val, "<" = vv < val, "<=" = vv <= val) }
  keep & !is.na(keep)
}
popdf <- function(rows) { r <- do.call(rbind, lapply(rows, as.data.frame)); names(r)[names(r) == "N"] <- "Freq"; r }
build <- function(c) {
  d <- read(c$data); g <- c$design; d$rid <- seq_len(nrow(d))
  if (!is.null(c$note) && grepl("restricted to rows with (\\w+) present BEFORE", c$note)) d <- d[!is.na(d[[sub(".*rows with (\\w+) present.*", "\\1", c$note)]]), ]
  lonely <- if (is.null(g$lonely)) "fail" else g$lonely
  options(survey.lonely.psu = lonely, survey.adjust.domain.lonely = isTRUE(g$adjustDomainLonely), survey.ultimate.cluster = isTRUE(g$ultimateCluster))
  arg <- list(ids = if (is.null(g$ids)) ~1 else fo(unlist(g$ids)), data = d, nest = isTRUE(g$nest))
  if (!is.null(g$strata)) arg$strata <- fo(unlist(g$strata))
  if (!is.null(g$weights)) arg$weights <- fo(g$weights)
  if (!is.null(g$fpc)) arg$fpc <- fo(unlist(g$fpc))
  if (!is.null(g$prob)) { if (grepl("with-rep", g$pps)) arg$probs <- fo(g$prob) else arg$fpc <- fo(g$prob) }
  if (!is.null(g$pps)) {
    if (grepl("^brewer", g$pps)) arg$pps <- "brewer"
    if (grepl("^overton", g$pps)) arg$pps <- "overton"
    if (grepl("^hartley", g$pps)) arg$pps <- if (grepl("sample", g$pps)) HR(sum(d[[g$prob]]^2) / nrow(d)) else HR()
    if (grepl("Yates", g$pps)) arg$variance <- "YG"
  }
  s <- do.call(svydesign, arg)
  for (st in g$steps) s <- switch(st$type,
    subset = subset(s, where(s$variables, st$where)),
    postStratify = postStratify(s, fo(unlist(st$by)), popdf(st$population), partial = FALSE),
    rake = rake(s, lapply(st$margins, function(m) fo(unlist(m$by))), lapply(st$margins, function(m) popdf(m$population)), control = list(maxit = st$maxit, epsilon = st$epsilon)),
    calibrate = { pop <- unlist(st$population$values); names(pop) <- unlist(st$population$names)
      ca <- list(s, as.formula(paste("~", paste(unlist(st$terms), collapse = "+"))), population = pop, calfun = st$calfun)
      if (!is.null(st$bounds)) ca$bounds <- unlist(st$bounds); if (!is.null(st$epsilon)) ca$epsilon <- st$epsilon
      if (!is.null(st$variance)) ca$variance <- s$variables[[st$variance]]; if (!is.null(st$aggregateStage)) ca$aggregate.stage <- st$aggregateStage
      ca$maxit <- 500; do.call(calibrate, ca) },
    trimWeights = trimWeights(s, lower = st$lower, upper = st$upper, strict = isTRUE(st$strict)),
    jackknife = as.svrepdesign(s, type = st$method, mse = isTRUE(st$mse)),
    brr = as.svrepdesign(s, type = "BRR"), fay = as.svrepdesign(s, type = "Fay", fay.rho = .3),
    suppliedReplicates = { f <- read.csv(file.path(dir, st$factorsFile), check.names = FALSE)
      svrepdesign(data = s$variables, repweights = as.matrix(f), weights = weights(s), combined.weights = FALSE, type = "other", scale = st$scale, rscales = unlist(st$rscales), mse = isTRUE(st$mse)) })
  s
}
isrep <- function(s) inherits(s, "svyrep.design")
has <- function(s, vars) { v <- s$variables[, vars, drop = FALSE]; k <- complete.cases(v); k }
active <- function(s, vars) { k <- has(s, vars); w <- weights(s, "sampling"); k & w != 0 & is.finite(w) }
still <- function(s, v) { k <- is.na(s$variables[[v]]); if (any(k)) s$variables[[v]][k] <- 0; s } # rows that a calibration keeps with weight 0
dfof <- function(s, vars) { k <- active(s, vars); degf(s[which(k), ]) }
full <- function(s, vars, kind, joint) {
  f <- fo(vars); S <- if (kind == "mean") svymean else svytotal
  e <- S(f, s, na.rm = TRUE, deff = !isrep(s)); k <- active(s, vars); w <- weights(s, "sampling")[k]; df <- dfof(s, vars)
  nm <- names(coef(e)); nm <- gsub("`", "", nm)
  r <- list(names = L(nm), est = num(coef(e)), se = num(SE(e)), df = df, n = sum(k), sumw = sum(w))
  V <- matrix(vcov(e), length(nm)); if (length(nm) > 1) r$vcov <- lapply(seq_along(nm), function(i) num(V[i, ]))
  r$ci95z <- list(lo = num(coef(e) - qnorm(.975) * SE(e)), hi = num(coef(e) + qnorm(.975) * SE(e)))
  if (df > 0) r$ci95t <- list(lo = num(coef(e) - qt(.975, df) * SE(e)), hi = num(coef(e) + qt(.975, df) * SE(e)))
  if (!isrep(s) && is.null(s$dcheck)) { dd <- deff(e); e2 <- S(f, s, na.rm = TRUE, deff = "replace"); r$deff <- num(if (is.matrix(dd)) diag(dd) else dd); d2 <- deff(e2); r$deffReplace <- num(if (is.matrix(d2)) diag(d2) else d2)
    if (sum(w) < sum(k)) r$deff <- lapply(r$deff, function(x) NULL) }
  r
}
byfun <- function(s, vars, by, kind) {
  v <- s$variables; lev <- lapply(by, function(b) sort(unique(if (is.factor(v[[b]])) as.character(v[[b]]) else v[[b]]), method = "radix"))
  g <- expand.grid(rev(lev), stringsAsFactors = FALSE)[, length(by):1, drop = FALSE]; names(g) <- by
  keep <- apply(g, 1, function(r) { k <- rep(TRUE, nrow(v)); for (b in by) k <- k & as.character(v[[b]]) == trimws(r[b]); any(k & active(s, by), na.rm = TRUE) })
  g <- g[keep, , drop = FALSE]; E <- S <- D <- N <- F <- list()
  for (i in seq_len(nrow(g))) {
    k <- rep(TRUE, nrow(v)); for (b in by) k <- k & v[[b]] == g[i, b]; k <- k & !is.na(k); sub <- s[which(k), ]
    q <- lapply(vars, function(x) if (!any(active(sub, x))) list(est = list(NULL), se = list(NULL), df = 0, n = 0, deff = list(NULL)) else full(sub, x, kind))
    E[[i]] <- lapply(q, function(z) z$est[[1]]); S[[i]] <- lapply(q, function(z) z$se[[1]]); D[[i]] <- lapply(q, `[[`, "df"); N[[i]] <- lapply(q, `[[`, "n"); F[[i]] <- lapply(q, function(z) if (is.null(z$deff)) NULL else z$deff[[1]])
  }
  list(groups = lapply(as.list(g), L), vars = L(vars), layout = "rows = groups, columns = vars", est = E, se = S, df = D, n = N, deff = F)
}
rat <- function(s, n, d) { s2 <- s; e <- svyratio(fo(n), fo(d), s, na.rm = TRUE); df <- dfof(s, c(n, d))
  r <- list(est = one(coef(e)), se = one(SE(e)), df = df, n = sum(active(s, c(n, d))), ci95z = list(lo = num(coef(e) - qnorm(.975) * SE(e)), hi = num(coef(e) + qnorm(.975) * SE(e))))
  if (df > 0) r$ci95t <- list(lo = num(coef(e) - qt(.975, df) * SE(e)), hi = num(coef(e) + qt(.975, df) * SE(e))); r }
tst <- function(h) list(statistic = one(h$statistic), parameter = num(h$parameter), p = one(h$p.value))
ops <- list(
  mean = function(s, a) avg(s, a, "mean"), total = function(s, a) avg(s, a, "total"),
  ratio = function(s, a) rat(s, a$num, a$den),
  var = function(s, a) { v <- unlist(a$vars); s <- s[which(active(s, v)), ]; e <- svyvar(fo(v), s, na.rm = TRUE); m <- as.matrix(e); if (length(v) == 1) list(est = one(m), se = one(SE(e)))
    else { se <- matrix(SE(e), length(v)); list(cov = lapply(seq_along(v), function(i) num(m[i, ])), seOfCov = lapply(seq_along(v), function(i) num(se[i, ]))) } },
  quantile = function(s, a) { v <- a$var; df <- dfof(s, v); s2 <- still(s[which(active(s, v)), ], v); r <- list()
    for (q in c("math", "school", "hf4", "hf5", "hf6", "hf7", "hf8", "hf9")) for (i in c("mean", "beta", "xlogit", "asin")) {
      z <- tryCatch(svyquantile(fo(v), s2, unlist(a$probs), interval.type = i, qrule = q, df = df, alpha = 1 - a$level)[[1]], error = function(e) NULL)
      if (!is.null(z)) r[[paste0(q, ":", i)]] <- list(est = num(z[, 1]), lo = num(z[, 2]), hi = num(z[, 3]), se = num(z[, 4])) }
    r },
  prop = function(s, a) { v <- a$var; s2 <- still(s[which(has(s, v)), ], v); df <- dfof(s, v); m <- svymean(fo(v), s2); r <- list(se = one(SE(m)), df = df, n = sum(active(s, v)))
    for (k in c("logit", "asin", "beta", "mean", "xlogit")) { z <- tryCatch(suppressWarnings(svyciprop(fo(v), s2, method = k, level = a$level, df = df)), error = function(e) NULL)
      if (!is.null(z)) r[[k]] <- list(est = one(z), lo = one(attr(z, "ci")[1]), hi = one(attr(z, "ci")[2])) }
    p <- coef(m)[[1]]; v <- SE(m)[[1]]^2; t <- qt(1 - (1 - a$level) / 2, df); if (v > 0 && df > 0) { ne <- p * (1 - p) / v; ce <- (p + t^2 / (2 * ne)) / (1 + t^2 / ne); hw <- t / (2 * ne) * sqrt(4 * ne * p * (1 - p) + t^2) / (1 + t^2 / ne); r$wilson <- list(est = p, lo = ce - hw, hi = ce + hw) }
    r },
  contrast = function(s, a) { s <- still(s[which(active(s, c(a$var, a$by))), ], a$var); e <- svyby(fo(a$var), fo(a$by), s, svymean, na.rm = TRUE, covmat = TRUE); V <- vcov(e); r <- list()
    for (n in names(a$contrasts)) { cc <- a$contrasts[[n]]; z <- if (!is.null(cc$coef)) svycontrast(e, list(x = setNames(unlist(cc$coef), names(coef(e))))) else svycontrast(e, parse(text = cc$expr)[[1]])
      r[[n]] <- c(cc, list(est = one(coef(z)), se = one(SE(z)))) }
    list(groups = L(names(coef(e))), est = num(coef(e)), vcov = lapply(seq_len(nrow(V)), function(i) num(V[i, ])), contrasts = r, df = dfof(s, c(a$var, a$by))) },
  table = function(s, a) { f <- fo(c(a$row, a$col)); t <- svytable(f, s); r <- list(rows = L(rownames(t)), cols = L(colnames(t)), table = lapply(seq_len(nrow(t)), function(i) num(t[i, ])))
    for (k in c("F", "Chisq", "Wald", "adjWald")) { z <- tryCatch(svychisq(f, s, statistic = k), error = function(e) NULL); if (!is.null(z)) r[[k]] <- tst(z) }
    r },
  glm = function(s, a) { f <- as.formula(paste(a$y, "~", paste(unlist(a$x), collapse = "+"))); fam <<- if (a$family == "binomial") quasibinomial() else gaussian() # svyglm looks for it at the top
    m <- suppressWarnings(if (isrep(s)) svyglm(f, s, family = fam) else svyglm(f, s, family = fam, control = glm.control(epsilon = 1e-14, maxit = 100)))
    V <- vcov(m); list(names = L(names(coef(m))), est = num(coef(m)), se = num(sqrt(diag(V))), vcov = lapply(seq_len(nrow(V)), function(i) num(V[i, ])), dfResidual = m$df.residual) },
  ttest = function(s, a) { h <- svyttest(as.formula(paste(a$y, "~", a$group)), s); list(estimate = one(h$estimate), t = one(h$statistic), df = one(h$parameter), p = one(h$p.value), ci = num(h$conf.int)) },
  weights = function(s, a) { w <- weights(s, "sampling"); w <- w[is.finite(w) & w != 0]; list(sum = sum(w), sumsq = sum(w^2), min = min(w), max = max(w), first = num(head(w, 12))) },
  pps = function(s, a) list(total = sapply(unlist(a$vars), function(v) { e <- svytotal(fo(v), s, na.rm = TRUE); list(est = one(coef(e)), se = one(SE(e))) }, simplify = FALSE),
    mean = sapply(unlist(a$vars), function(v) { e <- svymean(fo(v), s, na.rm = TRUE); list(est = one(coef(e)), se = one(SE(e))) }, simplify = FALSE),
    ratio = sapply(unlist(a$ratios), function(p) { q <- strsplit(p, "/")[[1]]; e <- svyratio(fo(q[1]), fo(q[2]), s, na.rm = TRUE); list(est = one(coef(e)), se = one(SE(e))) }, simplify = FALSE)),
  replicates = function(s, a) { r <- list(R = ncol(weights(s, "analysis")), scale = s$scale, rscales = if (length(unique(s$rscales)) == 1) list(all = list(s$rscales[1])) else num(s$rscales), mse = isTRUE(s$mse), df = degf(s))
    r$mean <- sapply(unlist(a$vars), function(v) { e <- svymean(fo(v), s, na.rm = TRUE, return.replicates = TRUE); list(names = L(gsub("`", "", names(coef(e)))), est = num(coef(e)), se = num(SE(e)), replicatesFirst = num(head(as.matrix(e$replicates)[, 1], 10))) }, simplify = FALSE)
    r$total <- sapply(unlist(a$vars), function(v) { e <- svytotal(fo(v), s, na.rm = TRUE); list(est = num(coef(e)), se = num(SE(e))) }, simplify = FALSE)
    r$ratio <- sapply(unlist(a$ratios), function(p) { q <- strsplit(p, "/")[[1]]; e <- svyratio(fo(q[1]), fo(q[2]), s[which(has(s, q)), ], na.rm = TRUE); list(est = one(coef(e)), se = one(SE(e))) }, simplify = FALSE)
    if (!is.null(a$quantile)) r$quantile <- sapply(unlist(a$quantile), function(v) sapply(c("mean", "quantile"), function(i) { s2 <- s[which(has(s, v)), ]; z <- svyquantile(fo(v), s2, c(.25, .5, .75), interval.type = i, df = degf(s2))[[1]]; list(probs = L(c(.25, .5, .75)), est = num(z[, 1]), lo = num(z[, 2]), hi = num(z[, 3])) }, simplify = FALSE), simplify = FALSE)
    if (!is.null(a$by)) { q <- byfun(s, unlist(a$byvars), a$by, "mean"); r$by <- list(by = a$by, groups = q$groups[[1]], vars = q$vars, est = q$est, se = q$se) }
    r })
avg <- function(s, a, kind) { v <- unlist(a$vars); if (!is.null(a$by)) return(byfun(s, v, unlist(a$by), kind)); if (isTRUE(a$joint)) return(full(s, v, kind)); sapply(v, function(x) full(s, x, kind), simplify = FALSE) }
con <- file(a[2], "w")
for (c in cases) { t0 <- proc.time()[1]
  c$expect <- tryCatch(ops[[c$op]](build(c), c$args), error = function(e) list(error = conditionMessage(e)))
  c$secs <- proc.time()[1] - t0
  writeLines(toJSON(c, auto_unbox = TRUE, digits = I(15), null = "null", na = "null"), con); flush(con) }
close(con)
