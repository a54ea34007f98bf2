"""What may be spent, what was, and by whom."""
