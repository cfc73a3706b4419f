"""What to do: a proposal for every gap, an action for the council, and what is missing before the session."""
