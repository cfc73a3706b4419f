"""Reading the world into rows, codebooks and issues: surveys, settlements, services, registers, voices."""
