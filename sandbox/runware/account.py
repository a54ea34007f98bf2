"""accountManagement: the balance and what was used."""

from dataclasses import dataclass
from typing import Literal

from sandbox.runware.books import Books
from sandbox.runware.wire import Answer, JsonObject, refused, usd

ORGANIZATION_ID = "a6379343-9ff2-46a0-996b-e4a7b3057c88"
# A number in Runware's documents of 2025, an object in the types of its SDK 1.8.0.
BalanceShape = Literal["number", "object"]


@dataclass(frozen=True)
class Account:
    """The one account that there is."""

    books: Books
    balance_shape: BalanceShape

    async def details(self, task: JsonObject, answer: Answer) -> None:
        """Tell balance and usage; only getDetails is offered."""
        if task.get("operation") != "getDetails":
            message = f"Unknown operation: {task.get('operation')!r}. Allowed is: getDetails."
            raise refused("invalidOperation", message, parameter="operation", allowedValues=["getDetails"])
        page = self.books.page
        balance = usd(page.balance_micros)
        usage = {"credits": usd(page.paid_micros), "requests": len(page.submits)}
        answer.data.append(
            {
                "taskType": "accountManagement",
                "taskUUID": task["taskUUID"],
                "operation": "getDetails",
                "organizationUUID": ORGANIZATION_ID,
                "organizationName": "Local stand-in",
                "balance": {"total": balance, "currency": "USD"}
                if self.balance_shape == "object"
                else balance,
                "usage": {"total": usage, "today": usage},
            }
        )
