"""Finished videos, and what leads on from them."""
