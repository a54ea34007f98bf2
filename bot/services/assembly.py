"""Puts the use cases and the worker together over one world, be it real or a test's."""

from bot.services.cards import Cards
from bot.services.clips import Clips
from bot.services.failover import Failover
from bot.services.generations import Generations
from bot.services.intake import Intake
from bot.services.looking import Looking
from bot.services.offers import Offers
from bot.services.operating import Operating
from bot.services.preferences import MemberPreferences
from bot.services.pricing import Pricing
from bot.services.servers import Servers
from bot.services.services import Services
from bot.services.stages.watching import Watching
from bot.services.troubles import Troubles
from bot.services.usage import UsageReports
from bot.services.worker import Worker
from bot.services.world import Terms, World


def assemble(world: World, terms: Terms) -> tuple[Services, Worker]:
    """Build what commands call and what works behind them; both see the same troubles and cards."""
    troubles = Troubles(world.clock.now)
    watching = Watching(world.providers, troubles, world.clock)
    cards = Cards(world.store, world.delivery, world.clock)
    looking = Looking(world.store, Clips(world.media, terms.linking))
    preferences = MemberPreferences(world.store, world.catalogue)
    generations = Generations(
        world.catalogue,
        world.store,
        Intake(looking, world.media),
        Pricing(world.providers, world.media, terms.linking, world.ids),
        Failover(world.catalogue, troubles),
        terms.policy,
        world.clock,
        preferences,
        terms.default_model_id,
        terms.deadline_seconds,
    )
    usage = UsageReports(world.store, terms.policy, world.clock)
    operating = Operating(world.catalogue, world.store, watching, troubles, terms.policy, world.clock)
    services = Services(
        catalogue=world.catalogue,
        generations=generations,
        usage=usage,
        preferences=preferences,
        cards=cards,
        troubles=troubles,
        looking=looking,
        operating=operating,
        servers=Servers(world.catalogue, world.store, world.clock),
        offers=Offers(),
    )
    return services, Worker(world, terms, cards, troubles, watching)
