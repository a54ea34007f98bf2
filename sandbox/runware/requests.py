"""A videoInference request, read from its JSON once it was judged."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Self

from sandbox.provider.sizes import SHORT_SIDES, even, fitted, shaped
from sandbox.runware.wire import JsonObject, abbreviated


@dataclass(frozen=True)
class FrameInput:
    """One image of frameImages and where it belongs."""

    image: str
    role: Literal["first", "last"]


@dataclass(frozen=True)
class VideoRequest:
    """What a videoInference task asks for, with Runware's defaults filled in."""

    task_id: str
    model: str
    prompt: str
    width: int | None
    height: int | None
    preset: str
    duration_seconds: float
    seed: int | None
    results: int
    container: str
    quality: int
    style: str | None
    camera: str | None
    effect: str | None
    motion: str
    audio: bool
    multi_clip: bool
    frames: tuple[FrameInput, ...]
    video: str | None
    include_cost: bool
    checks_content: bool
    webhook_url: str | None
    upload_endpoint: str | None
    ttl_seconds: int | None
    raw: JsonObject

    @classmethod
    def read(cls, raw: JsonObject) -> Self:
        """Read a task that already passed the judge."""
        settings = raw.get("settings") or raw.get("providerSettings", {}).get("pixverse", {})
        inputs = raw.get("inputs", {})
        safety = raw.get("safety", {})
        return cls(
            task_id=raw["taskUUID"],
            model=raw["model"],
            prompt=raw["positivePrompt"],
            width=raw.get("width"),
            height=raw.get("height"),
            preset=raw.get("resolution", "720p"),
            duration_seconds=float(raw.get("duration", 5)),
            seed=raw.get("seed"),
            results=raw.get("numberResults", 1),
            container=raw.get("outputFormat", "MP4"),
            quality=raw.get("outputQuality", 95),
            style=settings.get("style"),
            camera=settings.get("cameraMovement"),
            effect=settings.get("effect"),
            motion=settings.get("motionMode", "normal"),
            audio=settings.get("audio", False),
            multi_clip=settings.get("multiClip", False),
            frames=tuple(_frames(inputs.get("frameImages", []))),
            video=inputs.get("video"),
            include_cost=raw.get("includeCost", False),
            # The mode beats checkContent, which alone means "fast" (Runware's API reference, 2025-10).
            checks_content=safety.get("mode", "fast" if safety.get("checkContent") else "none") != "none",
            webhook_url=raw.get("webhookURL"),
            upload_endpoint=raw.get("uploadEndpoint"),
            ttl_seconds=raw.get("ttl"),
            raw={key: abbreviated(value) for key, value in raw.items()},
        )

    @property
    def resolution(self) -> str:
        """The preset whose price applies: the one asked for, or the smallest that holds width and height."""
        if self.width is None or self.height is None:
            return self.preset
        short = min(self.width, self.height)
        return next((name for name, side in SHORT_SIDES.items() if short <= side), "1080p")

    def size(self, media_size: tuple[int, int] | None) -> tuple[int, int]:
        """Even width and height of the result in pixels; given media lend their aspect to a preset."""
        if self.width is not None and self.height is not None:
            return even(self.width), even(self.height)
        return fitted(self.preset, media_size) if media_size else shaped(self.preset, 16, 9)


def _frames(images: Iterable[JsonObject | str]) -> Iterable[FrameInput]:
    """Without a position the first image opens the video and a second one ends it (V4 and V5.6 pages)."""
    for index, image in enumerate(images):
        if isinstance(image, str):
            yield FrameInput(image, "last" if index else "first")
            continue
        position = image.get("frame", -1 if index else 0)
        role: Literal["first", "last"] = "last" if position in ("last", -1) else "first"
        yield FrameInput(image.get("image") or image["inputImage"], role)
