"""Who lacks what: weights, estimates with their errors, and the gate behind which nobody sees rows."""
