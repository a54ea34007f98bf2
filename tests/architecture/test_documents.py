"""What people read names everything they can set or say."""

import ast
import itertools
import re

from tests.support.sources import read, sources

ENTRY = re.compile(r"^#?([A-Z_]+)=(.*)$", re.MULTILINE)
SECRETS = {
    "DISCORD_TOKEN",
    "RUNWARE_API_KEY",
    "SKILLS_VIDEO_API_KEY",
    "SKILLS_VIDEO_WEBHOOK_SECRET",
    "CLASSIFIER_KEY",
}


def settings_in_code() -> set[str]:
    return {
        field.target.id.upper()
        for source in sources("bot")
        if source.path.startswith("bot/settings")
        for settings in ast.walk(source.tree)
        if isinstance(settings, ast.ClassDef) and settings.name == "Settings"
        for field in settings.body
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if not field.target.id.startswith("_") and field.target.id != "model_config"
    }


def commands_in_code() -> set[str]:
    return {
        name
        for source in sources("cogs")
        for function in source.functions()
        for decorator in function.decorator_list
        if (name := command_name(decorator, function.name))
    }


def command_name(decorator: ast.expr, function_name: str) -> str | None:
    """The slash command that `@app_commands.command(name=...)` makes; subcommands go by their group."""
    if not isinstance(decorator, ast.Call) or ast.unparse(decorator.func) != "app_commands.command":
        return None
    given = [word.value for word in decorator.keywords if word.arg == "name"]
    return ast.literal_eval(given[0]) if given and isinstance(given[0], ast.Constant) else function_name


def test_the_env_example_lists_exactly_the_settings_of_the_code() -> None:
    example = {name for name, _ in ENTRY.findall(read(".env.example"))}

    assert settings_in_code() == example


def test_every_setting_of_the_env_example_is_explained_above_it() -> None:
    lines = read(".env.example").splitlines()
    settings = [(above, line) for above, line in itertools.pairwise(lines) if ENTRY.match(line)]

    assert settings
    assert [line for above, line in settings if not above.startswith("# ")] == []


def test_no_secret_has_a_value_in_the_env_example() -> None:
    values = dict(ENTRY.findall(read(".env.example")))

    assert {name: values[name] for name in SECRETS} == dict.fromkeys(SECRETS, "")


def test_the_readme_explains_every_setting() -> None:
    readme = read("README.md")

    assert [name for name, _ in ENTRY.findall(read(".env.example")) if f"`{name}`" not in readme] == []


def test_the_readme_explains_every_command() -> None:
    readme = read("README.md")

    assert [name for name in sorted(commands_in_code()) if f"`/{name}" not in readme] == []


def test_a_command_is_found_by_its_given_or_its_function_name() -> None:
    planted = "@app_commands.command(name='usage')\ndef a(): ...\n@app_commands.command()\ndef help(): ...\n"
    functions = [node for node in ast.parse(planted).body if isinstance(node, ast.FunctionDef)]

    assert [command_name(f.decorator_list[0], f.name) for f in functions] == ["usage", "help"]
