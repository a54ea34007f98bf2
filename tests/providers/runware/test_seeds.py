"""The examples of the seeds: each can be made, and its result is read as it is printed."""

from base64 import b64encode
from typing import Any

import httpx
import pytest

from bot.domain.catalogue import Model
from bot.domain.models import CATALOGUE
from bot.domain.rules import plan
from bot.ports.provider import Order
from bot.providers.runware import OperatorTerms
from bot.providers.runware.mapping import video_task
from tests.data.pages import read
from tests.providers.orders import handed
from tests.providers.runware import meaning
from tests.providers.runware.bench import answer, runware

Json = Any

PAGES = {model_id: read(model_id) for model_id in ("pixverse-v5.6", "pixverse-v4")}
OF_THE_BOT = {"taskType", "taskUUID", "deliveryMethod", "outputType", "includeCost"}
EXAMPLES = [
    pytest.param(model_id, request, result, id=f"{model_id} {request['taskUUID'][:8]}")
    for model_id, page in PAGES.items()
    for request, result in page.examples
]


def model_called(model_id: str) -> Model:
    model = CATALOGUE.get(model_id)
    assert model is not None
    return model


def test_the_examples_of_both_pages_are_found() -> None:
    assert [len(page.examples) for page in PAGES.values()] == [5, 4]


@pytest.mark.parametrize(("model_id", "request_", "result"), EXAMPLES)
def test_an_example_is_sent_as_it_is_printed_apart_from_its_contradictions(
    model_id: str, request_: Json, result: Json
) -> None:
    model = model_called(model_id)
    inputs = meaning.inputs(request_)
    attached = {"image": True, "last_image": True} if len(inputs) == 2 else {"image": True} if inputs else {}
    accepted = plan(CATALOGUE, model_id, {**meaning.said(model, request_), **attached})

    asked = Order(request_["taskUUID"], model, accepted.prompt, accepted.settings, inputs)
    task = video_task(asked, OperatorTerms(), handed(asked))

    assert sent_by_the_user(task) == sent_by_the_user(as_we_would_write(request_))
    assert accepted.quote.total_micros == round(result["cost"] * 1_000_000)
    assert not accepted.quote.approximate


def sent_by_the_user(task: Json) -> Json:
    return {name: value for name, value in task.items() if name not in OF_THE_BOT - {"taskUUID"} | {"safety"}}


def as_we_would_write(request: Json) -> Json:
    """The example without what its own page contradicts: facts are in rules.json R1 and R2."""
    written = dict(request)
    settings = {
        name: value
        for name, value in request["providerSettings"]["pixverse"].items()
        if (name, value) != ("motionMode", "normal")
    }
    written["providerSettings"] = {"pixverse": settings}
    if frames := request.get("inputs"):
        # Frames exclude a size; their key is `image`; what we send is our own copy.
        del written["width"], written["height"]
        written["resolution"] = "720p"
        written["inputs"] = {"frameImages": [own_copy(frame) for frame in frames["frameImages"]]}
    return written


def own_copy(frame: Json) -> Json:
    address = frame.get("image") or frame["inputImage"]
    content = b64encode(address.encode()).decode()
    return {"image": f"data:image/jpeg;base64,{content}", "frame": frame["frame"]}


@pytest.mark.parametrize(("model_id", "request_", "result"), EXAMPLES)
@pytest.mark.parametrize("bare", [True, False], ids=["as printed", "as answered"])
async def test_an_examples_result_is_read_as_it_is_printed(
    model_id: str, request_: Json, result: Json, bare: bool
) -> None:
    provider, _ = runware(httpx.Response(200, json=result) if bare else answer(data=[result]))

    (update,) = await provider.poll([request_["taskUUID"]])

    (take,) = update.done
    assert (take.key, take.url, take.seed) == (result["videoUUID"], result["videoURL"], result["seed"])
    assert take.cost_micros == round(result["cost"] * 1_000_000)
    assert request_["model"] == model_called(model_id).provider_model
