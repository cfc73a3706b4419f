"""The nouns of Sofra: frozen values that every room may hold, with nothing but the standard library."""
