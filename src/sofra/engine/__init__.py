"""Where rows are summed: columns, conditions and sums, with no knowledge of social mapping."""
