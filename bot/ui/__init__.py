"""Wording, cards, persistent buttons and error sentences."""
