"""What Runware posts to a webhook: news only, to be confirmed by asking.

Source: Runware's page on webhooks (a flat result); receivers of others met it wrapped as well, all of which
is in tests/data/examples. The body of a failure is documented nowhere.
"""

from bot.providers.runware.wire import read_answer


def webhook_news(body: bytes) -> tuple[str, ...] | None:
    """Tell of which tasks a body brings a result or an end; None when it is nothing of Runware's.

    Tasks that are said to be still at work are left out, so the answer may be empty.
    """
    answer = read_answer(body)
    if answer is None or not (answer.items or answer.errors):
        return None
    entries = [item for item in answer.items if item.succeeded or item.failed]
    named = (item.task_id.lower() for item in (*entries, *answer.errors) if item.task_id)
    return tuple(dict.fromkeys(named))
