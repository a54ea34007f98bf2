"""The store port on SQLite: every verb is one transaction on the writer's thread."""

from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime
from functools import partial, wraps
from pathlib import Path
from sqlite3 import Connection
from sqlite3 import Error as SqliteError
from typing import Any, Concatenate, ParamSpec, TypeVar

from bot.domain.news import Letter
from bot.ports.clock import Clock
from bot.storage.sqlite import (
    acceptance,
    alarming,
    alerting,
    blocking,
    departing,
    drafting,
    erasing,
    exporting,
    finishing,
    inbox,
    keeping,
    line,
    members,
    observing,
    overviewing,
    pausing,
    posting,
    preferring,
    progressing,
    purses,
    quotas,
    recalling,
    retiring,
    rows,
    serving,
    spending,
    submitting,
    telling,
    welcoming,
    wording,
)
from bot.storage.sqlite.backup import copy
from bot.storage.sqlite.checking import contradictions
from bot.storage.sqlite.connection import connect
from bot.storage.sqlite.migrating import migrate
from bot.storage.sqlite.moderation import (
    approving,
    auditing,
    consenting,
    removing,
    report_cases,
    reporting,
    reviewing,
    striking,
)
from bot.storage.sqlite.queries import queries
from bot.storage.sqlite.writer import VerbConnection, Writer

P = ParamSpec("P")
T = TypeVar("T")


def verb(
    work: Callable[Concatenate[Connection, P], T],
) -> Callable[Concatenate["SqliteStore", P], Coroutine[Any, Any, T]]:
    """Make a method of the store out of a function of the connection."""

    @wraps(work)
    async def method(store: "SqliteStore", /, *args: P.args, **kwargs: P.kwargs) -> T:
        return await store.writer.do(lambda connection: work(connection, *args, **kwargs))

    return method


@contextmanager
def _as_trouble_of_the_disk() -> Iterator[None]:
    try:
        yield
    except SqliteError as error:
        raise OSError(f"the database cannot be written: {error}") from error


class SqliteStore:
    """Keeps everything in one SQLite database; the port `bot.ports.store.Store` describes the verbs."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer

    member_id = verb(members.member_id)
    known_member_id = verb(members.known_member_id)
    by_request = verb(acceptance.by_request)
    accept = verb(approving.accept)
    usage = verb(acceptance.usage)
    add_draft = verb(drafting.add_draft)
    draft = verb(drafting.draft)
    change_draft = verb(drafting.change_draft)
    remove_draft = verb(drafting.remove_draft)
    expired_drafts = verb(drafting.expired_drafts)

    get = verb(rows.generation)
    claim_for_submit = verb(submitting.claim_for_submit)
    sending = verb(submitting.sending)
    submitted = verb(submitting.submitted)
    submit_unanswered = verb(submitting.submit_unanswered)
    submit_postponed = verb(submitting.submit_postponed)
    submit_refused = verb(submitting.submit_refused)
    due_for_poll = verb(progressing.due_for_poll)
    polled = verb(progressing.polled)
    observe = verb(observing.observe)
    overdue = verb(progressing.overdue)
    expire = verb(progressing.expire)
    wake = verb(progressing.wake)

    async def receive(self, letter: Letter, now: datetime) -> bool:
        with _as_trouble_of_the_disk():
            return await self.writer.do(partial(inbox.receive, letter=letter, now=now))

    letters_due = verb(inbox.letters_due)
    apply = verb(inbox.apply)
    postpone_letter = verb(inbox.postpone_letter)
    last_letter_at = verb(inbox.last_letter_at)
    in_doubt = verb(inbox.in_doubt)
    recognised = verb(inbox.recognised)
    secret = verb(inbox.secret)

    to_store = verb(finishing.to_store)
    take_stored = verb(finishing.take_stored)
    take_missed = verb(finishing.take_missed)
    to_deliver = verb(finishing.to_deliver)
    delivering = verb(finishing.delivering)
    post_in = verb(finishing.post_in)
    delivered = verb(finishing.delivered)
    withheld = verb(finishing.withheld)

    to_retire = verb(retiring.to_retire)
    to_retire_early = verb(retiring.to_retire_early)
    forget_prompts = verb(retiring.forget_prompts)
    retired = verb(retiring.retired)
    input_paths = verb(retiring.input_paths)

    remove = verb(removing.remove)
    to_remove = verb(removing.to_remove)
    removal_postponed = verb(removing.removal_postponed)
    removed = verb(removing.removed)
    removal_reason = verb(removing.removal_reason)
    latest = verb(removing.latest)

    report = verb(reporting.report)
    case = verb(report_cases.case)
    open_cases = verb(reporting.open_cases)
    restore = verb(reporting.restore)
    remove_reported = verb(reporting.remove_reported)
    hidings_due = verb(reporting.hidings_due)
    hiding_postponed = verb(reporting.hiding_postponed)
    hiding_done = verb(reporting.hiding_done)

    cards_due = verb(telling.cards_due)
    card_shown = verb(telling.card_shown)
    card_postponed = verb(telling.card_postponed)
    notices_due = verb(telling.notices_due)
    noticing = verb(telling.noticing)
    noticed = verb(telling.noticed)
    place_in_line = verb(line.place_in_line)
    held_back = verb(line.held_back)
    times_taken = verb(telling.times_taken)

    cancel = verb(recalling.cancel)
    discard = verb(recalling.discard)
    find = verb(recalling.find)
    history = verb(recalling.history)
    visible = verb(recalling.visible)
    server_queue = verb(recalling.server_queue)
    daily = verb(recalling.daily)
    load = verb(recalling.load)

    server = verb(serving.server)
    change_server = verb(serving.change_server)

    approve = verb(approving.approve)
    reject = verb(approving.reject)
    verdict = verb(approving.verdict)
    approval = verb(approving.approval)
    awaiting_approval = verb(approving.awaiting_approval)

    audit_page = verb(auditing.audit_page)
    audit_entry = verb(auditing.audit_entry)
    spending = verb(spending.spending)
    greet = verb(welcoming.greet)

    postings_due = verb(posting.postings_due)
    posting_begun = verb(posting.posting_begun)
    posting_shown = verb(posting.posting_shown)
    posting_moved = verb(posting.posting_moved)
    posting_given_up = verb(posting.posting_given_up)

    spenders = verb(overviewing.spenders)
    standing = verb(overviewing.standing)
    own_keys = verb(keeping.own_keys)
    sealed_key = verb(keeping.sealed_key)
    set_key = verb(keeping.set_key)
    remove_key = verb(keeping.remove_key)
    forget_spent_keys = verb(keeping.forget_spent_keys)
    own_accounts_at_work = verb(keeping.own_accounts_at_work)

    begin_alarm = verb(alarming.begin_alarm)
    end_alarm = verb(alarming.end_alarm)
    trust_again = verb(alerting.trust_again)
    alarms = verb(alarming.alarms)
    alarm = verb(alarming.alarm)
    untold_alarms = verb(alarming.untold_alarms)
    tell_alarm = verb(alerting.tell_alarm)

    pause = verb(pausing.pause)
    resume = verb(pausing.resume)
    pauses = verb(pausing.pauses)
    hindrance_of = verb(pausing.hindrance_of)

    purse = verb(purses.purse)
    fill_purse = verb(purses.fill_purse)
    give = verb(purses.give)
    refund = verb(purses.refund)
    movements = verb(purses.movements)
    role_quotas = verb(quotas.role_quotas)
    change_role_quota = verb(quotas.change_role_quota)

    ask_for_review = verb(reviewing.ask_for_review)
    publish = verb(reviewing.publish)
    refuse_publication = verb(reviewing.refuse_publication)
    review_verdict = verb(reviewing.review_verdict)
    awaiting_review = verb(reviewing.awaiting_review)

    begin_erasure = verb(erasing.begin_erasure)
    is_being_erased = verb(erasing.is_being_erased)
    to_erase = verb(erasing.to_erase)
    erasure_postponed = verb(erasing.erasure_postponed)
    generation_erased = verb(erasing.generation_erased)
    end_erasures = verb(erasing.end_erasures)
    forget_erased = verb(erasing.forget_erased)
    servers_seen = verb(departing.servers_seen)
    server_left = verb(departing.server_left)
    server_back = verb(departing.server_back)
    erase_departed = verb(departing.erase_departed)
    export = verb(exporting.export)
    with_files = verb(exporting.with_files)

    block = verb(blocking.block)
    block_of = verb(blocking.block_of)
    block_by_id = verb(blocking.block_by_id)
    lift_block = verb(blocking.lift_block)
    appeal = verb(blocking.appeal)
    keep_block = verb(blocking.keep_block)
    note_consent = verb(consenting.note_consent)
    consent = verb(consenting.consent)
    ask_consent = verb(consenting.ask_consent)
    answer_consent = verb(consenting.answer_consent)
    consents_overdue = verb(consenting.consents_overdue)
    strike = verb(striking.strike)
    strike_by_id = verb(striking.strike_by_id)
    preferences = verb(preferring.preferences)
    prefer = verb(preferring.prefer)
    words_revision = verb(wording.words_revision)
    words = verb(wording.words)
    add_words = verb(wording.add_words)
    remove_word = verb(wording.remove_word)

    check = verb(contradictions)

    async def ping(self) -> None:
        with _as_trouble_of_the_disk():
            await self.writer.do(queries.probe)

    async def scrub(self) -> None:
        """Write the log of changes into the database and cut it off: what was erased stands in it no more."""
        checkpoint = "PRAGMA wal_checkpoint(TRUNCATE)"
        # Read to its end: a statement that is still under way keeps the next verb from beginning.
        await self.writer.do_alone(lambda connection: connection.execute(checkpoint).fetchall())

    async def backup(self, destination: Path) -> None:
        """Make a consistent copy while verbs wait; raises `DatabaseUnusable` when it is not whole."""
        await self.writer.do_alone(lambda connection: copy(connection, destination))


@asynccontextmanager
async def open_store(path: Path, clock: Clock) -> AsyncIterator[SqliteStore]:
    """Open a database, bringing its schema up to date, and close it at the end, come what may.

    `Path(":memory:")` gives one that is never written down. Raises `DatabaseUnusable`.
    """
    connection = VerbConnection(partial(connect, path), iter_chunk_size=64)
    await connection.open()
    writer = Writer(connection)
    try:
        await writer.do_alone(partial(migrate, path=path, now=clock.now()))
        yield SqliteStore(writer)
    finally:
        await writer.close()
