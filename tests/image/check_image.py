"""`make image-check`: run the Dockerfile's steps in a folder, then its entry point.

What a container engine would do is done with the folder as root: absolute paths of the image are moved below
it, and a finished stage is moved away before the next begins, so that a path left over from it is noticed.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.support.dockerfile import Instruction, Stage, stages
from tests.support.sources import ROOT, read, tracked_files

IMAGE_PATH = re.compile(r"(?<![\w./-])/(app|src)(?=[/\s:]|$)")


class Folder:
    """A stage of the image, being built in a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.workdir = root
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(root)}

    def moved(self, text: str) -> str:
        return IMAGE_PATH.sub(lambda path: f"{self.root}/{path[1]}", text)

    def run(self, step: str) -> None:
        print(f"  RUN {step}", flush=True)
        command = ["sh", "-euc", self.moved(step)]
        subprocess.run(command, cwd=self.workdir, env=self.environment, check=True)

    def copy(self, step: Instruction, finished: dict[str, Path]) -> None:
        print(f"  COPY {step.rest}", flush=True)
        *names, target_name = step.listed()
        context = finished[step.flags["from"]] if "from" in step.flags else ROOT
        target = self.workdir / self.moved(target_name)
        for name in names:
            source = context / name.lstrip("/")
            into_folder = target_name.endswith("/") and source.is_file()
            place(source, target / source.name if into_folder else target)

    def set(self, assignments: str) -> None:
        for name, value in re.findall(r"(\w+)=(\S+)", assignments):
            earlier = self.environment.get(name, "")
            self.environment[name] = self.moved(value).replace(f"${name}", earlier)

    def enter(self, path: str) -> None:
        self.workdir = self.root / path.lstrip("/")
        self.workdir.mkdir(parents=True, exist_ok=True)


def place(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        ignored = shutil.ignore_patterns("__pycache__") if source.is_relative_to(ROOT) else None
        shutil.copytree(source, target, symlinks=True, dirs_exist_ok=True, ignore=ignored)
    else:
        shutil.copy2(source, target)


def build(stage: Stage, root: Path, finished: dict[str, Path]) -> Folder:
    print(f"FROM {stage.base} (here: Python {sys.version.split()[0]})", flush=True)
    folder = Folder(root)
    folder.root.mkdir()
    for step in stage.instructions:
        match step.word:
            case "RUN":
                folder.run(step.rest)
            case "COPY":
                folder.copy(step, finished)
            case "ENV":
                folder.set(step.rest)
            case "WORKDIR":
                folder.enter(step.rest)
    return folder


def files_left_out(root: Path) -> list[str]:
    """The packages' files that are in git but did not get into the image."""
    (installed,) = root.glob("app/venv/lib/python3*/site-packages")
    ours = [path for path in tracked_files() if path.split("/")[0] in {"bot", "cogs", "sandbox"}]
    return [path for path in ours if not (installed / path).is_file()]


def starts_without_settings(folder: Folder, entrypoint: list[str]) -> bool:
    """Without a token the bot must refuse with 2 and say which setting it needs: so it runs at all."""
    print(f"  ENTRYPOINT {' '.join(entrypoint)}, without any setting", flush=True)
    command = [shutil.which(entrypoint[0], path=folder.environment["PATH"]) or entrypoint[0], *entrypoint[1:]]
    outcome = subprocess.run(
        command,
        cwd=folder.workdir,
        env=folder.environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    if outcome.returncode == 2 and "DISCORD_TOKEN" in outcome.stdout + outcome.stderr:
        return True
    print(f"exit status {outcome.returncode}\n{outcome.stdout}{outcome.stderr}", file=sys.stderr)
    return False


def build_all(parent: Path) -> tuple[Folder, Stage]:
    """Build every stage in turn; the last one is the image."""
    finished: dict[str, Path] = {}
    *earlier, last = stages(read("Dockerfile"))
    for stage in earlier:
        folder = build(stage, parent / "image", finished)
        finished[stage.name] = folder.root.rename(parent / f"finished-{stage.name}")
    return build(last, parent / "image", finished), last


def main() -> int:
    with tempfile.TemporaryDirectory() as temporary:
        image, stage = build_all(Path(temporary))
        if missing := files_left_out(image.root):
            print("not in the image:", *missing, sep="\n  ", file=sys.stderr)
            return 1
        (entrypoint,) = stage.every("ENTRYPOINT")
        return 0 if starts_without_settings(image, entrypoint.listed()) else 1


if __name__ == "__main__":
    sys.exit(main())
