"""A direct message to one person: both mentioned and addressed, or nobody is notified; no attachments."""

from datetime import datetime
from html import escape

from activitypub.vocabulary import CONTEXT, Json


def write(
    sender: str, to: str, handle: str, content: str, uri: str, now: datetime, in_reply_to: str = ""
) -> Json:
    """A Note from *sender* to the actor *to* (``@name@host`` is its *handle*). *content* is safe HTML.

    Mastodon notifies only who is both in ``tag`` and in ``to``; GoToSocial takes a stranger's attachment for
    spam (peers/microblog §1.3 no 19, §3 no 4).
    """
    name = handle or to
    short = "@" + name.lstrip("@").partition("@")[0]
    mention = f'<span class="h-card"><a href="{escape(to)}" class="u-url mention">{escape(short)}</a></span>'
    document: Json = {
        "@context": CONTEXT,
        "id": uri,
        "type": "Note",
        "attributedTo": sender,
        "to": [to],
        "content": f"<p>{mention}</p>{content}",
        "published": now.isoformat(),
        "tag": [{"type": "Mention", "href": to, "name": name}],
    }
    if in_reply_to:
        document["inReplyTo"] = in_reply_to
    return document


def paragraphs(*texts: str) -> str:
    """Plain *texts* as HTML paragraphs; web addresses of ours become links."""
    return "".join(f"<p>{_linked(text)}</p>" for text in texts if text)


def _linked(text: str) -> str:
    if text.startswith(("https://", "http://")) and " " not in text:
        return f'<a href="{escape(text)}">{escape(text)}</a>'
    return escape(text)
