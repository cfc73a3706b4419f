"""Where the next one should stand: people, sites and minutes as one problem, and answers with a certified gap."""
