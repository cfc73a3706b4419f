"""Rows that may leave the office: made coarse, cleared where somebody stands out, with a report on the risk left."""
