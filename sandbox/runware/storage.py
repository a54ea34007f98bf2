"""mediaStorage, and imageUpload which it has replaced.

Sources: Runware's media-storage page; the result types of its SDK 1.8.0.
"""

from dataclasses import dataclass

from sandbox.runware.inputs import LARGEST_UPLOAD_BYTES, Intake, judge_upload
from sandbox.runware.wire import Answer, JsonObject, refused

OPERATIONS = ("upload", "delete")


@dataclass(frozen=True)
class Storage:
    """Keeps media for later tasks; `base_url` is where they can be fetched."""

    intake: Intake
    base_url: str

    async def upload_image(self, task: JsonObject, answer: Answer) -> None:
        """Keep an image."""
        content = await self._content(task, "image")
        judge_upload(content)
        media_id = self.intake.store(content)
        answer.data.append({**_named(task), "imageUUID": media_id, "imageURL": self._url(media_id)})

    async def manage(self, task: JsonObject, answer: Answer) -> None:
        """Keep media of any kind, or forget them."""
        item = {**_named(task), "operation": _operation(task)}
        if item["operation"] == "upload":
            media_id = self.intake.store(await self._content(task, "media"))
            answer.data.append({**item, "mediaUUID": media_id, "mediaURL": self._url(media_id)})
        else:
            self.intake.delete(_text(task, "media"))
            answer.data.append({**item, "mediaUUID": task["media"]})

    async def pretend(self, task: JsonObject, answer: Answer) -> None:
        """A dry run: nothing is kept or forgotten, and it costs nothing."""
        if task["taskType"] == "mediaStorage":
            _operation(task)
        _text(task, "image" if task["taskType"] == "imageUpload" else "media")
        answer.data.append({**_named(task), "cost": 0})

    async def _content(self, task: JsonObject, name: str) -> bytes:
        return await self.intake.fetch(_text(task, name), name, LARGEST_UPLOAD_BYTES)

    def _url(self, media_id: str) -> str:
        return f"{self.base_url}/uploads/{media_id}"


def _named(task: JsonObject) -> JsonObject:
    return {"taskType": task["taskType"], "taskUUID": task["taskUUID"]}


def _operation(task: JsonObject) -> str:
    operation = task.get("operation")
    if operation not in OPERATIONS:
        message = f"Unknown operation: {operation!r}. Allowed are: {', '.join(OPERATIONS)}."
        raise refused("invalidOperation", message, parameter="operation", allowedValues=list(OPERATIONS))
    return str(operation)


def _text(task: JsonObject, name: str) -> str:
    text = task.get(name)
    if not isinstance(text, str) or not text:
        raise refused(f"missing{name.capitalize()}", f"Missing required parameter '{name}'.", parameter=name)
    return text
