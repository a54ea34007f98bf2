"""What is refused before any money moves, and what members and operators may look up."""

from sandbox.demo.making import QUICK
from sandbox.demo.steps import Play
from sandbox.demo.wishes import Wish


async def meet_limits(play: Play) -> None:
    """A forbidden combination, and a member who reaches the quota of $1.00 a day."""
    both = {**QUICK, "prompt": "too much", "effect": "boom drop", "camera": "zoom_in"}
    await play.refused(Wish("combination", "sam", both), "effect", "camera")
    four = {**QUICK, "prompt": "kites over the dunes", "motion": "fast", "takes": 4, "format": "webm"}
    await play.create(Wish("up to the quota", "noah", four))
    again = Wish("quota reached", "noah", {**QUICK, "prompt": "one more"})
    await play.refused(again, "$1.00", "$0.1")
    await play.look("noah", "usage", "$0.10 left of $1.00")
    await play.look("noah", "queue", "Under way in this server", "kites over the dunes")


async def look_back(play: Play) -> None:
    """What was made, and one video of it whole; what operators see is for operators alone."""
    await play.look("lena", "history", "Your videos", "paper boats", "the boats reach the sea")
    extended = play.wish("from a result").generation_id
    await play.look("jonas", "show", extended, "from a video", options={"id": extended[:8]})
    await play.look("jonas", "operator status", "Only the people who operate this bot")
