"""What the papers say about the models, value by value."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parents[1] / "data" / "facts"


def facts(name: str) -> Any:
    """Read one paper; its numbers with a point are decimals, because some are money."""
    return json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"), parse_float=Decimal)
