"""What to do: a proposal for every gap, an action the council can vote, and what is still missing before the session."""
