"""`python -m sandbox.skills_video --port N`: run the stand-in until SIGTERM or SIGINT."""

import argparse
import asyncio
import logging
from typing import get_args

from sandbox.provider.program import Studio, parser_for, serve_until_signal, studio
from sandbox.skills_video.api import CreditsShape, Habits
from sandbox.skills_video.letters import PAUSES_SECONDS, BodyShape, usable_secret
from sandbox.skills_video.server import Settings, running
from sandbox.skills_video.wire import ErrorShape


def pauses(text: str) -> tuple[float, ...]:
    """Read the seconds between attempts, with commas between them; empty for a single attempt."""
    seconds = tuple(float(part) for part in text.split(",") if part.strip())
    if any(pause < 0 for pause in seconds):
        raise argparse.ArgumentTypeError(f"{text!r} has a negative pause; write for example 0.5,1,2")
    return seconds


def secret(text: str) -> str:
    """Read a secret."""
    try:
        return usable_secret(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def parse_arguments(arguments: list[str] | None = None) -> argparse.Namespace:
    """The options of the command line; exits with 2 on a wrong one."""
    parser = parser_for("sandbox.skills_video", __doc__)
    parser.add_argument("--credits", type=int, default=10_000, help="what the workspace has")
    parser.add_argument("--credits-shape", choices=get_args(CreditsShape), default="split")
    parser.add_argument("--error-shape", choices=get_args(ErrorShape), default="both")
    parser.add_argument("--accepted-status", type=int, choices=(200, 202), default=200)
    parser.add_argument("--webhook-url", help="where the workspace's webhooks go; default: none are sent")
    parser.add_argument(
        "--webhook-secret",
        type=secret,
        action="append",
        default=[],
        metavar="whsec_…",
        help="what they are signed with; twice while rotating",
    )
    parser.add_argument("--webhook-body", choices=get_args(BodyShape), default="prediction")
    parser.add_argument(
        "--webhook-pauses",
        type=pauses,
        default=PAUSES_SECONDS,
        metavar="S,S,…",
        help="seconds between attempts; default: the specification's",
    )
    return parser.parse_args(arguments)


async def run(options: argparse.Namespace, place: Studio) -> None:
    """Serve until a signal says stop."""
    habits = Habits(
        api_key=options.api_key,
        accepted_status=options.accepted_status,
        error_shape=options.error_shape,
        credits_shape=options.credits_shape,
    )
    settings = Settings(
        media_dir=place.folder,
        render_seconds=options.render_seconds,
        credits=options.credits,
        habits=habits,
        webhook_url=options.webhook_url,
        webhook_secrets=tuple(options.webhook_secret),
        webhook_body=options.webhook_body,
        webhook_pauses_seconds=options.webhook_pauses,
        seed=options.seed,
    )
    await serve_until_signal("skills_video", running(place.renderer, settings, port=options.port))


def main() -> None:
    """Start the stand-in as a program of its own."""
    options = parse_arguments()
    logging.basicConfig(level=logging.WARNING)
    with studio(options.media_dir, options.renderer) as place:
        asyncio.run(run(options, place))


if __name__ == "__main__":
    main()
