"""Carries deliveries to their inboxes: signed as they leave, judged by the answer, settled in batches."""

import asyncio
import logging
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from activitypub import delivery as rules
from activitypub.delivery import Delivered, GiveUp, Gone, RetryAfter, TryOtherScheme
from activitypub.errors import FetchError
from activitypub.signatures.request import Prepared
from activitypub.signatures.sign import Scheme
from deploy.network import Network
from deploy.own_keys import OwnKeys
from storage.actors import Actors
from storage.deliveries import Deliveries, Delivery, Failure
from storage.queries.reads import Reads

log = logging.getLogger(__name__)

BATCH = 400
LEASE = timedelta(minutes=5)
AT_ONCE = 64  # hosts spoken to at the same time
PER_HOST = 2  # connections to one host


@dataclass(frozen=True, slots=True)
class _Outcome:
    delivery: Delivery
    failure: Failure | None
    scheme: Scheme | None = None  # remembered when the host took another one than before
    gone: bool = False


class Courier:
    """One batch at a time. Hosts are independent: a slow one delays only itself."""

    def __init__(
        self,
        deliveries: Deliveries,
        network: Network,
        keys: OwnKeys,
        actors: Actors,
        reads: Reads,
        clock: Callable[[], datetime],
    ) -> None:
        self._deliveries, self._network, self._keys = deliveries, network, keys
        self._actors, self._reads, self._clock = actors, reads, clock
        self._prepared: dict[str, Prepared] = {}
        self._slots = asyncio.Semaphore(AT_ONCE)

    async def carry(self) -> int:
        """Carry what is due, up to a batch; how many deliveries that were."""
        claimed = await self._deliveries.claim(BATCH, self._clock(), LEASE, per_host=100)
        if not claimed:
            return 0
        self._prepared = {}
        hosts = {host: list(group) for host, group in groupby(claimed, key=lambda d: d.host)}
        known = await self._reads.federation.hosts(list(hosts))
        schemes = {host: _scheme(known[host].scheme if host in known else "") for host in hosts}
        groups = await asyncio.gather(*(self._host(schemes[host], batch) for host, batch in hosts.items()))
        await self._settle([outcome for group in groups for outcome in group])
        return len(claimed)

    async def _host(self, scheme: Scheme, batch: list[Delivery]) -> list[_Outcome]:
        """All for one host. When it does not answer, the rest of the batch is not tried in vain."""
        async with self._slots:
            lanes = [batch[n::PER_HOST] for n in range(PER_HOST)]
            done = await asyncio.gather(*(self._lane(scheme, lane) for lane in lanes if lane))
        return [outcome for lane in done for outcome in lane]

    async def _lane(self, scheme: Scheme, lane: list[Delivery]) -> list[_Outcome]:
        outcomes: list[_Outcome] = []
        silent = False
        for delivery in lane:
            outcome = self._unanswered(delivery, scheme) if silent else await self._one(scheme, delivery)
            outcomes.append(outcome)
            scheme = outcome.scheme or scheme
            silent = silent or (outcome.failure is not None and outcome.failure.status is None)
        return outcomes

    async def _one(self, scheme: Scheme, delivery: Delivery) -> _Outcome:
        """One delivery, with the second knock where the first signature was not understood."""
        first = scheme
        for both_tried in (False, True):
            judgement, status = await self._knock(scheme, delivery, both_tried=both_tried)
            if not isinstance(judgement, TryOtherScheme):
                break
            scheme = judgement.scheme
        learned = scheme if scheme is not first and isinstance(judgement, Delivered) else None
        match judgement:
            case Delivered():
                return _Outcome(delivery, None, learned)
            case RetryAfter(wait):
                again = self._clock() + wait
                return _Outcome(delivery, Failure(delivery, f"answered {status}", again, status))
            case Gone():
                return _Outcome(delivery, Failure(delivery, "gone", None, status), gone=status == 410)
            case GiveUp(why):
                return _Outcome(delivery, Failure(delivery, why, None, status))
            case _:
                return _Outcome(delivery, Failure(delivery, "no scheme is understood", None, status))

    async def _knock(
        self, scheme: Scheme, delivery: Delivery, *, both_tried: bool
    ) -> tuple[rules.Judgement, int | None]:
        try:
            signer = await self._keys.signer(delivery.document.sender)
        except LookupError as fault:
            return GiveUp(str(fault)), None
        jitter = random.random()  # noqa: S311 spreads retries, hides nothing
        try:
            answer = await self._network.post(delivery.inbox, self._body(delivery), signer, scheme)
        except FetchError as fault:
            if fault.lasting:
                return GiveUp(fault.why), None
            return rules.judge(None, attempts=delivery.attempts, scheme=scheme, jitter=jitter), None
        judgement = rules.judge(
            answer.status,
            answer.body_head,
            attempts=delivery.attempts,
            scheme=scheme,
            both_tried=both_tried,
            retry_after=answer.retry_after,
            jitter=jitter,
        )
        return judgement, answer.status

    def _unanswered(self, delivery: Delivery, scheme: Scheme) -> _Outcome:
        wait = rules.retry(delivery.attempts, random.random())  # noqa: S311
        again = self._clock() + wait if wait else None
        return _Outcome(delivery, Failure(delivery, "the server does not answer", again))

    def _body(self, delivery: Delivery) -> Prepared:
        """Everything about a document but its signature, computed once for all its inboxes."""
        document = delivery.document
        if document.id not in self._prepared:
            self._prepared[document.id] = Prepared.of(document.body)
        return self._prepared[document.id]

    async def _settle(self, outcomes: list[_Outcome]) -> None:
        done = [o.delivery for o in outcomes if o.failure is None]
        failed = [o.failure for o in outcomes if o.failure is not None]
        await self._deliveries.settle(done, failed, self._clock())
        for host, scheme in {o.delivery.host: o.scheme for o in outcomes if o.scheme}.items():
            await self._actors.remember_scheme(host, scheme.value)
        for inbox in {o.delivery.inbox for o in outcomes if o.gone}:
            await self._actors.inbox_gone(inbox)
        silent = {f.delivery.host for f in failed if f.status is None}
        for host in silent:
            await self._actors.remember_failing(host, self._clock())
        if failed:
            log.info("deliveries failed", extra={"number": len(failed), "hosts": len(silent)})


def _scheme(known: str) -> Scheme:
    return Scheme(known) if known in set(Scheme) else Scheme.CAVAGE
