"""What Runware posts to a webhook: news only, to be confirmed by asking.

Source: Runware's page on webhooks (a flat result); receivers of others met it wrapped as well, all of which
is in tests/data/examples. The body of a failure is documented nowhere.
"""

from bot.providers.runware.wire import read_answer


def ids_in(body: bytes) -> tuple[str, ...]:
    """Give the tasks that a body speaks of, in lower case; raises `ValueError` when it is no answer."""
    answer = read_answer(body)
    if answer is None:
        raise ValueError("not an answer of Runware's")
    named = (item.task_id.lower() for item in (*answer.items, *answer.errors) if item.task_id)
    return tuple(dict.fromkeys(named))
