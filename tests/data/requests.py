"""Requests of members, and the whole document that a provider is sent for each: all there is to say is said.

Values differ from the defaults wherever there is a choice, so that each shows that it arrived.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from bot.domain.catalogue import OptionValue

Json = Any

ID: Final = "5b6f2f0e-6f5e-4f0e-9c57-0d5a2c1f7a11"
SEED_OF_THE_ID: Final = 689_619_255
"""The first 31 bits of its SHA-256: skills.video is always sent a seed, by which it is found again."""
WEBHOOK_URL: Final = "https://greenlit.example/webhooks/runware/4f1c"
FIRST, LAST, SOURCE = (f"https://greenlit.example/media/4f1c/{name}" for name in ("a.png", "b.png", "c.mp4"))
NEGATIVE: Final = "text, watermark"


@dataclass(frozen=True)
class Request:
    """What a member says and attaches, and the one document that a provider is sent for it."""

    model_id: str
    said: Mapping[str, OptionValue]
    sent: Json
    files: Mapping[str, str] = field(default_factory=dict)
    """By option, where the provider finds the file."""


_OF_THE_BOT_AND_THE_OPERATOR: Final[Json] = {
    "taskType": "videoInference",
    "taskUUID": ID,
    "deliveryMethod": "async",
    "outputType": "URL",
    "includeCost": True,
    "safety": {"mode": "full"},
    "ttl": 3600,
    "uploadEndpoint": f"https://store.example/{ID}.mp4",
    "webhookURL": WEBHOOK_URL,
}
_FRAMES: Final[Json] = {
    "frameImages": [{"image": FIRST, "frame": "first"}, {"image": LAST, "frame": "last"}],
}
_SAID_OF_ALL: Final[Mapping[str, OptionValue]] = {
    "negative": NEGATIVE,
    "resolution": "540p",
    "style": "clay",
    "seed": 7,
}
_SAID_AT_RUNWARE: Final[Mapping[str, OptionValue]] = {
    **_SAID_OF_ALL,
    "prompt": "Storks over tidal flats",
    "aspect": "9:16",
    "takes": 2,
    "format": "webm",
    "quality": 20,
}
_SENT_TO_RUNWARE: Final[Json] = {
    **_OF_THE_BOT_AND_THE_OPERATOR,
    "positivePrompt": "Storks over tidal flats",
    "negativePrompt": NEGATIVE,
    "width": 540,
    "height": 960,
    "seed": 7,
    "numberResults": 2,
    "outputFormat": "WEBM",
    "outputQuality": 20,
}


def _of_v4(model_id: str, provider_model: str) -> dict[str, Request]:
    return {
        f"{model_id} from words": Request(
            model_id,
            {**_SAID_AT_RUNWARE, "camera": "crane_up", "motion": "fast"},
            {
                **_SENT_TO_RUNWARE,
                "model": provider_model,
                "duration": 5,
                "providerSettings": {
                    "pixverse": {"style": "clay", "cameraMovement": "crane_up", "motionMode": "fast"}
                },
            },
        ),
        f"{model_id} between frames": Request(
            model_id,
            {"prompt": "She turns", "duration": 8, "resolution": "360p", "effect": "boom drop"},
            {
                **_OF_THE_BOT_AND_THE_OPERATOR,
                "model": provider_model,
                "positivePrompt": "She turns",
                "duration": 8,
                "resolution": "360p",
                "inputs": _FRAMES,
                "providerSettings": {"pixverse": {"effect": "boom drop"}},
            },
            {"image": FIRST, "last_image": LAST},
        ),
    }


_OF_V5_6: Final = {
    "pixverse-v5.6 from words": Request(
        "pixverse-v5.6",
        {**_SAID_AT_RUNWARE, "audio": True, "thinking": "auto", "duration": 10},
        {
            **_SENT_TO_RUNWARE,
            "model": "pixverse:1@7",
            "duration": 10,
            "providerSettings": {"pixverse": {"style": "clay", "audio": True, "thinking": "auto"}},
        },
    ),
    "pixverse-v5.6 between frames": Request(
        "pixverse-v5.6",
        {"prompt": "She turns", "resolution": "1080p"},
        {
            **_OF_THE_BOT_AND_THE_OPERATOR,
            "model": "pixverse:1@7",
            "positivePrompt": "She turns",
            "duration": 5,
            "resolution": "1080p",
            "inputs": _FRAMES,
        },
        {"image": FIRST, "last_image": LAST},
    ),
}

_OF_V6: Final = {
    "pixverse-v6 from words": Request(
        "pixverse-v6",
        {
            **_SAID_AT_RUNWARE,
            "audio": True,
            "multi_clip": True,
            "thinking": "disabled",
            "duration": 15,
            "takes": 20,
        },
        {
            **_SENT_TO_RUNWARE,
            "model": "pixverse:1@8",
            "duration": 15,
            "numberResults": 20,
            "settings": {"style": "clay", "audio": True, "multiClip": True, "thinking": "disabled"},
        },
    ),
    "pixverse-v6 between frames": Request(
        "pixverse-v6",
        {"prompt": "She turns", "duration": 1, "resolution": "360p"},
        {
            **_OF_THE_BOT_AND_THE_OPERATOR,
            "model": "pixverse:1@8",
            "positivePrompt": "She turns",
            "duration": 1,
            "resolution": "360p",
            "inputs": _FRAMES,
            "settings": {"thinking": "enabled"},
        },
        {"image": FIRST, "last_image": LAST},
    ),
    "pixverse-v6 from a video": Request(
        "pixverse-v6",
        {"prompt": "She goes on", "duration": 9, "resolution": "1080p"},
        {
            **_OF_THE_BOT_AND_THE_OPERATOR,
            "model": "pixverse:1@8",
            "positivePrompt": "She goes on",
            "duration": 9,
            "resolution": "1080p",
            "inputs": {"video": SOURCE},
        },
        {"video": SOURCE},
    ),
}

_OF_V6_AT_SKILLS_VIDEO: Final = {
    "pixverse-v6-skills from words": Request(
        "pixverse-v6-skills",
        {
            **_SAID_OF_ALL,
            "prompt": "Storks over tidal flats",
            "aspect": "21:9",
            "duration": 15,
            "audio": True,
            "multi_clip": True,
            "thinking": "disabled",
        },
        {
            "prompt": "Storks over tidal flats",
            "negative_prompt": NEGATIVE,
            "resolution": "540p",
            "duration": 15,
            "aspect_ratio": "21:9",
            "style": "clay",
            "seed": 7,
            "generate_audio": True,
            "generate_multi_clip": True,
            "thinking_type": "disabled",
        },
    ),
    "pixverse-v6-skills from an image": Request(
        "pixverse-v6-skills",
        {"prompt": "She turns", "duration": 1, "resolution": "360p"},
        {
            "prompt": "She turns",
            "seed": SEED_OF_THE_ID,
            "duration": 1,
            "resolution": "360p",
            "image_url": FIRST,
        },
        {"image": FIRST},
    ),
}

REQUESTS: Final[Mapping[str, Request]] = {
    **_OF_V5_6,
    **_OF_V6,
    **_OF_V6_AT_SKILLS_VIDEO,
    **_of_v4("pixverse-v4.5", "pixverse:1@3"),
    **_of_v4("pixverse-v4", "pixverse:1@2"),
}
