"""Messages and forms as Discord's client shows them: component trees turned into HTML."""

from sandbox.discord.looks.forms import form_html
from sandbox.discord.looks.messages import Frame, message_html
from sandbox.discord.looks.page import DARK, LIGHT, PHONE_PIXELS, page_html
from sandbox.discord.looks.surroundings import Media, Surroundings
from sandbox.discord.looks.tags import Html, joined, tag, void

__all__ = [
    "DARK",
    "LIGHT",
    "PHONE_PIXELS",
    "Frame",
    "Html",
    "Media",
    "Surroundings",
    "form_html",
    "joined",
    "message_html",
    "page_html",
    "tag",
    "void",
]
