"""The named queries: of two with one name, only the last would ever be asked."""

import re
from collections import Counter
from pathlib import Path

SQL = Path("bot/storage/sqlite/sql")
NAME = re.compile(r"^-- name: (\w+)", re.MULTILINE)


def twice(texts: list[str]) -> list[str]:
    """The names that stand there more than once."""
    named = Counter(name for text in texts for name in NAME.findall(text))
    return sorted(name for name, times in named.items() if times > 1)


def test_no_two_queries_have_one_name() -> None:
    texts = [path.read_text(encoding="utf-8") for path in SQL.glob("*.sql")]

    assert len(texts) > 20
    assert twice(texts) == []


def test_a_second_query_of_a_name_is_found_in_whichever_file() -> None:
    assert twice(["-- name: a()\nSELECT 1;\n\n-- name: b(c)^\nSELECT 2;", "-- name: a(d)!\nSELECT 3;"]) == [
        "a"
    ]
