"""Protocols, in the verbs of the domain, that the outside world is reached through."""
