"""A survey analyst's bench: designs, estimates, weights, tests and models, each equal to R's `survey`."""
