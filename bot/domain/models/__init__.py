"""The models that Greenlit offers, as data."""

from typing import Final

from bot.domain.catalogue import Catalogue
from bot.domain.models.pixverse_v4 import PIXVERSE_V4
from bot.domain.models.pixverse_v4_5 import PIXVERSE_V4_5
from bot.domain.models.pixverse_v5_6 import PIXVERSE_V5_6
from bot.domain.models.pixverse_v6 import PIXVERSE_V6
from bot.domain.models.pixverse_v6_skills import PIXVERSE_V6_SKILLS

CATALOGUE: Final = Catalogue((PIXVERSE_V5_6, PIXVERSE_V6, PIXVERSE_V6_SKILLS, PIXVERSE_V4_5, PIXVERSE_V4))
