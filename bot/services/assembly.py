"""Puts the use cases and the worker together over one world, be it real or a test's."""

from collections.abc import Mapping

from bot.domain.postings import PostingKind
from bot.ports.board import Gatherer
from bot.services.appeals import Appeals
from bot.services.approval_cards import ApprovalCards
from bot.services.approvals import Approvals
from bot.services.auditing import AuditLog
from bot.services.block_news import BlockNews
from bot.services.blocks import Blocks
from bot.services.cards import Cards
from bot.services.checks.blocks import Unblocked
from bot.services.checks.consents import WithConsent
from bot.services.checks.entry import EntryConditions, InOpenChannel, WithOpenModel
from bot.services.checks.erasure import NotBeingErased
from bot.services.checks.pausing import Unpaused
from bot.services.checks.terms import WithinTerms
from bot.services.checks.words import WithoutUnwantedWords
from bot.services.clips import Clips
from bot.services.consents import Consents
from bot.services.draft_looks import DraftLooks
from bot.services.drafts import Drafts
from bot.services.exporting import Exporting
from bot.services.failover import Failover
from bot.services.gate import Gate
from bot.services.generations import Generations
from bot.services.intake import Intake
from bot.services.limits import Limits
from bot.services.log_entries import LogEntries
from bot.services.looking import Looking
from bot.services.operating import Operating
from bot.services.overviews import Overviews
from bot.services.pausing import Pausing
from bot.services.planning import Planning
from bot.services.preferences import MemberPreferences
from bot.services.pricing import Pricing
from bot.services.privacy import Privacy
from bot.services.purses import Purses
from bot.services.quotas import Quotas
from bot.services.rehearsing import Rehearsing
from bot.services.remaking import Remaking
from bot.services.removal_notices import RemovalNotices
from bot.services.removing import Removal
from bot.services.report_cards import ReportCards
from bot.services.reports import Reports
from bot.services.review_cards import ReviewCards
from bot.services.reviews import Reviews
from bot.services.room import Room
from bot.services.safety import Safety
from bot.services.servers import Servers
from bot.services.services import Services
from bot.services.spending import SpendingReports
from bot.services.stages.alerting import AlarmNotices
from bot.services.stages.hiding import Hiding
from bot.services.stages.removing import Removing
from bot.services.stages.watching import Watching
from bot.services.strikes import StrikeNews, Strikes
from bot.services.troubles import Troubles
from bot.services.usage import UsageReports
from bot.services.usual import UsualTimes
from bot.services.welcoming import Welcoming
from bot.services.word_lists import WordLists
from bot.services.words import Words
from bot.services.worker import Worker
from bot.services.world import Terms, World


def assemble(world: World, terms: Terms) -> tuple[Services, Worker]:
    """Build what commands call and what works behind them; both see the same troubles and cards."""
    troubles = Troubles(world.clock.now)
    watching = Watching(
        world.providers, world.store, troubles, world.clock, terms.alert_micros, terms.deadline_seconds
    )
    cards = Cards(world.store, world.delivery, world.clock, UsualTimes(world.store, world.clock))
    looking = Looking(world.store, Clips(world.store, world.media, terms.linking))
    preferences = MemberPreferences(world.store, world.catalogue)
    failover = Failover(world.catalogue, troubles)
    planning = Planning(world.catalogue, world.store, preferences, failover, terms.default_model_id)
    pricing = Pricing(world.providers, world.media, terms.linking, world.ids)
    gate = _gate(world)
    limits = Limits(world.store, terms.policy, world.clock)
    room = Room(world.store, limits, pricing)
    intake = Intake(looking, world.media, Safety(world.store, world.checker, world.clock))
    approvals = Approvals(world.store, world.clock, terms.deadline_seconds)
    generations = Generations(
        world.store,
        planning,
        gate,
        room,
        intake,
        pricing,
        approvals,
        Strikes(world.store, world.clock),
        world.clock,
        terms.deadline_seconds,
    )
    consents = Consents(world.store, world.clock)
    drafts = Drafts(
        world.store,
        planning,
        DraftLooks(planning, gate, room, approvals),
        gate,
        consents,
        generations,
        intake,
        world.clock,
        world.ids,
    )
    usage = UsageReports(world.store, limits, world.clock)
    operating = Operating(world.catalogue, world.store, watching, troubles, terms.policy, world.clock)
    services = Services(
        catalogue=world.catalogue,
        planning=planning,
        generations=generations,
        drafts=drafts,
        usage=usage,
        preferences=preferences,
        remaking=Remaking(world.catalogue, world.store, world.media),
        removal=Removal(
            world.store, Removing(world.store, world.media, world.delivery, world.clock), world.clock
        ),
        reports=_reports(world, terms),
        cards=cards,
        troubles=troubles,
        looking=looking,
        operating=operating,
        servers=Servers(world.catalogue, world.store, world.clock),
        privacy=Privacy(world.store, Exporting(world.store, world.media, world.clock), world.clock),
        approvals=approvals,
        reviews=Reviews(
            world.store,
            ReviewCards(world.store, Clips(world.store, world.media, terms.linking)),
            world.clock,
        ),
        purses=Purses(world.store, limits),
        quotas=Quotas(world.store, world.clock),
        audit=AuditLog(world.store),
        spending=SpendingReports(world.store, world.clock),
        rehearsing=Rehearsing(world.media, world.board),
        welcoming=_welcoming(world, terms),
        consents=consents,
        blocks=Blocks(world.store, world.clock),
        appeals=Appeals(world.store, world.clock),
        words=Words(world.store, world.media, world.clock),
        overviews=Overviews(world.store, terms.policy, world.clock),
        pausing=Pausing(world.store, terms.policy, watching, world.clock, terms.deadline_seconds),
    )
    return services, Worker(world, terms, cards, troubles, watching, _gatherers(world, terms))


def _reports(world: World, terms: Terms) -> Reports:
    clips = Clips(world.store, world.media, terms.linking)
    hiding = Hiding(world.store, clips, world.delivery, world.clock)
    removing = Removing(world.store, world.media, world.delivery, world.clock)
    return Reports(world.store, hiding, removing, world.clock)


def _welcoming(world: World, terms: Terms) -> Welcoming:
    usage = UsageReports(world.store, Limits(world.store, terms.policy, world.clock), world.clock)
    return Welcoming(world.store, usage, world.clock, terms.default_model_id)


def _gatherers(world: World, terms: Terms) -> Mapping[PostingKind, Gatherer]:
    """Name who knows what each kind of posting shows."""
    consents = Consents(world.store, world.clock)
    block_news = BlockNews(world.store, world.clock)
    return {
        PostingKind.APPROVAL: ApprovalCards(world.store),
        PostingKind.ALARM: AlarmNotices(world.store, terms.alert_micros),
        PostingKind.LOG: LogEntries(world.store),
        PostingKind.REMOVAL: RemovalNotices(world.store),
        PostingKind.REPORT: ReportCards(world.store, Clips(world.store, world.media, terms.linking)),
        PostingKind.REVIEW: ReviewCards(world.store, Clips(world.store, world.media, terms.linking)),
        **dict.fromkeys((PostingKind.CONSENT, PostingKind.CONSENT_ANSWERED), consents),
        PostingKind.STRIKE: StrikeNews(world.store),
        PostingKind.WELCOME: _welcoming(world, terms),
        **dict.fromkeys((PostingKind.BLOCK, PostingKind.APPEAL, PostingKind.BLOCK_DECIDED), block_news),
    }


def _gate(world: World) -> Gate:
    """Build the checks, in the order in which a member is told what is in the way."""
    return Gate(
        (Unblocked(world.store, world.clock),),
        (
            Unpaused(world.store),
            NotBeingErased(world.store),
            EntryConditions(world.store, world.clock),
            InOpenChannel(world.store),
            WithOpenModel(world.store, world.catalogue),
            WithinTerms(world.store),
            WithoutUnwantedWords(WordLists(world.store)),
            WithConsent(world.store),
        ),
    )
