"""How long one example may take says more about the machine than about the domain."""

from hypothesis import settings

settings.register_profile("without a stopwatch", deadline=None)
settings.load_profile("without a stopwatch")
