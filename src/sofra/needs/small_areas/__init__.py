"""Numbers for places where few were asked, borrowed from places alike: models, marked as models wherever they show."""
