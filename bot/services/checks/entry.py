"""Who may make videos in a server at all, where, and with which models."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.barred import AccountTooNew, ChannelClosed, MemberTooNew, ModelClosed, RoleNeeded
from bot.domain.catalogue import Catalogue
from bot.domain.request import GenerationRequest, Plan, Requester
from bot.domain.servers import ServerSettings
from bot.ports.clock import Clock
from bot.ports.store import Store


@dataclass(frozen=True, slots=True)
class EntryConditions:
    """Lets pass who is known for long enough and has the role; moderators are known already."""

    store: Store
    clock: Clock

    async def require(self, request: GenerationRequest, planned: Plan) -> None:  # noqa: ARG002
        """Raise `AccountTooNew`, `MemberTooNew` or `RoleNeeded`."""
        asking = request.requester
        if asking.is_moderator or asking.is_manager:
            return
        settings = await self.store.server(asking.guild_id)
        self._require_known(settings, asking)
        role_id = settings.entry_role_id
        if role_id is not None and role_id not in asking.role_ids:
            raise RoleNeeded(role_id)

    def _require_known(self, settings: ServerSettings, asking: Requester) -> None:
        """What Discord did not say is taken for new."""
        now = self.clock.now()
        if (days := settings.entry_account_days) and (
            ends_at := _after(asking.account_created_at, days, now)
        ):
            raise AccountTooNew(days, ends_at)
        if (days := settings.entry_member_days) and (ends_at := _after(asking.joined_at, days, now)):
            raise MemberTooNew(days, ends_at)


def _after(began_at: datetime | None, days: int, now: datetime) -> datetime | None:
    """Tell when so many days have passed, if they have not."""
    ends_at = (began_at or now) + timedelta(days=days)
    return ends_at if ends_at > now else None


@dataclass(frozen=True, slots=True)
class InOpenChannel:
    """Lets pass what is asked for where the server wants videos."""

    store: Store

    async def require(self, request: GenerationRequest, planned: Plan) -> None:  # noqa: ARG002
        """Raise `ChannelClosed`."""
        asking = request.requester
        settings = await self.store.server(asking.guild_id)
        if asking.channel_ids and not settings.opens_channel(asking.channel_ids):
            raise ChannelClosed(asking.channel_ids[0], settings.allowed_channel_ids)


@dataclass(frozen=True, slots=True)
class WithOpenModel:
    """Lets pass what is to be made with a model that the server uses."""

    store: Store
    catalogue: Catalogue

    async def require(self, request: GenerationRequest, planned: Plan) -> None:
        """Raise `ModelClosed`."""
        settings = await self.store.server(request.requester.guild_id)
        if not settings.opens_model(planned.model.id):
            offered = (model.id for model in self.catalogue.models if settings.opens_model(model.id))
            raise ModelClosed(planned.model.id, tuple(offered))
