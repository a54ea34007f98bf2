"""skills.video's REST API behind the provider port."""

from bot.providers.skills_video.provider import SkillsVideoProvider

__all__ = ["SkillsVideoProvider"]
