"""Every setting with its default; README.md says what each means."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from bot.domain.models import CATALOGUE
from bot.domain.money import Micros
from bot.settings.kinds import (
    Bind,
    Guilds,
    Hosts,
    Ids,
    Key,
    Price,
    SealingKeys,
    SigningSecrets,
    SiteUrl,
    SocketUrl,
    Span,
    SqliteFile,
    Switch,
    Usd,
    WebUrl,
)


class Settings(BaseModel):
    """What the operator may set; money in micro-dollars, times in seconds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    discord_token: Key
    discord_api_url: WebUrl = "https://discord.com/api/v10"
    discord_gateway_url: SocketUrl | None = None
    guild_ids: Guilds = frozenset()
    default_guild_daily_usd: Usd = Micros(5_000_000)
    default_model: str = "pixverse-v5.6"
    discord_cdn_hosts: Hosts = ("cdn.discordapp.com", "media.discordapp.net")
    runware_api_key: Key | None = None
    runware_api_url: WebUrl = "https://api.runware.ai/v1"
    runware_safety_mode: Literal["none", "fast", "full"] = "fast"
    runware_ttl_seconds: int | None = Field(default=None, ge=60, le=315_360_000)
    runware_upload_endpoint: WebUrl | None = None
    runware_dry_run: Switch = False
    runware_media_hosts: Hosts = ("*.runware.ai",)
    skills_video_api_key: Key | None = None
    skills_video_api_url: WebUrl = "https://open.skills.video/api/v1"
    skills_video_media_hosts: Hosts = ()
    skills_video_webhook_secret: SigningSecrets = ()
    skills_video_credit_usd: Price = Micros(10_000)
    classifier_url: WebUrl | None = None
    classifier_key: Key | None = None
    secrets_key: SealingKeys = ()
    """Seals what servers entrust; the first one seals, all open."""
    database_url: SqliteFile = "data/greenlit.db"
    """The path of the SQLite file, taken from `sqlite:///PATH`."""
    media_dir: str = Field(default="data/media", min_length=1)
    media_retention_days: int = Field(default=30, ge=1, le=36_500)
    public_url: SiteUrl | None = None
    http_bind: Bind = ("127.0.0.1", 8080)
    operator_ids: Ids = frozenset()
    operator_channel_id: int | None = Field(default=None, ge=1, le=2**63 - 1)
    operator_daily_usd: Usd = Micros(25_000_000)
    operator_monthly_usd: Usd = Micros(250_000_000)
    balance_alert_usd: Usd = Micros(5_000_000)
    default_member_daily_usd: Usd = Micros(1_000_000)
    poll_seconds: Span = (2.0, 15.0)
    poll_batch: int = Field(default=200, ge=1, le=1000)
    max_running: int = Field(default=16, ge=1, le=1000)
    generation_deadline_seconds: int = Field(default=3600, ge=60, le=604_800)
    result_message: Literal["gallery", "attachment"] = "gallery"
    log_format: Literal["text", "json"] | None = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("default_model")
    @classmethod
    def _is_a_model(cls, model_id: str) -> str:
        if CATALOGUE.get(model_id) is None:
            known = ", ".join(model.id for model in CATALOGUE.models)
            raise ValueError(f"there is no model {model_id!r}; known are {known}")
        return model_id
