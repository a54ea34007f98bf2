"""`/mod`: the group of its commands; who may use them is decided by the bot."""

from discord import app_commands

mod = app_commands.Group(name="mod", description="For the moderators of this server")
