"""The bot between both providers, as tests want it: quick, and with money for everything."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from sandbox.demo.both import SECRET, Both
from sandbox.demo.both import both as demo_both
from tests.e2e.server import PLENTY, QUICK

__all__ = ["QUICK_SKILLS", "SECRET", "Both", "both"]

QUICK_SKILLS = ("--renderer", "clip", "--render-seconds", "0.1..0.5")


def both(
    folder: Path,
    *,
    webhooks: bool = True,
    runware: Sequence[str] = QUICK,
    skills_video: Sequence[str] = QUICK_SKILLS,
    settings: Mapping[str, str] | None = None,
) -> AbstractAsyncContextManager[Both]:
    """Start all stand-ins and let everybody spend what they like."""
    return demo_both(
        folder,
        webhooks=webhooks,
        runware=runware,
        skills_video=skills_video,
        settings={**PLENTY, **(settings or {})},
    )
