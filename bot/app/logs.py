"""How the program logs: text for people, JSON lines for machines, and no secrets in either."""

import json
import logging
import re
import sys
from copy import copy
from datetime import UTC, datetime
from typing import Final

_UNSEEN: Final = re.compile(r"[\x00-\x08\x0a-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Control and direction characters could forge or hide log lines."""
_TOKEN: Final = re.compile(r"/((?:webhooks|interactions)/\d+|webhooks/runware)/[\w.%=-]+")
_MEDIA_TOKEN: Final = re.compile(r"/media/[\w%=-]{40,}")
_SIGNATURE: Final = re.compile(r"(https?://[^\s?'\"]+)\?[^\s'\"]+")
"""Addresses that open something to whoever reads them; aiohttp's errors quote the one that was asked."""
_SNOWFLAKE: Final = re.compile(r"(?<!\d)\d{17,20}(?!\d)")
"""Discord's ids: a channel of direct messages is a person. Our own ids look otherwise."""
_TOO_CHATTY: Final = (
    "httpx",
    "httpcore",
    "discord.http",
    "discord.webhook.async_",
    "aiohttp.access",
    "aiosqlite",
)
"""At INFO or DEBUG these print whole addresses, tokens or request bodies."""


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Turn a record into a line."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        traceback = record.exc_text or (record.exc_info and self.formatException(record.exc_info))
        if traceback:
            line["traceback"] = traceback
        return json.dumps(line, ensure_ascii=False)


class TextLines(logging.Formatter):
    """One readable line; a traceback follows on lines of its own."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S%z")


class Redacted(logging.Formatter):
    """Formats as another does, with secrets, the operator's and Discord's, and Discord's ids replaced."""

    def __init__(self, inner: logging.Formatter, secrets: tuple[str, ...]) -> None:
        super().__init__()
        self._inner = inner
        self._secrets = re.compile("|".join(re.escape(secret) for secret in secrets)) if secrets else None

    def format(self, record: logging.LogRecord) -> str:
        """Format a cleaned copy: other handlers are given the same record."""
        clean = copy(record)
        clean.msg = _UNSEEN.sub(" ", self._clean(record.getMessage()))
        clean.args = ()
        if record.exc_info:
            clean.exc_text = self._clean(self._inner.formatException(record.exc_info))
            clean.exc_info = None
        return self._inner.format(clean)

    def _clean(self, text: str) -> str:
        text = _MEDIA_TOKEN.sub("/media/[secret]", _TOKEN.sub(r"/\1/[secret]", text))
        text = _SIGNATURE.sub(r"\1?[secret]", text)
        text = self._secrets.sub("[secret]", text) if self._secrets else text
        return _SNOWFLAKE.sub("[id]", text)


def set_up(level: str, form: str | None, secrets: tuple[str, ...]) -> None:
    """Direct all logging to standard error; `form` of None means text on a terminal, else JSON."""
    handler = logging.StreamHandler(sys.stderr)
    as_text = form == "text" or (form is None and sys.stderr.isatty())
    handler.setFormatter(Redacted(TextLines() if as_text else JsonLines(), secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _TOO_CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    if level == "DEBUG":
        logging.getLogger("discord").setLevel(logging.INFO)
