"""What there is: places, users and waiting lists of every kind of service, and the way to it."""
