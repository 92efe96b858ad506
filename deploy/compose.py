"""The composition root: who is handed what. Commands, worker and tests all build through it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version

from aiohttp import web

from activitypub.client import Client
from activitypub.guard import Guard
from activitypub.inbox import Gate, Received, SeenKey, Verdict, receive
from activitypub.keyring import KeyRing
from activitypub.signatures.request import SignedRequest
from activitypub.signatures.verify import Verifier
from activitypub.urls import Urls
from deploy.courier import Courier
from deploy.directory import Directory
from deploy.doors import find_actor, look_up
from deploy.handlers import JobHandlers
from deploy.logs import request_id
from deploy.mailing import Mailing
from deploy.network import Network
from deploy.own_keys import OwnKeys
from deploy.posting import Posting
from deploy.processing import Processor
from deploy.settings import Settings
from deploy.telling import Teller
from deploy.worker import Worker
from storage.actors import Actors
from storage.deliveries import Deliveries
from storage.engine import Database, connect
from storage.inbox import Spool
from storage.migrate import upgrade
from storage.pictures import Pictures
from storage.queries.feeds import Feeds
from storage.queries.reads import Reads, reads
from storage.queue import Job, Queue
from storage.unit_of_work import SqlUnitOfWork
from web.app import Parts, build
from web.config import WebConfig
from web.doors import LOOKUP
from web.federation.facts import Speaker
from web.federation.keys import JUDGE, PUBLIC_KEY, STORE
from web.federation.objects import SPEAKER
from web.i18n import Languages
from web.links import Links
from web.mail.rendering import Renderer
from web.mail.smtp import Postman
from web.pages.calendar_files import FEEDS
from web.passwords import Passwords
from web.strangers import FIND_ACTOR

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The clock of the world."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Instance:
    """A composed instance: the pages, the worker, and what tests and commands need of the rest."""

    settings: Settings
    app: web.Application
    worker: Worker
    database: Database
    reads: Reads
    urls: Urls
    passwords: Passwords
    directory: Directory
    new_work: Callable[[], SqlUnitOfWork]
    network: Network

    async def migrate(self) -> None:
        """Bring the database to the newest form."""
        await upgrade(self.settings.database_url)

    async def close(self) -> None:
        """Let go of everything."""
        await self.network.close()
        await self.database.close()


@dataclass(frozen=True, slots=True)
class _Ground:
    """What everything else stands on."""

    settings: Settings
    clock: Clock
    database: Database
    reads: Reads
    urls: Urls
    words: Languages
    network: Network
    actors: Actors
    keys: OwnKeys
    directory: Directory
    speaker: Speaker


def compose(settings: Settings, *, network: Network | None = None, clock: Clock = utc_now) -> Instance:
    """Build an instance. *network* and *clock* are the world's own unless others are given.

    Call it inside a running loop: the network's client belongs to the loop it is made in.
    """
    ground = _ground(settings, network or _client(settings), clock)
    new_work = partial(SqlUnitOfWork, ground.database, clock)
    passwords = Passwords()
    app = _app(ground, new_work, passwords)
    return Instance(
        settings,
        app,
        _worker(ground),
        ground.database,
        ground.reads,
        ground.urls,
        passwords,
        ground.directory,
        new_work,
        ground.network,
    )


def _client(settings: Settings) -> Client:
    guard = Guard.of([str(network) for network in settings.allow_networks])
    return Client(guard, f"fedevent/{version('fedevent')} (+{settings.base_url}/)")


def _ground(settings: Settings, network: Network, clock: Clock) -> _Ground:
    database = connect(settings.database_url)
    records, urls = reads(database, clock), Urls(settings.base_url, settings.domain)
    words = Languages(default=settings.default_language)
    actors = Actors(database)
    keys = OwnKeys(actors, records, urls)

    def fresh_id() -> str:
        return database.identifiers.fresh(clock())

    return _Ground(
        settings=settings,
        clock=clock,
        database=database,
        reads=records,
        urls=urls,
        words=words,
        network=network,
        actors=actors,
        keys=keys,
        directory=Directory(network, actors, records, keys, urls, clock),
        speaker=Speaker(records, urls, words, clock, fresh_id, settings.default_language),
    )


def _app(ground: _Ground, new_work: Callable[[], SqlUnitOfWork], passwords: Passwords) -> web.Application:
    settings = ground.settings
    app = build(
        Parts(
            unit_of_work=new_work,
            reads=ground.reads,
            config=_web_config(settings),
            clock=ground.clock,
            urls=ground.urls,
            pictures=Pictures(settings.data_dir / "pictures"),
            translator=ground.words,
            passwords=passwords,
            request_started=request_id.set,
        )
    )
    app[SPEAKER], app[PUBLIC_KEY] = ground.speaker, ground.keys.public
    app[JUDGE], app[STORE] = _inbox(ground)
    app[FEEDS] = Feeds(ground.database)
    if settings.federation == "open" and not settings.no_deliver:
        app[LOOKUP], app[FIND_ACTOR] = look_up(ground.directory), find_actor(ground.directory)
    return app


def _web_config(settings: Settings) -> WebConfig:
    return WebConfig(
        base_url=settings.base_url,
        domain=settings.domain,
        secret=settings.secret_key.encode(),
        registration=settings.registration,
        default_language=settings.default_language,
        default_timezone=settings.default_timezone,
        trusted_proxies=settings.trusted_proxies,
        federates=settings.federation == "open",
        mail_works=bool(settings.smtp_url) and not settings.no_deliver,
        version=version("fedevent"),
    )


Judge = Callable[[SignedRequest], Awaitable[Verdict]]
Store = Callable[[Received], Awaitable[None]]


def _inbox(ground: _Ground) -> tuple[Judge, Store]:
    """The pipeline and the spool behind the inbox door."""
    directory, spool = ground.directory, Spool(ground.database, ground.clock)
    ring = KeyRing(load=directory.load_key, fetch=directory.ask, remember=directory.remember)
    # An allow-list has no entries yet: whoever chose it wanted a shut door rather than an open one.
    closed = ground.settings.federation != "open"

    async def was_seen(key: SeenKey) -> bool:
        # The spool tells when it writes: asking before would cost a query for each activity and save nothing.
        return False

    gate = Gate(
        verify=Verifier(ring, ground.settings.base_url, ground.clock),
        is_known=directory.is_known,
        is_blocked=lambda host: closed,
        was_seen=was_seen,
    )

    async def store(received: Received) -> None:
        payload = {
            "activity": received.activity,
            "signer": received.signer,
            "received_at": ground.clock().isoformat(),
        }
        await spool.put(f"{received.seen.id} {received.seen.digest}", payload)

    return partial(receive, gate=gate), store


def _worker(ground: _Ground) -> Worker:
    settings = ground.settings

    def new_work(job: Job | None) -> SqlUnitOfWork:
        return SqlUnitOfWork(ground.database, ground.clock, job)

    leaves = not settings.no_deliver and settings.federation == "open"
    links = Links(settings.secret_key.encode(), settings.base_url, ground.clock)
    teller = Teller(ground.reads, ground.speaker, ground.keys, links)
    handlers = JobHandlers(
        new_work,
        teller,
        Posting(ground.reads, ground.urls, ground.directory, leaves=leaves),
        Mailing(ground.reads, ground.words, links, Renderer(), settings.mail_domain),
        Postman("" if settings.no_deliver else settings.smtp_url, settings.mail_from, ground.clock),
    )
    processor = Processor(ground.directory, new_work, ground.urls, ground.words, ground.words.offered)
    courier = Courier(
        Deliveries(ground.database), ground.network, ground.keys, ground.actors, ground.reads, ground.clock
    )
    table = handlers.by_kind() | {"process": processor.process}
    return Worker(ground.database, Queue(ground.database), courier, table, ground.clock)
