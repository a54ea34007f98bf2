"""What members of the demo wish for, and what must come of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

from sandbox.discord.driver import File

End = Literal["delivered", "failed", "cancelled", "rejected"]
News = Literal["webhook", "polling"]

SKILLS = "pixverse-v6-skills"
FILES_PER_MESSAGE = 10
"""Discord's limit."""


@dataclass(frozen=True)
class Ending:
    """The last picture of what came of another wish."""

    name: str
    take: int = 1


@dataclass
class Wish:
    """A video that a member wants."""

    name: str
    who: str
    options: Mapping[str, Any]
    files: Mapping[str, File] = field(default_factory=dict)
    first: bytes | Ending | None = None
    """The picture it must begin with."""
    last: bytes | None = None
    ends: End = "delivered"
    made: bool = True
    """Whether its provider must have taken it on."""
    news: News | None = "webhook"
    """What must have told the bot that it was made; None: whatever comes first."""
    accepted: str = "Queued"
    """What its author is told first, in their language."""
    lineage: tuple[str, str] | None = None
    """What must be said of where it came from: in words, and of which other wish."""
    deleted: bool = False
    """Whether its author deletes it in the end."""
    erased: bool = False
    """Whether its author has all of theirs erased in the end."""
    generation_id: str = ""

    @property
    def notices(self) -> int:
        """How many messages say that there is no video, and why."""
        return int(self.ends in {"failed", "rejected"})

    @property
    def prompt(self) -> str:
        """The words that no other wish for the same provider has."""
        return str(self.options["prompt"])

    @property
    def model(self) -> str:
        """The model asked for."""
        return str(self.options["model"])

    @property
    def provider(self) -> str:
        """Who makes it."""
        return "skills.video" if self.model == SKILLS else "Runware"

    @property
    def takes(self) -> int:
        """How many files must be posted."""
        return int(self.options.get("takes", 1)) if self.ends == "delivered" else 0

    @property
    def messages(self) -> int:
        """How many messages that takes."""
        return -(-self.takes // FILES_PER_MESSAGE)

    @property
    def seconds(self) -> int:
        """Its length."""
        return int(self.options.get("duration", 5))

    @property
    def sound(self) -> bool:
        """Whether it must be heard."""
        return bool(self.options.get("audio"))

    @property
    def shots(self) -> int:
        """How many shots it must show: the stand-ins make three of several."""
        return 3 if self.options.get("multi_clip") else 1

    @property
    def suffix(self) -> str:
        """How its files end."""
        return f".{self.options.get('format', 'mp4')}"

    @property
    def short_side(self) -> int:
        """The shorter side of its picture in pixels."""
        return int(str(self.options.get("resolution", "720p")).removesuffix("p"))

    @property
    def shape(self) -> Fraction:
        """Width by height; what members attach in the demo is as wide as what they do not."""
        return Fraction(str(self.options.get("aspect", "16:9")).replace(":", "/"))

    @property
    def by_link(self) -> bool:
        """Whether its provider must have fetched what it begins with from the bot."""
        video = "video" in self.files or "video_from" in self.options
        return video or (self.provider == "skills.video" and "image" in self.files)

    @property
    def told(self) -> str:
        """The command as it was typed, its files apart."""
        words = (f"{name}:{value}" for name, value in self.options.items() if name != "prompt")
        return f"“{self.prompt}” {' '.join(words)}"
