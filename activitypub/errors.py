"""What can go wrong when we ask another server for something, told apart by what the caller can do."""

from activitypub.littleboxes import FederationError


class FetchError(FederationError):
    """A request to *url* brought nothing we can use. *lasting*: asking again soon would not help."""

    lasting = True

    def __init__(self, url: str, why: str) -> None:
        super().__init__(f"{url[:200]}: {why}", 502, {"url": url})
        self.url = url
        self.why = why


class UnsafeUrl(FetchError):
    """The guard forbids this address: malformed, not https, or on a network that is none of our business."""


class Unreachable(FetchError):
    """No answer: name resolution, connection, TLS or time. It may work later."""

    lasting = False


class BadStatus(FetchError):
    """An answer with *status* that is not a success."""

    def __init__(self, url: str, status: int) -> None:
        super().__init__(url, f"answered {status}")
        self.status = status
        self.lasting = status < 500 and status not in {401, 403, 408, 425, 429}


class Missing(BadStatus):
    """404 or 410: the thing is not there, or not any more (*gone*)."""

    @property
    def gone(self) -> bool:
        return self.status == 410


class TooManyRedirects(FetchError):
    """More redirects than we follow."""


class WrongMediaType(FetchError):
    """The answer is of a type that may not be read as what was asked for."""


class TooLarge(FetchError):
    """The answer is longer than we read."""


class BadDocument(FetchError):
    """The answer is no JSON object, or one we would not dare to keep."""


class WrongOrigin(FetchError):
    """The document claims an id on another server than the one it came from (FEP-fe34)."""
