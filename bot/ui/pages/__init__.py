"""Answers that fill a screen: what a command shows."""
