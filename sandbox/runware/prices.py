"""What a result costs, in micro-dollars.

Sources: V4 (also used for V4.5) PixVerse's credit table at 0.299 dollars per 120 credits, with the two prices
that Runware's own examples print; V5.6 the same credits scaled so that 720p, 8 s, with sound costs the 0.3978
dollars its examples print; V6 resellers' prices per second.
"""

from sandbox.runware.requests import VideoRequest

_V4_MICROS = {
    ("360p", 5): 112_100,
    ("360p", 8): 224_300,
    ("540p", 5): 112_100,
    ("540p", 8): 224_300,
    ("720p", 5): 150_000,
    ("720p", 8): 299_000,
    ("1080p", 5): 299_000,
    ("1080p", 8): 598_000,
}
_V56_CREDITS = {
    ("360p", 5): 45,
    ("360p", 8): 90,
    ("360p", 10): 112,
    ("540p", 5): 45,
    ("540p", 8): 90,
    ("540p", 10): 112,
    ("720p", 5): 60,
    ("720p", 8): 120,
    ("720p", 10): 150,
    ("1080p", 5): 120,
    ("1080p", 8): 240,
    ("1080p", 10): 300,
}
_V56_AUDIO_CREDITS = {5: 10, 8: 20, 10: 20}
_V56_MICROS_PER_140_CREDITS = 397_800
_V6_MICROS_PER_SECOND = {
    False: {"360p": 25_000, "540p": 35_000, "720p": 45_000, "1080p": 90_000},
    True: {"360p": 35_000, "540p": 45_000, "720p": 60_000, "1080p": 115_000},
}


def price_micros(request: VideoRequest) -> int:
    """The price of one result of this request."""
    if request.model == "pixverse:1@8":
        return round(_V6_MICROS_PER_SECOND[request.audio][request.resolution] * request.duration_seconds)
    if request.model == "pixverse:1@7":
        return _v56_price_micros(request)
    return _v4_price_micros(request)


def _v4_price_micros(request: VideoRequest) -> int:
    # Fast motion costs as much as eight seconds: PixVerse's table doubles both.
    seconds = 8 if request.motion == "fast" else _billed_seconds(request, (5, 8))
    return _V4_MICROS[request.resolution, seconds]


def _v56_price_micros(request: VideoRequest) -> int:
    seconds = _billed_seconds(request, (5, 8, 10))
    credit_count = _V56_CREDITS[request.resolution, seconds]
    if request.audio:
        credit_count += _V56_AUDIO_CREDITS[seconds]
    # Runware prints four decimals.
    return (credit_count * _V56_MICROS_PER_140_CREDITS // 140 + 50) // 100 * 100


def _billed_seconds(request: VideoRequest, steps: tuple[int, ...]) -> int:
    return next((step for step in steps if request.duration_seconds <= step), steps[-1])
