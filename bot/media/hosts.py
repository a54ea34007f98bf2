"""Which addresses may be downloaded from, so that nobody points the bot at the inside of its network."""

import asyncio
import ipaddress
import re
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass

Resolve = Callable[[str], Awaitable[Sequence[str]]]
"""Looks a name up and gives its addresses; raises `OSError` when there are none."""

# One strict reading of an address, so that no two parsers can disagree about its host: no user info, no
# backslash, no white space, nothing but ASCII before the path.
_URL = re.compile(
    r"(https?)://([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::([0-9]{1,5}))?(?:[/?#][^\x00-\x20\x7f]*)?", re.IGNORECASE
)
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
# The last label starts with a letter: every spelling of a number (2130706433, 0x7f.1, 0177.1) is no name.
_NAME = re.compile(rf"(?:{_LABEL}\.)+[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])?")
_ENTRY = re.compile(rf"\*|(?:\*\.)?{_NAME.pattern}")
_LOOPBACK = {"127.0.0.1": "127.0.0.1", "[::1]": "::1", "localhost": "127.0.0.1"}
_NOT_OUTSIDE = [
    ipaddress.ip_network(block) for block in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "fec0::/10")
]
"""NAT64 and 6to4 carry an IPv4 address, which may be a private one; fec0 was for sites (RFC 3879)."""


class HostRefused(Exception):
    """The address, or what its name leads to, is not one to download from."""


@dataclass(frozen=True, slots=True)
class Destination:
    """An address that the list allows; a loopback one also says where to connect."""

    host: str
    authority: str
    loopback_address: str | None = None


class HostList:
    """Hosts from which files may be downloaded: `im.runware.ai`, `*.runware.ai`, `*`, or `127.0.0.1:PORT`.

    `*` stands for every public host. All are reached by https; only a loopback host, always listed with its
    port, also by http.
    """

    def __init__(self, entries: Iterable[str]) -> None:
        self.entries = tuple(entry.strip().lower() for entry in entries)
        for entry in self.entries:
            if not (_ENTRY.fullmatch(entry) or _is_loopback(entry)):
                raise ValueError(f"{entry!r} is no host: write NAME, *.NAME, * or 127.0.0.1:PORT")

    def __str__(self) -> str:
        return ", ".join(self.entries)

    def judge(self, url: str) -> Destination:
        """Read a URL strictly and give where it leads; raises `HostRefused`."""
        match = _URL.fullmatch(url)
        if match is None:
            raise HostRefused("not a plain https address")
        scheme, host, port = match[1].lower(), match[2].lower(), match[3]
        authority = f"{host}:{port}" if port else host
        if host in _LOOPBACK and authority in self.entries:
            return Destination(host, authority, _LOOPBACK[host])
        if scheme != "https" or port not in (None, "443"):
            raise HostRefused(f"{scheme}://{authority} is neither https nor a listed loopback host")
        if not (_NAME.fullmatch(host) and any(_matches(host, entry) for entry in self.entries)):
            raise HostRefused(f"{host} is not an allowed host")
        return Destination(host, authority)


def _is_loopback(entry: str) -> bool:
    host, _, port = entry.rpartition(":")
    return host in _LOOPBACK and port.isdecimal() and 0 < int(port) < 65536


def _matches(host: str, entry: str) -> bool:
    if entry == "*":
        return True
    return host.endswith(entry[1:]) if entry.startswith("*.") else host == entry


async def addresses_of(destination: Destination, resolve: Resolve) -> Sequence[str]:
    """Look a destination up once and give the addresses to connect to, IPv4 first.

    Raises `HostRefused` if any address is not a public one, `OSError` if the name has none.
    """
    if destination.loopback_address:
        return (destination.loopback_address,)
    found = await resolve(destination.host)
    inside = [address for address in found if not is_public(address)]
    if inside:
        raise HostRefused(f"{destination.host} leads to {inside[0]}, which is no public address")
    if not found:
        raise OSError(f"{destination.host} has no address")
    return sorted(found, key=lambda address: ":" in address)


def is_public(address: str) -> bool:
    """Tell whether an address is on the public internet and carries no other address inside."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    if any(parsed in block for block in _NOT_OUTSIDE):
        return False
    return parsed.is_global and not parsed.is_multicast


async def resolve_by_system(host: str) -> Sequence[str]:
    """Look a name up the way the machine does."""
    found = await asyncio.get_running_loop().getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))
