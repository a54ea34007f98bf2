"""The steps that a generation passes, each a stage of the worker."""
