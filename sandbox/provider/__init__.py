"""What the stand-ins of the video providers share: serving, rendering, posting, faults, controls."""
