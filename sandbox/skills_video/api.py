"""skills.video's endpoints: submit, look up, credits.

Source: docs.skills.video (quickstart, get-generation-result, sse), silent on the shape of GET /credits.
"""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from hmac import compare_digest
from typing import Literal

from aiohttp import web

from sandbox.provider.spoiling import spoil
from sandbox.skills_video.books import Books
from sandbox.skills_video.faults import Faults
from sandbox.skills_video.generation import Generation
from sandbox.skills_video.generations import Generations
from sandbox.skills_video.intake import Brought, Intake
from sandbox.skills_video.judge import judge
from sandbox.skills_video.letters import MODEL
from sandbox.skills_video.replies import Replies
from sandbox.skills_video.wire import ErrorShape, JsonObject, Refused, refused, refused_bare

CreditsShape = Literal["split", "credits", "balance", "data"]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Habits:
    """What is undocumented or differs between pages; without `api_key` any key is good."""

    api_key: str | None = None
    accepted_status: Literal[200, 202] = 200
    error_shape: ErrorShape = "both"
    credits_shape: CreditsShape = "split"


@dataclass(frozen=True)
class Api:
    """Answers clients."""

    generations: Generations
    intake: Intake
    books: Books
    faults: Faults
    replies: Replies
    habits: Habits

    def application(self) -> web.Application:
        """The endpoints below the base address of the API."""

        @web.middleware
        async def admit(request: web.Request, handler: Handler) -> web.StreamResponse:
            return await self._admit(request, handler)

        app = web.Application(middlewares=[admit])
        app.add_routes(
            [
                web.post("/generation/sse/{model:.+}", self.stream),
                web.post("/generation/{model:.+}", self.submit),
                web.get("/generation/{id}", self.look_up),
                web.get("/credits", self.credits),
            ]
        )
        return app

    async def _admit(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            self._demand_key(request)
            return await handler(request)
        except Refused as refusal:
            return refusal.failure.response(self.habits.error_shape)

    def _demand_key(self, request: web.Request) -> None:
        scheme, _, key = request.headers.get("Authorization", "").partition(" ")
        only = self.habits.api_key
        good = bool(key) and (only is None or compare_digest(key.encode(), only.encode()))
        if scheme != "Bearer" or not good:
            raise refused_bare(401, "Invalid API key. Send it as Authorization: Bearer <key>.")

    async def submit(self, request: web.Request) -> web.StreamResponse:
        """POST /generation/{provider}/{model}."""
        brought = await self.intake.read(request)

        async def accepted() -> web.Response:
            generation = await self._accept(request, brought)
            body = self.replies.acknowledged(generation)
            return web.json_response(body, status=self.habits.accepted_status)

        return await self._answer(request, "submit", brought.prompt, accepted)

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """POST /generation/sse/{provider}/{model}: every change as an event; no request faults strike."""
        generation = await self._accept(request, await self.intake.read(request))
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        while True:
            changed, last = generation.changed, generation.has_ended
            event = json.dumps(self.replies.streamed(generation))
            await response.write(f"data: {event}\n\n".encode())
            if last:
                return response
            await changed.wait()

    async def look_up(self, request: web.Request) -> web.StreamResponse:
        """GET /generation/{id}."""
        generation_id = request.match_info["id"]
        self.books.polled(generation_id)
        generation = self.generations.find(generation_id)
        if generation is None:
            raise refused_bare(404, f"No generation has the id {generation_id}.")

        async def found(generation: Generation = generation) -> web.Response:
            if generation.has_ended:
                self.books.told(generation.create)
            return web.json_response(self.replies.looked_up(generation))

        return await self._answer(request, "poll", generation.video.prompt, found)

    async def credits(self, request: web.Request) -> web.StreamResponse:
        """GET /credits."""

        async def counted() -> web.Response:
            return web.json_response(self._balance())

        return await self._answer(request, "credits", "", counted)

    async def _answer(
        self, request: web.Request, on: str, prompt: str, answer: Callable[[], Awaitable[web.Response]]
    ) -> web.StreamResponse:
        """Answer, or let the fault that strikes this request spoil it."""
        fault = self.faults.of_request(on, [prompt])
        if fault is None:
            return await answer()
        if not fault.carried_out and on == "submit":
            self.books.dropped(prompt)
        spoilt = await answer() if fault.carried_out else web.Response()
        return await spoil(request, fault, spoilt, fault.failure.response(fault.shape))

    async def _accept(self, request: web.Request, brought: Brought) -> Generation:
        """Take a generation on; raises Refused, which the books note."""
        try:
            model = request.match_info["model"]
            if model != MODEL:
                raise refused("UNSUPPORTED_MODEL", f"Unsupported model {model}. Available: {MODEL}.")
            video = judge(brought.fields, typed=brought.typed)
            return self.generations.accept(video, await self.intake.opening(brought, video))
        except Refused as refusal:
            self.books.refused(brought.prompt, refusal.failure.code)
            raise

    def _balance(self) -> JsonObject:
        left = self.books.page.credits
        match self.habits.credits_shape:
            case "split":
                return left.told()
            case "credits":
                return {"credits": left.total}
            case "balance":
                return {"balance": left.total}
            case "data":
                return {"data": {"credits": left.total}}
