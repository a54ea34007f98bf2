"""From a member's words to a plan: what goes without saying, the rules, and whether it can be made now."""

from dataclasses import dataclass, replace

from bot.domain.catalogue import Catalogue, OptionValue
from bot.domain.prompts import clean
from bot.domain.request import GenerationRequest, Plan
from bot.domain.rules import OPTION_OF_ROLE, SOURCE_OPTIONS, plan
from bot.ports.store import Store
from bot.services.accounts import Accounts
from bot.services.failover import Failover
from bot.services.preferences import MemberPreferences


@dataclass(frozen=True, slots=True)
class Planning:
    """Says what a request would come to; nothing is kept or held."""

    catalogue: Catalogue
    store: Store
    preferences: MemberPreferences
    failover: Failover
    accounts: Accounts
    default_model_id: str

    async def completed(self, request: GenerationRequest) -> GenerationRequest:
        """Fill in what the member prefers, and a model where none was said."""
        default_model_id = await self.default_model_of(request.place.guild_id)
        preferring = await self.preferences.applied_to(request, default_model_id)
        return replace(preferring, model_id=(preferring.model_id or default_model_id).strip())

    async def default_model_of(self, guild_id: int) -> str:
        """Name the model of requests that name none; the server's choice may be there, or used, no more."""
        settings = await self.store.server(guild_id)
        offered = settings.offered(self.catalogue)
        wanted = (settings.default_model_id or "", self.default_model_id, offered.models[0].id)
        return next(model_id for model_id in wanted if offered.get(model_id))

    async def offered(self, request: GenerationRequest) -> Catalogue:
        """Give the models that its server uses, and the one that it names."""
        settings = await self.store.server(request.place.guild_id)
        return settings.offered(self.catalogue, besides=request.model_id)

    async def by_rules(self, request: GenerationRequest) -> Plan:
        """Plan a completed request; raises the `Rejection` that names the first thing wrong."""
        called = {OPTION_OF_ROLE[role]: SOURCE_OPTIONS[role] for role in request.sources}
        model_id = request.model_id or self.default_model_id
        planned = plan(await self.offered(request), model_id, said(request), called)
        own = await self.accounts.of_server(request.place.guild_id)
        return replace(planned, own_account=own.get(planned.model.provider))

    async def planned(self, request: GenerationRequest) -> Plan:
        """Plan a completed request, unless its provider is in trouble; raises a `Rejection`."""
        planned = await self.by_rules(request)
        await self.require_sound(planned, request)
        return planned

    async def require_sound(self, planned: Plan, request: GenerationRequest) -> None:
        """Raise `ProviderTroubled` while the plan's provider is in trouble."""
        guild_id = request.place.guild_id
        settings, own = await self.store.server(guild_id), await self.accounts.of_server(guild_id)
        self.failover.require_sound(planned.model, said(request), settings, own)


def said(request: GenerationRequest) -> dict[str, OptionValue]:
    """Give what was said by option name, prompt and files included, as rules and models want it."""
    words = {
        name: clean(value) if isinstance(value, str) else value
        for name, value in request.options.items()
        # One take goes without saying, also where more cannot be asked for.
        if (name, value) != ("takes", 1)
    }
    roles = (*request.attachments, *request.sources, *request.inputs)
    files = {OPTION_OF_ROLE[role]: True for role in roles}
    return {"prompt": clean(request.prompt), **words, **files}
