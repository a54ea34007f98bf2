"""Use cases: what the bot does, one file per family."""
