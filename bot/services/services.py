"""The use cases, in one place for commands and buttons."""

from dataclasses import dataclass

from bot.domain.catalogue import Catalogue
from bot.services.accounts import Accounts
from bot.services.cards import Cards
from bot.services.drafts import Drafts
from bot.services.generations import Generations
from bot.services.keys import Keys
from bot.services.looking import Looking
from bot.services.moderation.appeals import Appeals
from bot.services.moderation.approvals import Approvals
from bot.services.moderation.auditing import AuditLog
from bot.services.moderation.blocks import Blocks
from bot.services.moderation.consents import Consents
from bot.services.moderation.removing import Removal
from bot.services.moderation.reports import Reports
from bot.services.moderation.reviews import Reviews
from bot.services.moderation.words import Words
from bot.services.money.purses import Purses
from bot.services.money.quotas import Quotas
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
from bot.services.servers import Servers
from bot.services.troubles import Troubles
from bot.services.welcoming import Welcoming


@dataclass(frozen=True, slots=True)
class Services:
    """The use cases that commands and buttons call."""

    catalogue: Catalogue
    planning: Planning
    generations: Generations
    drafts: Drafts
    usage: UsageReports
    purses: Purses
    quotas: Quotas
    preferences: MemberPreferences
    remaking: Remaking
    removal: Removal
    reports: Reports
    cards: Cards
    troubles: Troubles
    looking: Looking
    accounts: Accounts
    keys: Keys
    operating: Operating
    servers: Servers
    privacy: Privacy
    approvals: Approvals
    reviews: Reviews
    audit: AuditLog
    spending: SpendingReports
    rehearsing: Rehearsing
    welcoming: Welcoming
    pausing: Pausing
    overviews: Overviews
    words: Words
    blocks: Blocks
    consents: Consents
    appeals: Appeals
