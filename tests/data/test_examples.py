"""No documented example is left out: each is named by a test that uses it."""

from collections.abc import Iterable
from pathlib import Path

from tests.support.collected import collected

EXAMPLES = {file.stem for file in (Path(__file__).parent / "examples").glob("*.json")}


def unused(examples: set[str], test_ids: Iterable[str]) -> set[str]:
    """The examples that no test is parametrised with."""
    parameters = [test_id.partition("[")[2] for test_id in test_ids]
    return {name for name in examples if not any(name in parameter for parameter in parameters)}


def test_every_example_is_used_by_a_test_of_a_provider() -> None:
    assert len(EXAMPLES) == 49
    assert unused(EXAMPLES, collected("tests/providers")) == set()


def test_an_example_that_no_test_uses_is_noticed() -> None:
    ids = ["tests/a.py::test_it", "tests/a.py::test_it_reads[runware-ack]"]

    assert unused({"runware-ack", "runware-new"}, ids) == {"runware-new"}
