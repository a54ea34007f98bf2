"""`python -m sandbox.runware --port N`: run the stand-in until SIGTERM or SIGINT."""

import argparse
import asyncio
import logging

from sandbox.provider.program import Studio, parser_for, serve_until_signal, studio
from sandbox.runware.server import Settings, running


def account(text: str) -> tuple[str, int]:
    """Read `KEY=USD` as a key and micro-dollars."""
    key, equals, usd = text.rpartition("=")
    if not key or not equals:
        raise argparse.ArgumentTypeError(f"{text!r} is no account; write for example their-key=25")
    return key, round(float(usd) * 1_000_000)


def parse_arguments(arguments: list[str] | None = None) -> argparse.Namespace:
    """The options of the command line; exits with 2 on a wrong one."""
    parser = parser_for("sandbox.runware", __doc__)
    parser.add_argument("--max-tasks", type=int, help="most tasks in one request; default: no limit")
    parser.add_argument("--balance-usd", type=float, default=100.0)
    parser.add_argument("--balance-shape", choices=("number", "object"), default="number")
    parser.add_argument(
        "--account",
        type=account,
        action="append",
        default=[],
        metavar="KEY=USD",
        help="another key, with an account and a balance of its own; may be given several times",
    )
    return parser.parse_args(arguments)


async def run(options: argparse.Namespace, place: Studio) -> None:
    """Serve until a signal says stop."""
    settings = Settings(
        media_dir=place.folder,
        render_seconds=options.render_seconds,
        api_key=options.api_key,
        most_tasks=options.max_tasks,
        balance_micros=round(options.balance_usd * 1_000_000),
        accounts=dict(options.account),
        balance_shape=options.balance_shape,
        seed=options.seed,
    )
    await serve_until_signal("runware", running(place.renderer, settings, port=options.port))


def main() -> None:
    """Start the stand-in as a program of its own."""
    options = parse_arguments()
    logging.basicConfig(level=logging.WARNING)
    with studio(options.media_dir, options.renderer) as place:
        asyncio.run(run(options, place))


if __name__ == "__main__":
    main()
