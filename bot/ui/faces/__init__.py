"""What each kind of posting looks like."""
