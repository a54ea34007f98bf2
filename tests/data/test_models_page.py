"""docs/models.md says what is so: it is what the generator writes, and the tests it names exist."""

import re

from bot.domain.models import CATALOGUE
from tests.data import pages
from tests.support.collected import collected
from tests.support.models_page import PAGE, TESTS, page
from tests.support.sources import read

NAMED = re.compile(r"`(test_\w+\[[^\]]+\])`")
ROW = re.compile(r"^\| `([^`]+)` \|.*\|$", re.MULTILINE)


def test_the_page_is_as_the_generator_writes_it() -> None:
    assert read(PAGE) == page(), "run: python -m tests.support.models_page"


def test_every_test_that_the_page_names_exists() -> None:
    named = {f"{TESTS}::{name}" for name in NAMED.findall(read(PAGE))}

    assert named
    assert named - collected(TESTS) == set()


def test_every_parameter_of_every_seed_has_a_row_with_a_test() -> None:
    sections = read(PAGE).split("\n## ")[1:]

    assert len(sections) == len(CATALOGUE.models)
    for section, model in zip(sections, CATALOGUE.models, strict=True):
        rows = {row[1]: row[0] for row in ROW.finditer(section)}
        assert rows.keys() == pages.read(model.id).parameters
        assert all(NAMED.search(row) for row in rows.values())
