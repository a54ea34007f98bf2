"""Requests for videos, as the rules are asked about them."""

import pytest

from bot.domain.catalogue import OptionValue
from bot.domain.errors import Rejection
from bot.domain.models import CATALOGUE
from bot.domain.rules import plan

V4, V4_5, V5_6 = "pixverse-v4", "pixverse-v4.5", "pixverse-v5.6"
V6, SKILLS = "pixverse-v6", "pixverse-v6-skills"


def said(**options: OptionValue) -> dict[str, OptionValue]:
    return {"prompt": "A lighthouse over tidal flats", **options}


def refused(model_id: str, **options: OptionValue) -> Rejection:
    with pytest.raises(Rejection) as caught:
        plan(CATALOGUE, model_id, said(**options))
    return caught.value
