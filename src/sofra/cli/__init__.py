"""The command line: one file a command; nothing is decided here, and nothing is written past `work`."""
