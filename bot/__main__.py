"""`python -m bot` is the command `greenlit`."""

import sys

from bot.cli import main

sys.exit(main())
