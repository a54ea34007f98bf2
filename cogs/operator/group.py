"""`/operator`: the group of its commands."""

from discord import app_commands

operator = app_commands.Group(name="operator", description="For the people who operate this bot")
