"""The server opens: its channels, its people, and those among them who moderate."""

from sandbox.demo.steps import Play
from sandbox.demo.tour import LANGUAGES

OWNER, MODERATORS = "mira", ("ines", "tomas")
COMMANDS = {
    "create",
    "compose",
    "preferences",
    "cancel",
    "queue",
    "history",
    "show",
    "models",
    "usage",
    "settings",
    "mod",
    "privacy",
    "operator",
    "help",
}
_TO_POST = ("view_channel", "send_messages", "embed_links", "attach_files", "read_message_history")


async def arrive(play: Play) -> None:
    """Open a server with its people, start the bot."""
    stage = play.stage
    owner = await stage.discord.user(OWNER)
    stage.guild = await stage.discord.guild("Tuesday Film Club", owner_id=owner)
    stage.channel = await stage.discord.channel(stage.guild, "studio")
    stage.people = {OWNER: owner}
    for name in ("jonas", "aiko", "lena", "noah", "sam", *LANGUAGES):
        locale = LANGUAGES.get(name, "en-US")
        stage.people[name] = await stage.discord.join(stage.guild, name, locale=locale)
    await _with_moderators(play)
    stage.environ["OPERATOR_IDS"] = str(owner)
    await stage.start_bot()
    await stage.discord.ready(COMMANDS)
    play.say(
        "the bot is ready; eight members are in #studio, two moderate, and mira owns and operates it all"
    )


async def _with_moderators(play: Play) -> None:
    """Open the channels that only they, the owner and the bot see."""
    stage, discord = play.stage, play.stage.discord
    role = await discord.role(stage.guild, "moderators", permissions=["manage_messages"])
    for name in MODERATORS:
        stage.people[name] = await discord.join(stage.guild, name, roles=[role])
    bot = (await discord.world())["bot_id"]
    overwrites = {stage.guild: ((), ("view_channel",)), role: (_TO_POST, ()), bot: (_TO_POST, ())}
    stage.moderators = await discord.channel(stage.guild, "moderators", overwrites=overwrites)
    stage.log = await discord.channel(stage.guild, "log", overwrites=overwrites)
