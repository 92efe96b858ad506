"""What the instance asks of the network: `activitypub.client.Client`, or a recording of it in tests."""

from typing import Protocol

from activitypub.client import ACTIVITYPUB, Posted, Wanted
from activitypub.documents import Fetched
from activitypub.signatures.keys import Signer
from activitypub.signatures.request import Prepared
from activitypub.signatures.sign import Scheme


class Network(Protocol):
    """The world outside. Every method raises `activitypub.errors.FetchError` when it does not answer."""

    async def get_json(
        self,
        url: str,
        signer: Signer | None = None,
        *,
        wanted: Wanted = ACTIVITYPUB,
        scheme: Scheme = Scheme.CAVAGE,
    ) -> Fetched: ...

    async def post(
        self, inbox: str, prepared: Prepared, signer: Signer, scheme: Scheme = Scheme.CAVAGE
    ) -> Posted: ...

    async def close(self) -> None: ...
