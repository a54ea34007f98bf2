"""The container image: small rights, locked contents, a clean end."""

import pytest

from tests.support.dockerfile import Instruction, Stage, stages
from tests.support.sources import ROOT, read


@pytest.fixture(name="build")
def build_stage() -> Stage:
    return stages(read("Dockerfile"))[0]


@pytest.fixture(name="run")
def run_stage() -> Stage:
    return stages(read("Dockerfile"))[-1]


def only(stage: Stage, word: str) -> Instruction:
    (instruction,) = stage.every(word)
    return instruction


def test_it_runs_without_root_and_writes_only_its_data(run: Stage) -> None:
    user, _, group = only(run, "USER").rest.partition(":")

    assert int(user) >= 1000
    assert int(group) >= 1000
    assert only(run, "VOLUME").listed() == ["/app/data"]


def test_it_starts_and_stops_the_bot_without_a_shell_between(run: Stage) -> None:
    entrypoint = only(run, "ENTRYPOINT")

    assert entrypoint.exec_form()
    assert entrypoint.listed() == ["greenlit", "run"]
    assert only(run, "STOPSIGNAL").rest == "SIGTERM"
    assert run.every("CMD") == []


def test_its_health_is_asked_from_the_bot_itself(run: Stage) -> None:
    check = only(run, "HEALTHCHECK").rest

    assert check.startswith('CMD ["python"')
    assert "/livez" in check


def test_the_running_image_holds_nothing_but_what_was_built(build: Stage, run: Stage) -> None:
    assert build.name == "build"
    assert run.every("RUN") == []
    assert {copy.flags.get("from") for copy in run.every("COPY")} == {"build"}


def test_everything_installed_was_locked(build: Stage) -> None:
    installs = [part for step in build.every("RUN") for part in step.rest.split("&&") if "/pip " in part]

    assert installs
    assert [part for part in installs if "--require-hashes" not in part and "--no-deps" not in part] == []


def test_both_stages_use_one_named_release_of_python() -> None:
    bases = {stage.base for stage in stages(read("Dockerfile"))}

    assert len(bases) == 1
    assert bases.pop().startswith("python:3.")


def test_everything_copied_exists_and_is_let_through(build: Stage) -> None:
    let_through = {line[1:] for line in read(".dockerignore").splitlines() if line.startswith("!")}
    copied = {source for copy in build.every("COPY") for source in copy.listed()[:-1]}

    assert [source for source in copied if not (ROOT / source).exists()] == []
    assert {source.split("/")[0] for source in copied} == let_through


@pytest.mark.parametrize(
    "line",
    [
        "read_only: true",
        "- ALL",
        "- no-new-privileges:true",
        "- /tmp",
        "- data:/app/data",
        "stop_grace_period: 30s",
    ],
)
def test_compose_takes_away_every_right_it_can(line: str) -> None:
    assert line in [found.strip() for found in read("compose.yaml").splitlines()]
