"""Drafts and forms: what was said so far, and what is still in the way."""
