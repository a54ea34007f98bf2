"""Thin Discord adapters: translate, call a service, show."""
