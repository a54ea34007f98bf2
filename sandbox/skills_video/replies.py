"""What skills.video says of a generation.

Sources: seed 004_80b3b4423245c7a4.txt; docs.skills.video/api-reference/get-generation-result, whose only
example is an image: a video is told by analogy. The words of other pages and clients come on demand.
"""

from dataclasses import dataclass

from sandbox.skills_video.books import Credits, State
from sandbox.skills_video.faults import Dialect
from sandbox.skills_video.generation import Generation
from sandbox.skills_video.wire import JsonObject

_STATES: tuple[State, ...] = ("queued", "running", "succeeded", "failed", "canceled")
WORDS: dict[Dialect, tuple[str, ...]] = {
    "documented": ("IN_QUEUE", "IN_PROGRESS", "COMPLETED", "FAILED", "CANCELED"),
    "lower": ("starting", "processing", "succeeded", "failed", "canceled"),
    "shouted": ("STARTING", "PROCESSING", "SUCCEEDED", "FAILED", "CANCELED"),
    "capitalised": ("In_Queue", "In_Progress", "Completed", "Failed", "Canceled"),
    "british": ("in_queue", "in_progress", "completed", "failed", "CANCELLED"),
}


@dataclass(frozen=True)
class Replies:
    """Words answers; `base_url` is where videos are served."""

    base_url: str

    def acknowledged(self, generation: Generation) -> JsonObject:
        """The answer to a submit; it never has `data`."""
        return {
            "id": generation.generation_id,
            "status": word(generation, generation.state),
            "input": {**generation.video.echo(), "seed": generation.create.seed},
            **_usage(generation),
            **_failure(generation),
        }

    def looked_up(self, generation: Generation) -> JsonObject:
        """The answer to a poll; with the fault `goes_back` the second one after the end forgets it."""
        generation.polls_since_end += generation.has_ended
        if generation.fault("goes_back") and generation.polls_since_end == 2:
            return {**self.acknowledged(generation), "status": word(generation, "running"), "data": None}
        return {**self.acknowledged(generation), "data": self._result(generation)}

    def streamed(self, generation: Generation) -> JsonObject:
        """An event of the stream: like a poll, but nothing is used up until the video is there."""
        reply = self.looked_up(generation)
        if generation.state != "succeeded":
            reply["usage"] = Credits().told()
        return reply

    def _result(self, generation: Generation) -> JsonObject | None:
        if generation.state != "succeeded":
            return None
        named = {"type": "video", "n": 1, "actual_prompt": generation.video.prompt}
        if generation.fault("no_url"):
            return {**named, "videos": []}
        fault, video = generation.fault("other_result"), self._video(generation)
        match fault.result if fault else None:
            case "video":
                return {**named, "video": video}
            case "videos":
                return {**named, "videos": [video]}
            case "url":
                return {**named, "url": video["url"]}
            case "output":
                return {**named, "output": [video["url"]]}
            case _:
                return {**named, "videos": [video], "video": video}

    def _video(self, generation: Generation) -> JsonObject:
        width, height = generation.size
        return {
            "url": f"{self.base_url}/files/{generation.file_name}",
            "file_name": generation.file_name,
            "content_type": "video/mp4",
            "width": width,
            "height": height,
        }


def word(generation: Generation, state: State) -> str:
    """A state in the words this generation uses."""
    fault = generation.fault("other_words")
    return WORDS[fault.dialect if fault else "documented"][_STATES.index(state)]


def _usage(generation: Generation) -> JsonObject:
    if generation.fault("cost_missing"):
        return {}
    free = generation.create.refunded or generation.fault("cost_zero")
    return {"usage": (Credits() if free else generation.create.charged).told()}


def _failure(generation: Generation) -> JsonObject:
    # Only what failed says why; the HTTP status stays 200 (docs.skills.video/http-status).
    fault = generation.fault("fail")
    if generation.state != "failed":
        return {}
    if fault:
        return {"code": fault.failure.code, "message": fault.failure.message}
    return {"code": "VIDEO_GENERATION_FAILED", "message": "The video could not be rendered."}
