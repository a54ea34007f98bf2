"""Posting finished videos to Discord channels."""
