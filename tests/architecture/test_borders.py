"""What may stand where: SQL, HTTP and broad excepts."""

import ast
import re

from tests.support.sources import Source, sources

WIRE_AND_SQL_MODULES = {"aiohttp", "aiosql", "aiosqlite", "http", "httpx", "requests", "sqlite3", "urllib"}
SQL = re.compile(
    r"\s*(SELECT\s.+\sFROM|INSERT\s+(OR \w+ )?INTO|UPDATE\s\S+\sSET|DELETE\s+FROM)\s",
    re.IGNORECASE | re.DOTALL,
)
# One unreadable row must not stop the others; one broken command must still answer its user.
PLACES_THAT_MAY_CATCH_EVERYTHING = {"bot/services/stages/conveyor.py", "the function answer"}


def test_cogs_speak_no_http_and_no_sql() -> None:
    assert [place for source in sources("cogs") for place in wire_or_sql(source)] == []


def test_wire_and_sql_in_a_cog_are_noticed() -> None:
    planted = "import httpx\nfrom urllib import request\nrows = read('SELECT id FROM members WHERE id = 1')\n"

    assert len(list(wire_or_sql(parsed(planted)))) == 3


def test_everything_is_caught_at_two_places_only() -> None:
    places = [place for source in sources("bot", "cogs", "sandbox") for place in broad_excepts(source)]

    assert set(places) <= PLACES_THAT_MAY_CATCH_EVERYTHING
    assert len(places) == len(set(places)), "each of them once"


def test_every_way_to_catch_everything_is_noticed() -> None:
    planted = """
try: pass
except Exception: pass
try: pass
except (ValueError, BaseException) as error: log(error)
try: pass
except: pass
with suppress(Exception): pass
async def answer():
    try: pass
    except Exception: pass
try: pass
except BaseException:
    undo()
    raise
"""

    assert list(broad_excepts(parsed(planted))) == ["planted.py"] * 4 + ["the function answer"]


def parsed(text: str) -> Source:
    return Source("planted.py", text, ast.parse(text))


def wire_or_sql(source: Source) -> list[str]:
    found = []
    for node in ast.walk(source.tree):
        match node:
            case ast.Import(names=names):
                modules = [alias.name for alias in names]
            case ast.ImportFrom(module=str(module)):
                modules = [module]
            case ast.Constant(value=str(text)) if SQL.match(text):
                modules = ["sqlite3"]
            case _:
                continue
        found += [f"{source.path}:{node.lineno}" for m in modules if m.split(".")[0] in WIRE_AND_SQL_MODULES]
    return found


def broad_excepts(source: Source) -> list[str]:
    answers = {
        node for function in source.functions() if function.name == "answer" for node in ast.walk(function)
    }
    broad = [node for node in ast.walk(source.tree) if catches_everything(node)]
    return ["the function answer" if node in answers else source.path for node in broad]


def catches_everything(node: ast.AST) -> bool:
    match node:
        case ast.ExceptHandler(body=[*_, ast.Raise(exc=None)]):
            return False
        case ast.ExceptHandler(type=None):
            return True
        case ast.ExceptHandler(type=ast.expr() as caught):
            return names_everything(caught)
        case ast.Call(func=ast.Name(id="suppress") | ast.Attribute(attr="suppress"), args=caught_types):
            return any(names_everything(caught) for caught in caught_types)
        case _:
            return False


def names_everything(expression: ast.expr) -> bool:
    names = {node.id for node in ast.walk(expression) if isinstance(node, ast.Name)}
    return bool(names & {"Exception", "BaseException"})
