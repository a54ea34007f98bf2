"""The Discord bot: everything between a slash command and a posted video."""
