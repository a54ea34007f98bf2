"""Reading what providers send, liberally: a field of the wrong type is absent, an unknown one ignored."""

import json
import re
from decimal import Decimal
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)


def absent_if_wrong(default: object) -> WrapValidator:
    """Take the default in place of what is not of the type."""

    def read(value: object, validate: ValidatorFunctionWrapHandler) -> object:
        try:
            return validate(value)
        except ValidationError:
            return default

    return WrapValidator(read)


def _plain(code: str) -> str:
    """Keep what a code is made of: it goes to the log and the database."""
    return re.sub(r"[^\w.:,-]", "", code, flags=re.ASCII)[:80]


Id = Annotated[str, Field(max_length=200), absent_if_wrong("")]
Word = Annotated[str, AfterValidator(_plain), absent_if_wrong("")]
Url = Annotated[str, Field(max_length=4096), absent_if_wrong("")]


class Liberal(BaseModel):
    """The base of all that is read."""

    model_config = ConfigDict(frozen=True, extra="ignore")


def read_json(body: bytes) -> Any:  # noqa: ANN401 - anything may come, and the caller looks at it
    """Read a document with its numbers exact; None when it is none, for `null` tells as little."""
    try:
        # Deep nesting, endless numbers and absurd exponents each raise their own error.
        return json.loads(body, parse_float=Decimal)
    except (ValueError, RecursionError, ArithmeticError):
        return None
