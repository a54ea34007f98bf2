"""What is suggested to whom while they type, option by option."""

from collections.abc import Mapping
from typing import Final

from tests.cogs.rights_acting import Type
from tests.cogs.rights_deed import Deed
from tests.cogs.rights_evening import SECRET

SUGGESTIONS: Final[Mapping[str, Deed]] = {
    "/create: model": Deed(Type("create", "model"), "pixverse-v4"),
    "/create: camera": Deed(Type("create", "camera"), "zoom"),
    "/create: effect": Deed(Type("create", "effect"), " "),
    "/create: image_from": Deed(Type("create", "image_from"), SECRET),
    "/create: video_from": Deed(Type("create", "video_from"), SECRET),
    "/show: id": Deed(Type("show", "id", "{result}"), SECRET),
    "/cancel: id": Deed(Type("cancel", "id"), SECRET),
    "/mod block: until": Deed(Type("mod block", "until")),
    "/mod refund: id": Deed(Type("mod refund", "id"), SECRET),
    "/mod remove: id": Deed(Type("mod remove", "id"), SECRET),
    "/settings words remove: word": Deed(Type("settings words remove", "word"), "bananas"),
    "/settings timezone: name": Deed(Type("settings timezone", "name", "Tokyo"), "Asia/Tokyo"),
    "/settings models: allow": Deed(Type("settings models", "allow"), "pixverse-v4"),
    "/settings models: deny": Deed(Type("settings models", "deny"), "pixverse-v4"),
    "/settings models: default": Deed(Type("settings models", "default"), "pixverse-v4"),
    "/operator fund: server": Deed(Type("operator fund", "server"), "Film club"),
    "/operator pause: server": Deed(Type("operator pause", "server"), "Film club"),
    "/operator resume: server": Deed(Type("operator resume", "server"), "Film club"),
}
"""By what stands in the table: the command, and the option behind it."""
