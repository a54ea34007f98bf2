"""Clients of the companies that make the videos, one folder each."""
