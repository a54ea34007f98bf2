"""What is asked besides videos."""

from uuid import uuid4

from runware import Runware

from tests.sdk.rehearsal import raised, video_task


async def account(client: Runware, _: str) -> str:
    """The balance has shrunk by what was paid."""
    (details,) = await client.account_management({"operation": "getDetails"})
    assert 0 < details["balance"] < 100, details
    return f"balance {details['balance']}"


async def task_details(client: Runware, _: str) -> str:
    """A task gives back its request and its response."""
    task = video_task(taskUUID=str(uuid4()), seed=3)
    (item,) = await client.run(task)
    (details,) = await client.get_task_details({"taskUUID": task["taskUUID"]})
    (request,) = details["request"]
    assert request["seed"] == 3, details
    assert details["response"]["data"][0]["videoUUID"] == item["videoUUID"], details
    return f"seed {request['seed']}"


async def unknown_task(client: Runware, _: str) -> str:
    """Details of a task that never was."""
    error = await raised(client.get_task_details({"taskUUID": str(uuid4())}))
    assert error.code == "notFound", error
    return f"{error.code}: {error.message}"
