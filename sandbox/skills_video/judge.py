"""Decides whether the input of a generation is taken, by the parameter list of the model's page.

Source: seed 004_80b3b4423245c7a4.txt. Unknown keys are taken (`{key}: any`); an address of an image is taken
only as http or https, as nothing else can be fetched.
"""

import math
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from sandbox.skills_video.wire import JsonObject, refused

LARGEST_SEED = 2**32 - 1
Number = int | float


def _web_address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise PydanticCustomError("address", "Address should begin with http:// or https://")
    return text


class VideoInput(BaseModel):
    """The input of PixVerse V6, Text/Image variant, with its defaults."""

    model_config = ConfigDict(extra="allow", allow_inf_nan=False)

    prompt: Annotated[str, Field(min_length=1)]
    feature: Literal["text-image"] | None = None
    resolution: Literal["360p", "540p", "720p", "1080p"] = "720p"
    duration: Annotated[Number, Field(ge=1, le=15)] = 5
    negative_prompt: str = ""
    style: Literal["anime", "3d_animation", "clay", "comic", "cyberpunk"] | None = None
    seed: Number | None = None
    generate_audio: bool = False
    image_url: Annotated[str, AfterValidator(_web_address)] | None = None
    aspect_ratio: Literal["16:9", "4:3", "1:1", "3:4", "9:16", "2:3", "3:2", "21:9"] = "16:9"
    generate_multi_clip: bool = False
    thinking_type: Literal["enabled", "disabled", "auto"] = "auto"

    @property
    def seconds(self) -> int:
        """Whole seconds of the video, a begun one included."""
        return math.ceil(self.duration)

    @property
    def shape(self) -> tuple[int, int]:
        """The aspect as width and height."""
        wide, _, high = self.aspect_ratio.partition(":")
        return int(wide), int(high)

    def echo(self) -> JsonObject:
        """The input as answers repeat it; `n` is there although no parameter sets it (seed's example)."""
        return {"n": 1, **self.model_dump(exclude_none=True)}


def judge(fields: JsonObject, *, typed: bool) -> VideoInput:
    """The input that the fields stand for; raises Refused with every error found.

    The fields of a form are not `typed`: they are texts, and read as what the parameter is.
    """
    errors = [
        f"{name}: Input should not be null" for name in VideoInput.model_fields if _is_null(fields, name)
    ]
    if not errors:
        try:
            return VideoInput.model_validate(fields, strict=typed)
        except ValidationError as error:
            # Of a number, which may be whole or not, both readings complain: the latter is right of both.
            complaints = {one["loc"][0]: one["msg"] for one in error.errors()}
            errors = [f"{name}: {complaint}" for name, complaint in complaints.items()]
    raise refused("INVALID_INPUT", f"Invalid input. {'; '.join(errors)}.")


def _is_null(fields: JsonObject, name: str) -> bool:
    return name in fields and fields[name] is None
