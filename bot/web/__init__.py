"""The web server: health, webhooks, and our own copies of files; metrics have their place here."""
