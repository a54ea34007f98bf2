"""Runware's HTTP replies judged by what was asked: accepted or not, news or a refusal, too much at once."""

import logging
from collections.abc import Sequence
from typing import Final

from bot.domain.errors import ProviderError
from bot.domain.news import Update
from bot.providers.errors import REFUSED
from bot.providers.runware.client import Reply
from bot.providers.runware.errors import judge, no_answer, refusal
from bot.providers.runware.updates import updates
from bot.providers.runware.wire import Answer, Item

_log = logging.getLogger(__name__)

CONFLICT: Final = "conflicttaskuuid"
"""The code, in lower case, for a taskUUID that was used before: Runware has this task already."""

_MAY_SPEAK_OF_TASKS: Final = (400, 404)
"""Refusals that may tell the end of a task; any other says nothing about tasks, whatever it names."""


def submit_trouble(reply: Reply, task_id: str, *, creates: bool = True) -> ProviderError | None:
    """Tell why a submitted task was not taken; None when it was, now or by an earlier attempt.

    Without `creates` it was surely not to be run, so that nothing is left open.
    """
    if reply.answer is None:
        return _unreadable(reply, creates=creates)
    own = [item for item in reply.answer.items if _names(item, [task_id])]
    # One task was sent, so an error without a taskUUID is about it.
    errors = [error for error in reply.answer.errors if not error.task_id or _names(error, [task_id])]
    troubles = [*errors, *(item for item in own if item.failed)]
    if any(item.trouble.code.lower() == CONFLICT for item in troubles):
        _log.info("task %s: Runware has it already", task_id)
        return None
    # An acknowledgement wins over an error beside it: the task may cost money, and polling will tell its end.
    if reply.ok and not all(item.failed for item in own):
        return None
    if troubles or not reply.ok:
        return _refused(reply, troubles, creates=creates)
    return no_answer("no acknowledgement of this task", creates=creates)


def news(reply: Reply, task_ids: Sequence[str]) -> list[Update]:
    """Read the reply to a poll of these tasks; raises `ProviderError` when it says nothing about tasks."""
    answer = _readable(reply)
    nameless = [error for error in answer.errors if not error.task_id]
    named = any(_names(item, task_ids) for item in (*answer.items, *answer.errors))
    heard = reply.ok or reply.status in _MAY_SPEAK_OF_TASKS
    if not heard or (not named and (nameless or not reply.ok)):
        raise _refused(reply, answer.errors, creates=False)
    for error in nameless:
        _log.warning("poll: %s without a task", error.trouble.code)
    return updates(answer, task_ids)


def told(reply: Reply) -> Sequence[Item]:
    """Give what a reply tells; raises `ProviderError` when it is a refusal."""
    answer = _readable(reply)
    if answer.errors or not reply.ok:
        raise _refused(reply, answer.errors, creates=False)
    return answer.items


def too_many(reply: Reply, task_ids: Sequence[str]) -> bool:
    """Tell whether a request was refused as a whole in a way that a smaller one may escape.

    Runware documents neither a limit nor its code; HTTP 413, or a 400 that blames none of the tasks.
    """
    if reply.status != 400:
        return reply.status == 413
    errors = reply.answer.errors if reply.answer else ()
    blames_tasks = any(_names(error, task_ids) for error in errors)
    return not blames_tasks and all(judge(error.trouble, 400) == REFUSED for error in errors)


def _names(item: Item, task_ids: Sequence[str]) -> bool:
    return item.task_id.lower() in {task_id.lower() for task_id in task_ids}


def _readable(reply: Reply) -> Answer:
    if reply.answer is None:
        raise _unreadable(reply, creates=False)
    return reply.answer


def _unreadable(reply: Reply, *, creates: bool) -> ProviderError:
    if reply.ok:
        return no_answer("an unreadable answer", creates=creates)
    return _refused(reply, (), creates=creates)


def _refused(reply: Reply, errors: Sequence[Item], *, creates: bool) -> ProviderError:
    trouble = errors[0].trouble if errors else None
    return refusal(reply.status, trouble, reply.retry_after_seconds, creates=creates)
