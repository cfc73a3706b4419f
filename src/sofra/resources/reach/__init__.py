"""Who can reach what: minutes to the nearest, choice within a time, places for each person, people beyond a limit."""
