"""What moderators decide about requests, videos and people."""
