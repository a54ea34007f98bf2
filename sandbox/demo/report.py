"""The evening as a table: what became of each wish, how its news came, and what was paid."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sandbox.demo.evidence import Evidence
from sandbox.demo.judge import leak_micros
from sandbox.demo.news import news_of
from sandbox.demo.wishes import Wish

HEADINGS = ("what", "model", "at", "became", "news by", "files", "paid", "charged")


@dataclass(frozen=True)
class Report:
    """The table's rows, and what they sum up to in a sentence."""

    rows: Sequence[tuple[str, ...]]
    summary: str

    def lines(self) -> list[str]:
        """The table as text, its columns aligned."""
        table = [HEADINGS, *self.rows]
        widths = [max(len(row[column]) for row in table) for column in range(len(HEADINGS))]
        return ["  ".join(map(str.ljust, row, widths)).rstrip() for row in table]


def report(wishes: Sequence[Wish], evidence: Evidence) -> Report:
    """Sum up what the books say."""
    news = Counter(news_of(made) for wish in wishes for made in evidence.of(wish) if wish.ends == "delivered")
    webhooks = Counter(_answered(sent.answers) for made in evidence.made for sent in made.webhooks)
    paid, leaked = sum(made.paid_micros for made in evidence.made), leak_micros(wishes, evidence)
    charged = sum(evidence.charged_micros(wish) for wish in wishes)
    posted = sum(len(clips) for clips in evidence.clips.values())
    return Report(
        [_row(wish, evidence) for wish in wishes],
        f"{len(evidence.made)} tasks at the providers, {posted} files posted of"
        f" {len(evidence.clips)} generations; their news came by webhook {news['webhook']} times, by polling"
        f" {news['polling']} times; webhooks: {_listed(webhooks)}; {_usd(paid)} paid,"
        f" {_usd(charged)} charged, {_usd(paid - charged - leaked)} above the quotes, {_usd(leaked)} leaked",
    )


def _row(wish: Wish, evidence: Evidence) -> tuple[str, ...]:
    news = {news_of(made) or "" for made in evidence.of(wish)} if wish.ends == "delivered" else set()
    return (
        wish.name,
        wish.model,
        wish.provider,
        wish.ends,
        " ".join(sorted(news)),
        str(len(evidence.clips.get(wish.generation_id, []))),
        _usd(evidence.paid_micros(wish)),
        _usd(evidence.charged_micros(wish)),
    )


def _answered(answers: Sequence[int | None]) -> str:
    if 401 in answers:
        return "refused with 401"
    return "answered at once" if len(answers) == 1 else "answered when sent again"


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{number} {what}" for what, number in counts.most_common())


def _usd(micros: int) -> str:
    return f"${micros / 1_000_000:.4f}"
