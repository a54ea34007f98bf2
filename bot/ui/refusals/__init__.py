"""The words of refusals, by what they are about."""
