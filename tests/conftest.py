"""What holds for every test: no network beyond this machine, and no settings from the developer's shell."""

import ipaddress
import re
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
ENV_EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
SETTING_NAMES = re.findall(r"^#?([A-Z_]+)=", ENV_EXAMPLE, re.MULTILINE)


class OutsideConnectionError(RuntimeError):
    """A test tried to reach a machine other than this one."""


def _is_loopback(host: object) -> bool:
    if host in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


def _forbid_outside_connections(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.getaddrinfo":
        host = arguments[0].decode() if isinstance(arguments[0], bytes) else arguments[0]
    elif event in ("socket.connect", "socket.sendto") and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return
    if not _is_loopback(host):
        raise OutsideConnectionError(f"{event} to {host!r}: tests may only reach loopback addresses")


# An audit hook sees the C socket itself, so that no library can get around it; nothing needs to remove it.
sys.addaudithook(_forbid_outside_connections)


@pytest.fixture(autouse=True)
def _no_settings_from_the_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SETTING_NAMES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(f"{name}_FILE", raising=False)
