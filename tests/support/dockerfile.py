"""Just enough of the Dockerfile language to check ours and to run its steps."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Instruction:
    """One instruction: its word in capitals, its flags, and the rest."""

    word: str
    flags: dict[str, str]
    rest: str

    def listed(self) -> list[str]:
        """The arguments: of the exec form, else split at spaces."""
        return [str(word) for word in json.loads(self.rest)] if self.exec_form() else self.rest.split()

    def exec_form(self) -> bool:
        """Whether it is a JSON list, which no shell sees."""
        return self.rest.startswith("[")


@dataclass(frozen=True)
class Stage:
    """One `FROM` and what follows it."""

    base: str
    name: str
    instructions: list[Instruction] = field(default_factory=list)

    def every(self, word: str) -> list[Instruction]:
        return [instruction for instruction in self.instructions if instruction.word == word]


def stages(text: str) -> list[Stage]:
    """Read a Dockerfile."""
    found: list[Stage] = []
    for instruction in instructions(text):
        if instruction.word == "FROM":
            base, *name = re.split(r"\s+AS\s+", instruction.rest, flags=re.IGNORECASE)
            found.append(Stage(base, name[0] if name else ""))
        else:
            found[-1].instructions.append(instruction)
    return found


def instructions(text: str) -> Iterable[Instruction]:
    without_comments = re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE)
    for line in without_comments.replace("\\\n", " ").splitlines():
        if line.strip():
            word, rest = line.split(maxsplit=1)
            flags, arguments = flags_and_arguments(rest)
            yield Instruction(word.upper(), flags, arguments)


def flags_and_arguments(rest: str) -> tuple[dict[str, str], str]:
    flags = {}
    while flag := re.match(r"--([a-z-]+)=(\S+)\s+", rest):
        flags[flag[1]] = flag[2]
        rest = rest[flag.end() :]
    return flags, rest.strip()
