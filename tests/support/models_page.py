"""Writes docs/models.md from the catalogue and the seeds: `python -m tests.support.models_page`."""

from collections.abc import Iterable, Iterator
from typing import Final

from bot.domain.catalogue import Choice, Model, Option, OptionValue, Rule, Severity
from bot.domain.models import CATALOGUE
from bot.ui.outcomes import caution
from bot.ui.safe_text import code
from bot.ui.texts import allowed, chosen, listed, money, said
from tests.data import pages
from tests.data.owners import FILLED_IN, NEVER_SENT, OF_THE_BOT, OF_THE_OPERATOR, Ownership, paths
from tests.data.requests import REQUESTS
from tests.support.sources import ROOT

PAGE: Final = "docs/models.md"
TESTS: Final = "tests/data/test_parameters.py"

_HEAD: Final = f"""# The models, parameter by parameter

Written by `python -m tests.support.models_page` from the catalogue (`bot/domain/models`) and the providers'
pages (`tests/data/seeds`). Every parameter that a page lists has a row: a member says it with an option of
`/create`, the operator sets it, or the bot does. "Left out" is what goes without saying; the tests are in
`{TESTS}`.
"""


def page() -> str:
    """The whole page."""
    return "\n".join([_HEAD, *(line for model in CATALOGUE.models for line in _section(model))])


def _section(model: Model) -> Iterator[str]:
    quote = model.prices.quote(model.defaults(), 1)
    price = money(quote.total_micros, approximate=quote.approximate)
    yield f"## {model.name}"
    yield ""
    yield f"{code(model.id)}: {model.summary}."
    yield ""
    yield f"- Provider: {code(model.provider)}, where it is called {code(model.provider_model)}"
    yield f"- Page: `tests/data/seeds/{pages.FILES[model.id]}`"
    yield f"- The clip that a bare prompt makes: {price}"
    if model.coming_soon:
        yield "- Announced as coming soon; it can be asked for all the same"
    yield ""
    yield from _table(("parameter sent", "set by", "allowed", "left out", "tested by"), _parameters(model))
    yield from _table(("rule", "together", "then"), (_rule(rule) for rule in model.rules))


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for row in (head, ("---",) * len(head), *rows):
        yield f"| {' | '.join(row)} |"
    yield ""


def _parameters(model: Model) -> list[tuple[str, ...]]:
    owned = [Ownership(model, path) for path in pages.read(model.id).parameters]
    order = ["a member", "the operator", "the bot", "nobody"]
    options = [option.name for option in model.options]

    def place(one: Ownership) -> tuple[int, int, str]:
        said_by = [options.index(option.name) for option in one.options]
        return order.index(one.owners[0]), min(said_by, default=0), one.path

    return [_parameter(one) for one in sorted(owned, key=place)]


def _parameter(one: Ownership) -> tuple[str, ...]:
    tested_by = "<br>".join(f"`{proof}`" for proof in _proofs(one))
    return f"`{one.path}`", *_who_and_what(one), tested_by


def _who_and_what(one: Ownership) -> tuple[str, str, str]:
    """Who sets it, what is allowed, and what is sent when it is left out."""
    if one.options:
        names = "<br>".join(f"`{option.name}`" for option in one.options)
        values = "<br>".join(dict.fromkeys(allowed(option.kind) for option in one.options))
        return names, values, "<br>".join(_left_out(one.model, option) for option in one.options)
    if one.path in OF_THE_OPERATOR:
        setting, values = OF_THE_OPERATOR[one.path]
        return f"the operator: `{setting}`", values, ""
    if one.path in OF_THE_BOT:
        return "the bot", OF_THE_BOT[one.path], ""
    return "never sent", NEVER_SENT[one.path], ""


def _left_out(model: Model, option: Option) -> str:
    if option.required:
        return "is refused"
    if option.default is not None:
        return code(said(option.default))
    if filled_in := FILLED_IN.get((model.id, option.name)):
        return filled_in
    implied = (one for one in model.implied if one.option == option.name)
    return "".join(f"{code(said(one.value))} with {listed(map(code, one.when), 'and')}" for one in implied)


def _proofs(one: Ownership) -> Iterator[str]:
    """Name the request that shows the parameter, or the test that none does; and that of its values."""
    showing = (
        name
        for name, request in REQUESTS.items()
        if request.model_id == one.model.id and one.path in paths(request.sent)
    )
    shown = next(showing, None)
    if shown is None:
        yield f"test_the_requests_show_every_parameter_of_the_seed_and_no_other[{one.model.id}]"
    else:
        yield f"test_is_sent_whole[{shown}]"
    for option in one.options:
        if isinstance(option.kind, Choice):
            yield f"test_every_word_arrives[{one.model.id} {option.name}]"


def _rule(rule: Rule) -> tuple[str, str, str]:
    together = listed((_combined(name, values) for name, values in rule.when.items()), "and")
    without = listed((f"no `{name}`" for name in rule.without), "and")
    consequence = (
        "refused" if rule.severity is Severity.ERROR else f"accepted; the card says: {caution(rule.id)}"
    )
    return rule.id, " and ".join(filter(None, (together, without))), consequence


def _combined(name: str, values: tuple[OptionValue, ...]) -> str:
    return listed((chosen(name, value) for value in values), "or") if values else f"`{name}`"


if __name__ == "__main__":
    (ROOT / PAGE).write_text(page(), encoding="utf-8")
