"""Durable state behind the storage ports, one folder per engine."""
