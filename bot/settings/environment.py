"""Reading the settings, and naming everything that is wrong with them at once."""

import difflib
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path

from dotenv.parser import parse_stream
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.domain.models import CATALOGUE
from bot.settings.model import Settings

_FILE = "_FILE"
_NAMES = frozenset(name.upper() for name in Settings.model_fields)


class SettingsProblem(Exception):
    """The settings cannot be used; `problems` has one sentence for each thing wrong."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def read_settings(environ: Mapping[str, str], env_file: Path = Path(".env")) -> Settings:
    """Read settings from the environment, which wins, and an env file; an empty value counts as unset.

    Raises `SettingsProblem` with all problems found.
    """
    written, problems = _written(env_file)
    problems += _unknown(written, env_file)
    values: dict[str, str] = {}
    for name in sorted(_NAMES):
        try:
            value = _value(name, environ, written)
        except (OSError, UnicodeError) as error:
            problems.append(f"{name}{_FILE}: cannot read the file ({_why(error)})")
            continue
        if value:
            values[name.lower()] = value
    if not (values.get("runware_api_key") or values.get("skills_video_api_key")):
        problems.append("RUNWARE_API_KEY or SKILLS_VIDEO_API_KEY: at least one provider key is required")
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        problems += _sentences(error)
        raise SettingsProblem(tuple(problems)) from None
    problems += _keyless_default(settings)
    if problems:
        raise SettingsProblem(tuple(problems))
    return settings


def _keyless_default(settings: Settings) -> Iterator[str]:
    model = CATALOGUE.get(settings.default_model)
    keys = {"runware": settings.runware_api_key, "skills_video": settings.skills_video_api_key}
    if model and any(keys.values()) and not keys[model.provider]:
        name = f"{model.provider.upper()}_API_KEY"
        others = ", ".join(other.id for other in CATALOGUE.models if keys[other.provider])
        yield f"{name}: is required, because DEFAULT_MODEL is {model.id}; or set DEFAULT_MODEL to {others}"


def _value(name: str, environ: Mapping[str, str], written: Mapping[str, str]) -> str:
    for source in (environ, written):
        if source.get(name):
            return source[name]
        if source.get(name + _FILE):
            return Path(source[name + _FILE]).read_text(encoding="utf-8").strip()
    return ""


def _written(env_file: Path) -> tuple[dict[str, str], list[str]]:
    """Read the env file if there is one; gives its values, and a sentence for each line that says nothing."""
    if not env_file.is_file():
        return {}, []
    try:
        lines = list(parse_stream(StringIO(env_file.read_text(encoding="utf-8"))))
    except (OSError, UnicodeError) as error:
        return {}, [f"{env_file}: cannot read the file ({_why(error)})"]
    # The line itself is not quoted: it may hold a secret.
    problems = [
        f"{env_file}, line {line.original.line}: is not NAME=value, or a quotation mark is not closed"
        for line in lines
        if line.error
    ]
    return {line.key: line.value or "" for line in lines if line.key}, problems


def _why(error: OSError | UnicodeError) -> str:
    return str(error.strerror) if isinstance(error, OSError) else "it is not UTF-8 text; save it as UTF-8"


def _unknown(written: Mapping[str, str], env_file: Path) -> Iterator[str]:
    for name in written:
        if name.removesuffix(_FILE) not in _NAMES:
            near = difflib.get_close_matches(name.upper(), _NAMES, n=1, cutoff=0.0)[0]
            yield f"{name}: not a setting (in {env_file}); the nearest one is {near}"


def _sentences(error: ValidationError) -> Iterator[str]:
    for problem in error.errors():
        name = ".".join(str(part) for part in problem["loc"][:1]).upper()
        yield f"{name}: {_said(problem)}" if name else _said(problem)


def _said(problem: ErrorDetails) -> str:
    if problem["type"] == "missing":
        return "is required"
    if problem["type"] == "int_parsing":
        return "must be a whole number"
    said = str(problem["msg"]).removeprefix("Value error, ")
    return said.replace("Input should be", "must be")
