"""Reads what a submit brings along: JSON or a form, and the image by its address or as a file."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn
from uuid import UUID

import aiohttp
from aiohttp import web

from sandbox.provider.fetching import LARGEST_IMAGE_BYTES, Unusable, demand_size, download, judge_image
from sandbox.skills_video.generation import Opening
from sandbox.skills_video.judge import VideoInput
from sandbox.skills_video.wire import JsonObject, refused


@dataclass(frozen=True)
class Brought:
    """The fields of a submit; those of a form are texts, and its image has come along as a file."""

    fields: JsonObject
    typed: bool
    image: bytes | None = None

    @property
    def prompt(self) -> str:
        """The prompt as text, whatever was sent."""
        return str(self.fields.get("prompt", ""))


@dataclass(frozen=True)
class Intake:
    """Fetches images from loopback addresses, and keeps those that came as files in `folder`."""

    folder: Path
    base_url: str
    session: aiohttp.ClientSession
    new_id: Callable[[], UUID]

    async def read(self, request: web.Request) -> Brought:
        """The fields of a request; raises Refused when they cannot be read."""
        match request.content_type:
            case "application/json":
                return Brought(_object(await request.read()), typed=True)
            case "multipart/form-data":
                return await self._form(request)
            case other:
                allowed = "application/json or multipart/form-data"
                raise refused("INVALID_INPUT", f"Content-Type {other} is not supported; send {allowed}.")

    async def _form(self, request: web.Request) -> Brought:
        fields: JsonObject = {}
        image = None
        try:
            form = await request.post()
        except ValueError as error:
            raise refused("INVALID_INPUT", "The request body is not a valid form.") from error
        for name, field in form.items():
            if isinstance(field, str):
                fields[name] = field
            elif isinstance(field, web.FileField) and name == "image_url":
                image = await asyncio.to_thread(field.file.read)
                fields[name] = await self._keep(image)
            else:
                raise refused("INVALID_INPUT", f"{name}: Only image_url may be a file.")
        return Brought(fields, typed=False, image=image)

    async def _keep(self, image: bytes) -> str:
        name = self.new_id().hex
        await asyncio.to_thread((self.folder / name).write_bytes, image)
        return f"{self.base_url}/uploads/{name}"

    async def opening(self, brought: Brought, video: VideoInput) -> Opening | None:
        """The image to begin with, if any; raises Refused when it is unusable or cannot be had."""
        if video.image_url is None:
            return None
        try:
            content = brought.image
            if content is None:
                content = await download(self.session, video.image_url, LARGEST_IMAGE_BYTES)
            demand_size(content, LARGEST_IMAGE_BYTES)
            return Opening(content, await asyncio.to_thread(judge_image, content))
        except Unusable as error:
            raise refused("INVALID_INPUT", f"Invalid input. image_url: {error}") from error


def _object(body: bytes) -> JsonObject:
    try:
        fields = json.loads(body, parse_constant=_refuse_constant)
    except ValueError as error:
        raise refused("INVALID_INPUT", "The request body is not valid JSON.") from error
    if not isinstance(fields, dict):
        raise refused("INVALID_INPUT", "The request body must be a JSON object.")
    return fields


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")
