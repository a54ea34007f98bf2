"""Puts the use cases and the worker together over one world, be it real or a test's."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.domain.postings import PostingKind
from bot.ports.board import Gatherer
from bot.services.accounts import Accounts
from bot.services.cards import Cards
from bot.services.checks.blocks import Unblocked
from bot.services.checks.consents import WithConsent
from bot.services.checks.entry import EntryConditions, InOpenChannel, WithOpenModel
from bot.services.checks.erasure import NotBeingErased
from bot.services.checks.pausing import Unpaused
from bot.services.checks.terms import WithinTerms
from bot.services.checks.words import WithoutUnwantedWords
from bot.services.clips import Clips
from bot.services.draft_looks import DraftLooks
from bot.services.drafts import Drafts
from bot.services.exporting import Exporting
from bot.services.failover import Failover
from bot.services.gate import Gate
from bot.services.generations import Generations
from bot.services.intake import Intake
from bot.services.keys import Keys
from bot.services.looking import Looking
from bot.services.moderation.appeals import Appeals
from bot.services.moderation.approval_cards import ApprovalCards
from bot.services.moderation.approvals import Approvals
from bot.services.moderation.auditing import AuditLog
from bot.services.moderation.block_news import BlockNews
from bot.services.moderation.blocks import Blocks
from bot.services.moderation.consents import Consents
from bot.services.moderation.log_entries import LogEntries
from bot.services.moderation.removal_notices import RemovalNotices
from bot.services.moderation.removing import Removal
from bot.services.moderation.report_cards import ReportCards
from bot.services.moderation.reports import Reports
from bot.services.moderation.review_cards import ReviewCards
from bot.services.moderation.reviews import Reviews
from bot.services.moderation.strikes import StrikeNews, Strikes
from bot.services.moderation.word_lists import WordLists
from bot.services.moderation.words import Words
from bot.services.money.limits import Limits
from bot.services.money.pricing import Pricing
from bot.services.money.purses import Purses
from bot.services.money.quotas import Quotas
from bot.services.money.room import Room
from bot.services.money.spending import SpendingReports
from bot.services.money.usage import UsageReports
from bot.services.operating import Operating
from bot.services.overviews import Overviews
from bot.services.pausing import Pausing
from bot.services.planning import Planning
from bot.services.preferences import MemberPreferences
from bot.services.privacy import Privacy
from bot.services.rehearsing import Rehearsing
from bot.services.remaking import Remaking
from bot.services.safety import Safety
from bot.services.servers import Servers
from bot.services.services import Services
from bot.services.stages.alerting import AlarmNotices
from bot.services.stages.hiding import Hiding
from bot.services.stages.removing import Removing
from bot.services.stages.watching import Watching
from bot.services.troubles import Troubles
from bot.services.usual import UsualTimes
from bot.services.welcoming import Welcoming
from bot.services.worker import Worker
from bot.services.world import Terms, World


def assemble(world: World, terms: Terms) -> tuple[Services, Worker]:
    """Build what commands call and what works behind them; both see the same troubles and cards."""
    made = _Assembly(world, terms)
    worker = Worker(world, terms, made.cards, made.watching, made.gatherers())
    return made.services(), worker


@dataclass
class _Assembly:
    """Makes everything once, when it is first needed."""

    world: World
    terms: Terms

    @cached_property
    def troubles(self) -> Troubles:
        return Troubles(self.world.clock.now)

    @cached_property
    def accounts(self) -> Accounts:
        world = self.world
        return Accounts(world.providers, world.store, world.keyring, self.troubles)

    @cached_property
    def watching(self) -> Watching:
        world, terms = self.world, self.terms
        return Watching(
            self.accounts,
            world.store,
            self.troubles,
            world.clock,
            terms.alert_micros,
            terms.deadline_seconds,
        )

    @cached_property
    def cards(self) -> Cards:
        world = self.world
        return Cards(world.store, world.delivery, world.clock, UsualTimes(world.store, world.clock))

    @cached_property
    def clips(self) -> Clips:
        return Clips(self.world.store, self.world.media, self.terms.linking)

    @cached_property
    def looking(self) -> Looking:
        return Looking(self.world.store, self.clips)

    @cached_property
    def limits(self) -> Limits:
        return Limits(self.world.store, self.terms.policy, self.world.clock)

    @cached_property
    def usage(self) -> UsageReports:
        return UsageReports(self.world.store, self.limits, self.world.clock)

    @cached_property
    def preferences(self) -> MemberPreferences:
        return MemberPreferences(self.world.store, self.world.catalogue)

    @cached_property
    def planning(self) -> Planning:
        world = self.world
        failover = Failover(world.catalogue, self.troubles)
        return Planning(
            world.catalogue,
            world.store,
            self.preferences,
            failover,
            self.accounts,
            self.terms.default_model_id,
        )

    @cached_property
    def pricing(self) -> Pricing:
        return Pricing(self.accounts, self.world.media, self.terms.linking, self.world.ids)

    @cached_property
    def room(self) -> Room:
        return Room(self.world.store, self.limits, self.pricing)

    @cached_property
    def intake(self) -> Intake:
        world = self.world
        return Intake(self.looking, world.media, Safety(world.store, world.checker, world.clock))

    @cached_property
    def approvals(self) -> Approvals:
        return Approvals(self.world.store, self.world.clock, self.terms.deadline_seconds)

    @cached_property
    def consents(self) -> Consents:
        return Consents(self.world.store, self.world.clock)

    @cached_property
    def removing(self) -> Removing:
        return Removing(self.world.store, self.world.media, self.world.delivery, self.world.clock)

    @cached_property
    def review_cards(self) -> ReviewCards:
        return ReviewCards(self.world.store, self.clips)

    @cached_property
    def welcoming(self) -> Welcoming:
        return Welcoming(self.world.store, self.usage, self.world.clock, self.terms.default_model_id)

    @cached_property
    def gate(self) -> Gate:
        """The checks, in the order in which a member is told what is in the way."""
        store, clock = self.world.store, self.world.clock
        return Gate(
            (Unblocked(store, clock),),
            (
                Unpaused(store),
                NotBeingErased(store),
                EntryConditions(store, clock),
                InOpenChannel(store),
                WithOpenModel(store, self.world.catalogue),
                WithinTerms(store),
                WithoutUnwantedWords(WordLists(store)),
                WithConsent(store),
            ),
        )

    @cached_property
    def generations(self) -> Generations:
        return Generations(
            self.world.store,
            self.planning,
            self.gate,
            self.room,
            self.intake,
            self.pricing,
            self.approvals,
            Strikes(self.world.store, self.world.clock),
            self.world.clock,
            self.terms.deadline_seconds,
        )

    @cached_property
    def drafts(self) -> Drafts:
        return Drafts(
            self.world.store,
            self.planning,
            DraftLooks(self.planning, self.gate, self.room, self.approvals),
            self.gate,
            self.consents,
            self.generations,
            self.intake,
            self.world.clock,
            self.world.ids,
        )

    def services(self) -> Services:
        """Put the use cases together."""
        world, terms, store, clock = self.world, self.terms, self.world.store, self.world.clock
        return Services(
            catalogue=world.catalogue,
            planning=self.planning,
            generations=self.generations,
            drafts=self.drafts,
            usage=self.usage,
            purses=Purses(store, self.limits),
            quotas=Quotas(store, clock),
            preferences=self.preferences,
            remaking=Remaking(world.catalogue, store, world.media),
            removal=Removal(store, self.removing, clock),
            reports=Reports(store, Hiding(store, self.clips, world.delivery, clock), self.removing, clock),
            cards=self.cards,
            troubles=self.troubles,
            looking=self.looking,
            accounts=self.accounts,
            keys=Keys(store, self.accounts, world.keyring, clock, terms.deadline_seconds),
            operating=Operating(world.catalogue, store, self.watching, self.troubles, terms.policy, clock),
            servers=Servers(world.catalogue, store, clock),
            privacy=Privacy(store, Exporting(store, world.media, clock), clock),
            approvals=self.approvals,
            reviews=Reviews(store, self.review_cards, clock),
            audit=AuditLog(store),
            spending=SpendingReports(store, clock),
            rehearsing=Rehearsing(world.media, world.board),
            welcoming=self.welcoming,
            pausing=Pausing(store, terms.policy, self.watching, clock, terms.deadline_seconds),
            overviews=Overviews(store, terms.policy, clock),
            words=Words(store, world.media, clock),
            blocks=Blocks(store, clock),
            consents=self.consents,
            appeals=Appeals(store, clock),
        )

    def gatherers(self) -> Mapping[PostingKind, Gatherer]:
        """Name who knows what each kind of posting shows."""
        store = self.world.store
        news = BlockNews(store, self.world.clock)
        return {
            PostingKind.APPROVAL: ApprovalCards(store),
            PostingKind.ALARM: AlarmNotices(store, self.terms.alert_micros),
            PostingKind.LOG: LogEntries(store),
            PostingKind.REMOVAL: RemovalNotices(store),
            PostingKind.REPORT: ReportCards(store, self.clips),
            PostingKind.REVIEW: self.review_cards,
            PostingKind.CONSENT: self.consents,
            PostingKind.CONSENT_ANSWERED: self.consents,
            PostingKind.STRIKE: StrikeNews(store),
            PostingKind.WELCOME: self.welcoming,
            PostingKind.BLOCK: news,
            PostingKind.APPEAL: news,
            PostingKind.BLOCK_DECIDED: news,
        }
