"""skills.video's HTTP replies judged by what was asked: taken or not, news or a refusal."""

import logging
from decimal import Decimal
from fractions import Fraction
from typing import Final

from bot.domain.generation import Failure, FailureReason
from bot.domain.money import Micros
from bot.domain.news import TakeDone, TakeFailed, Update
from bot.providers.http import Response
from bot.providers.skills_video.errors import is_documented, no_answer, refusal, task_failure
from bot.providers.skills_video.wire import Report, read_report

_log = logging.getLogger(__name__)

LARGEST_COST_MICROS: Final = 1_000_000_000
"""No video costs this much: beyond it a cost is a slip of the provider's and counts as not said."""
NO_ADDRESS: Final = "completed-without-an-address"


def taken_as(reply: Response) -> str:
    """Give the id of the task that a submit made; raises `ProviderError` when it made none, or may have."""
    report = read_report(reply.body) or Report()
    if reply.ok and report.id:
        return report.id
    # Who refuses with a status of success is believed only in the provider's own documented words.
    if reply.ok and not is_documented(report.code):
        raise no_answer("an acknowledgement without an id", creates=True)
    raise refusal(reply.status, report.code, reply.retry_after_seconds, creates=True)


def report_on(reply: Response, task_id: str) -> Report | None:
    """Read what is said of one task; None when the provider does not know it.

    Raises `ProviderError` when the reply says nothing about it.
    """
    if reply.status == 404:
        # Also the first moment after a submit may look like this, so it is no end.
        _log.info("task %s: not known, or not yet", task_id)
        return None
    report = read_report(reply.body)
    if not reply.ok:
        code = report.code if report else ""
        raise refusal(reply.status, code, reply.retry_after_seconds, creates=False)
    if report is None or report.id not in {"", task_id}:
        raise no_answer("an answer that is not about the task", creates=False)
    return report


def news(report: Report, task_id: str, credit_micros: Micros) -> Update | None:
    """Turn a report into news; None while the task is at work. Its one result goes by the task's id."""
    cost = cost_micros(report.usage.total, credit_micros)
    if report.succeeded and report.url:
        return Update(task_id, (TakeDone(task_id, report.url, report.input.seed, cost),))
    if report.succeeded:
        # Results are there at once or never; asking on until the deadline would only delay the bad news.
        return _over(task_id, Failure(FailureReason.RESULT_UNUSABLE, NO_ADDRESS), cost)
    if report.failed:
        return _over(task_id, task_failure(report.code), cost)
    return None


def _over(task_id: str, failure: Failure, cost: Micros | None) -> Update:
    failed = (TakeFailed(task_id, failure, cost),) if cost else ()
    return Update(task_id, failed=failed, failure=failure)


def cost_micros(total: Decimal | None, credit_micros: Micros) -> Micros | None:
    """Turn credits into money, rounded up to a whole micro-dollar; None when they say nothing."""
    if not total:
        return None
    cost = -int(-Fraction(total) * credit_micros // 1)
    return Micros(cost) if cost <= LARGEST_COST_MICROS else None
