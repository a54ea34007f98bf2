"""The web server: health now; webhooks, metrics and media have their place here."""
