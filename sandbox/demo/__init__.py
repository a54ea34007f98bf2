"""A scripted evening on a small server: the real bot against the stand-ins, judged from outside."""
