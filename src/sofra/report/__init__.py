"""Documents as trees of plain values: the social mapping report and the council's page."""
