"""Moderators look back at what was spent and decided: as the ledger has it, and the log."""

import csv
import io
import re
from collections import Counter
from decimal import Decimal

from sandbox.demo.steps import Play
from sandbox.demo.watching import StepFailed
from sandbox.discord.driver import Message

_MONEY = """
SELECT discord_id, charged_micros, provider_cost_micros
FROM generation_money LEFT JOIN members USING (member_id)
"""


async def call_to_account(play: Play) -> None:
    """`/mod report` and `/mod audit`."""
    await _spent(play)
    await _decided(play)


async def _spent(play: Play) -> None:
    report = await play.look("tomas", "mod report", "By member", "By model", at=play.stage.moderators)
    ledger: dict[str, Counter[str]] = {}
    for row in play.stage.rows(_MONEY):
        sums = ledger.setdefault(f"<@{row['discord_id']}>" if row["discord_id"] else "", Counter())
        sums.update(charged_usd=row["charged_micros"], provider_cost_usd=row["provider_cost_micros"])
    table = await _table(play, report)
    if table != ledger:
        raise StepFailed(f"/mod report says {table}, the ledger {ledger}")
    charged = sum(sums["charged_usd"] for sums in ledger.values())
    if f"charged ${charged / 1_000_000:.4f}" not in report.text:
        raise StepFailed(f"the ledger charged {charged} micro-dollars, and /mod report says: {report.text}")
    play.say(f"its table agrees with the ledger to the last micro-dollar, for each of {len(ledger)} members")


async def _table(play: Play, report: Message) -> dict[str, Counter[str]]:
    """Sum up the table that comes with the report, by member, in micro-dollars."""
    (url,) = [file.url for file in report.attachments if file.filename.endswith(".csv")]
    written = (await play.stage.discord.fetch(url)).content.decode("utf-8-sig")
    table: dict[str, Counter[str]] = {}
    for row in csv.DictReader(io.StringIO(written)):
        sums = table.setdefault(row["member"], Counter())
        for column in ("charged_usd", "provider_cost_usd"):
            sums[column] += int(Decimal(row[column]) * 1_000_000)
    return table


async def _decided(play: Play) -> None:
    """Every decision stands in the log once, also those about who was forgotten since."""
    stage = play.stage
    page = await play.look("tomas", "mod audit", "Decisions", at=stage.moderators)
    entries = len(stage.rows("SELECT entry_id FROM audit_entries"))
    if re.findall(r"Decisions\*\*: (\d+)", page.text) != [str(entries)]:
        raise StepFailed(f"there are {entries} decisions, and /mod audit says: {page.text}")

    async def all_posted() -> bool:
        return len(await _logged(play)) == entries

    await play.wait(f"all {entries} decisions to be in the log", all_posted)
    play.say(f"all {entries} decisions are in the log channel, each once")


async def _logged(play: Play) -> list[Message]:
    """What the log channel has besides the cards of reports."""
    seen = await play.stage.discord.read(play.stage.log, play.stage.people["tomas"])
    return [
        message
        for message in seen
        if not message.ephemeral and not message.attachments and "reported it" not in message.text
    ]
