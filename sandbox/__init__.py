"""Local stand-ins for Discord and the video providers."""
