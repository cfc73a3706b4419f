"""Being deprived in several ways at once: the counting method of Alkire and Foster, over rows, sums and facts."""
