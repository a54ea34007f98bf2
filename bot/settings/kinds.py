"""How the text of a setting becomes a value. Every `ValueError` here is shown to the operator as it is."""

import re
from base64 import b64decode
from decimal import Decimal, InvalidOperation
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BeforeValidator, SecretStr

from bot.domain.money import Micros, from_usd, to_usd
from bot.media.hosts import HostList

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_SHORTEST_SIGNING_KEY_BYTES = 24
"""Standard Webhooks 1.0, "Signature scheme"."""
_SEALING_KEY_BYTES = 32


def words(text: str) -> tuple[str, ...]:
    """Split a comma-separated list."""
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _hosts(text: str) -> tuple[str, ...]:
    return HostList(words(text)).entries


def _key(text: str) -> str:
    key = text.strip()
    if not re.fullmatch(r"[!-~]+", key):
        raise ValueError(
            "has a character that no token or key has, such as a space or a curly quote; copy it anew"
        )
    return key


def _signing_secrets(text: str) -> tuple[SecretStr, ...]:
    secrets = words(text)
    for number, secret in enumerate(secrets, 1):
        try:
            encoded = secret.removeprefix("whsec_").rstrip("=")
            size_bytes = len(b64decode(encoded + "=" * (-len(encoded) % 4), validate=True))
        except ValueError:
            size_bytes = 0
        if size_bytes < _SHORTEST_SIGNING_KEY_BYTES:
            raise ValueError(
                "must be whsec_ and what the dashboard shows after it, comma-separated while rotating;"
                f" the one in place {number} is not whole, copy it anew"
            )
    return tuple(map(SecretStr, secrets))


def _sealing_keys(text: str) -> tuple[SecretStr, ...]:
    keys = words(text)
    for number, key in enumerate(keys, 1):
        try:
            size_bytes = len(b64decode(key, validate=True))
        except ValueError:
            size_bytes = 0
        if size_bytes != _SEALING_KEY_BYTES:
            raise ValueError(
                "must be 32 random bytes in base64, comma-separated while rotating; the one in place"
                f" {number} is not: make one with `openssl rand -base64 32`"
            )
    return tuple(map(SecretStr, keys))


def _usd(text: str) -> Micros:
    try:
        return from_usd(Decimal(text.strip().lstrip("$")))
    except (InvalidOperation, ValueError):
        raise ValueError("must be an amount of US dollars such as 5.00") from None


def _price(text: str) -> Micros:
    price = _usd(text)
    if price == 0:
        raise ValueError("must be more than 0: what costs nothing has no limit")
    return price


def _ids(text: str) -> frozenset[int]:
    if not all(word.isascii() and word.isdigit() for word in words(text)):
        raise ValueError("must be Discord ids (digits), comma-separated")
    return frozenset(int(word) for word in words(text))


def _guilds(text: str) -> frozenset[int] | None:
    if text.strip() == "*":
        return None
    try:
        return _ids(text)
    except ValueError:
        raise ValueError("must be ids of servers (digits), comma-separated, or *") from None


def _url(text: str, schemes: tuple[str, str]) -> str:
    secure, plain = schemes
    try:
        parts = urlsplit(text.strip())
        _ = parts.port  # raises, if it is none
    except ValueError:
        raise ValueError(f"must be a {secure}:// address") from None
    if not parts.hostname or parts.scheme not in schemes:
        raise ValueError(f"must be a {secure}:// address")
    if parts.scheme == plain and parts.hostname not in _LOOPBACK:
        raise ValueError(f"must start with {secure}:// ({plain}:// is for addresses of this machine only)")
    return text.strip().rstrip("/")


def _site(text: str) -> str:
    address = _url(text, ("https", "http"))
    if re.search(r"[@?#]", address):
        raise ValueError("must be an address that a path can be added to, without @, ? or #")
    return address


def _bind(text: str) -> tuple[str, int]:
    host, colon, port = text.strip().rpartition(":")
    if not colon or not host or not port.isdigit() or int(port) > 65_535:
        raise ValueError("must be an address and a port such as 127.0.0.1:8080")
    return host.strip("[]"), int(port)


def _span(text: str) -> tuple[float, float]:
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*\.\.\s*(\d+(?:\.\d+)?)\s*", text)
    if match is None or not 0 < float(match[1]) <= float(match[2]):
        raise ValueError("must be two numbers of seconds, the smaller first, such as 2..15")
    return float(match[1]), float(match[2])


def _switch(text: str) -> bool:
    if text.lower() not in ("on", "off"):
        raise ValueError("must be on or off")
    return text.lower() == "on"


def _sqlite(text: str) -> str:
    scheme, separator, path = text.partition("://")
    if not separator or not scheme:
        raise ValueError("must look like sqlite:///data/greenlit.db")
    if scheme != "sqlite":
        raise ValueError(f"{scheme} is not supported yet; use sqlite:///PATH")
    if not path.startswith("/") or len(path) == 1:
        raise ValueError("must name a file: sqlite:///relative/path or sqlite:////absolute/path")
    return path[1:]


def shown(name: str, value: object) -> str:
    """Write a value as the operator would; secrets stay hidden."""
    match value:
        case None:
            return "*" if name == "guild_ids" else ""
        case bool():
            return "on" if value else "off"
        case int() if name.endswith("_usd"):
            usd = to_usd(value)
            return max(f"{usd:.2f}", f"{usd:f}", key=len)
        case (str() as host, int() as port):
            return f"{host}:{port}"
        case (float() as first, float() as slowest):
            return f"{first:g}..{slowest:g}"
        case str() if "?" in value:
            # A presigned address carries its key in the query.
            return f"{value.partition('?')[0]}?..."
        case frozenset() | tuple():
            return ",".join(str(item) for item in sorted(value, key=str))
        case _:
            return f"sqlite:///{value}" if name == "database_url" else str(value)


Key = Annotated[SecretStr, BeforeValidator(_key)]
SigningSecrets = Annotated[tuple[SecretStr, ...], BeforeValidator(_signing_secrets)]
SealingKeys = Annotated[tuple[SecretStr, ...], BeforeValidator(_sealing_keys)]
Usd = Annotated[Micros, BeforeValidator(_usd)]
Price = Annotated[Micros, BeforeValidator(_price)]
Ids = Annotated[frozenset[int], BeforeValidator(_ids)]
Guilds = Annotated[frozenset[int] | None, BeforeValidator(_guilds)]
Hosts = Annotated[tuple[str, ...], BeforeValidator(_hosts)]
WebUrl = Annotated[str, BeforeValidator(lambda text: _url(text, ("https", "http")))]
SiteUrl = Annotated[str, BeforeValidator(_site)]
SocketUrl = Annotated[str, BeforeValidator(lambda text: _url(text, ("wss", "ws")))]
Bind = Annotated[tuple[str, int], BeforeValidator(_bind)]
Span = Annotated[tuple[float, float], BeforeValidator(_span)]
Switch = Annotated[bool, BeforeValidator(_switch)]
SqliteFile = Annotated[str, BeforeValidator(_sqlite)]
