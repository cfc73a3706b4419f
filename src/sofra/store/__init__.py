"""Where everything is kept: Django models, one file a subject, and read-only queries that give frozen values."""
