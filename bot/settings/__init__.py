"""The operator's settings: from the environment, `.env`, or files that hold secrets."""

from bot.settings.environment import SettingsProblem, read_settings
from bot.settings.kinds import shown
from bot.settings.model import Settings

__all__ = ["Settings", "SettingsProblem", "read_settings", "shown"]
