"""What moderators decide, in transactions."""
