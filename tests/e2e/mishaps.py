"""What goes wrong in a campaign besides the kills: at the providers, on the way of webhooks, at Discord."""

from typing import Final

from sandbox.provider.webhooks import WebhookKind
from sandbox.runware.faults import Fault as RunwareFault
from sandbox.skills_video.faults import Fault as SkillsVideoFault
from tests.e2e.both import Both

_WEBHOOK_MISHAPS: Final[tuple[WebhookKind, ...]] = (
    "webhook_dropped",
    "webhook_copied",
    "webhook_delayed",
    "webhook_reordered",
)
_WEBHOOK_SHARE = 0.04
"""Of the generations, those whose webhooks suffer one of these, for each."""

_SLOW_SHARE, _SLOW_SECONDS = 0.3, 0.5
"""Of the submits, those that are answered so late that a kill may well come first."""


async def befall(stage: Both, lost_share: float) -> None:
    """Let storms fail, lose so many answers to submits, and let Discord stumble, having posted or not."""
    await _befall_runware(stage, lost_share)
    await _befall_skills_video(stage, lost_share)
    for kind in ("error", "drop_after"):
        await stage.discord.fault(kind, path="/channels/*", status=502, times=None, probability=0.02)


async def _befall_runware(stage: Both, lost_share: float) -> None:
    add = stage.runware.add_fault
    await add(RunwareFault("fail", prompt="storm"))
    await add(RunwareFault("slow_answer", probability=_SLOW_SHARE, seconds=_SLOW_SECONDS))
    await add(RunwareFault("answer_lost", probability=lost_share))
    await add(RunwareFault("http_error", on="any", status=503, probability=0.01))
    # Only Runware's first webhook waits for the submit's answer by itself.
    await add(RunwareFault("webhook_early", probability=_WEBHOOK_SHARE))
    for kind in _WEBHOOK_MISHAPS:
        await add(RunwareFault(kind, probability=_WEBHOOK_SHARE, seconds=3.0))


async def _befall_skills_video(stage: Both, lost_share: float) -> None:
    add = stage.skills_video.add_fault
    await add(SkillsVideoFault("fail", prompt="storm"))
    await add(SkillsVideoFault("slow_answer", probability=_SLOW_SHARE, seconds=_SLOW_SECONDS))
    await add(SkillsVideoFault("answer_lost", probability=lost_share))
    await add(SkillsVideoFault("http_error", on="any", status=503, probability=0.01))
    for kind in _WEBHOOK_MISHAPS:
        await add(SkillsVideoFault(kind, probability=_WEBHOOK_SHARE, seconds=3.0))
