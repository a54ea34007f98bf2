"""The tests there are, as pytest names them."""

import os
import subprocess
import sys
from functools import cache

from tests.support.sources import ROOT


@cache
def collected(*paths: str) -> frozenset[str]:
    """The ids of all tests below these paths; a file that cannot be imported has none."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--collect-only",
        "-q",
        "-n0",
        "-p",
        "no:cacheprovider",
        *paths,
    ]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    listing = subprocess.run(
        command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True, timeout=50
    ).stdout
    return frozenset(line for line in listing.splitlines() if "::" in line)
