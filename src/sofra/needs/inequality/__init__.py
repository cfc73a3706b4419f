"""How unequal groups are: gaps, ranks, spread, dissimilarity; with right errors and without what is sampling noise."""
