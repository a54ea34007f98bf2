"""What a video costs in credits.

skills.video publishes no table. This one is the stand-in's own: so many credits for each begun second, chosen
so that 720p, 5 s, without sound costs the 20 credits of the example in seed 004_80b3b4423245c7a4.txt.
"""

from sandbox.skills_video.judge import VideoInput

CREDITS_PER_SECOND = {
    False: {"360p": 2, "540p": 3, "720p": 4, "1080p": 8},
    True: {"360p": 3, "540p": 4, "720p": 5, "1080p": 11},
}


def price_credits(video: VideoInput) -> int:
    """The price of one generation."""
    return CREDITS_PER_SECOND[video.generate_audio][video.resolution] * video.seconds
