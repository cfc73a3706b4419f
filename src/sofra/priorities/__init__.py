"""What first: gaps in order on the two axes of needs and opportunities, and how firm that order is."""
