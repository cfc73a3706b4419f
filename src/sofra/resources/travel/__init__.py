"""Getting somewhere: over streets, by bus, or in a straight line where nobody brought a street."""
