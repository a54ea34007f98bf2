"""What a child says about a file, and how it is said over a pipe."""

import json
from dataclasses import asdict, dataclass

from bot.domain.errors import MediaProblem


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about a file that proved good."""

    kind: str
    width: int
    height: int
    duration_seconds: float | None = None
    has_audio: bool = False


@dataclass(eq=False)
class Unusable(Exception):
    """A file is not what it has to be; `found` and `allowed` are ready to show."""

    problem: MediaProblem
    found: str = ""
    allowed: str = ""

    def __str__(self) -> str:
        return f"{self.problem}: {self.found}"


def told(outcome: Facts | Unusable) -> str:
    """Write an outcome as one line."""
    if isinstance(outcome, Facts):
        return json.dumps({"facts": asdict(outcome)})
    return json.dumps(
        {"unusable": {"problem": outcome.problem, "found": outcome.found, "allowed": outcome.allowed}}
    )


def understood(line: bytes) -> Facts:
    """Read an outcome; raises `Unusable` if that is what it says, `ValueError` if it says nothing."""
    outcome = json.loads(line)
    if "unusable" in outcome:
        said = outcome["unusable"]
        raise Unusable(MediaProblem(said["problem"]), said["found"], said["allowed"])
    return Facts(**outcome["facts"])
