"""The models that Greenlit offers, as data."""

from typing import Final

from bot.domain.catalogue import Catalogue
from bot.domain.models.pixverse_v4 import PIXVERSE_V4
from bot.domain.models.pixverse_v5_6 import PIXVERSE_V5_6

CATALOGUE: Final = Catalogue((PIXVERSE_V5_6, PIXVERSE_V4))
