"""Refusals and troubles are data that survive being raised anywhere."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.domain.errors import ProviderError, Rejection, ServerNotServed
from bot.domain.generation import FailureReason


def test_a_providers_error_reads_as_one_line_for_the_log() -> None:
    error = ProviderError(
        "runware", FailureReason.REFUSED, retryable=False, code="valueTooLong", message="HTTP 400"
    )

    assert str(error) == "runware: refused valueTooLong HTTP 400"
    assert str(ProviderError("runware", FailureReason.REFUSED, retryable=False)) == "runware: refused"


async def test_a_refusal_leaves_a_context_manager_as_it_was_raised() -> None:
    @asynccontextmanager
    async def context() -> AsyncIterator[None]:
        yield

    raised = ServerNotServed(7)
    with pytest.raises(Rejection) as caught:
        async with context():
            raise raised

    assert caught.value is raised
    assert caught.value != ServerNotServed(7), "refusals are compared by identity"
