"""Our actors: a group, a person with an account here, and the instance itself."""

from activitypub.translate import places
from activitypub.urls import RELAY_NAME, Urls
from activitypub.vocabulary import CONTEXT, Json
from fedevent import richtext
from fedevent.chapter import Chapter
from fedevent.groups import Group
from fedevent.people import Account, Person


def group(record: Group, public_key: str, urls: Urls, hosts: tuple[str, ...] = ()) -> Json:
    """A Group with every collection that Mobilizon reads, under ``endpoints`` (peers/mobilizon §3.2)."""
    uri = urls.group(record.slug)
    document = _actor(uri, "Group", record.slug, record.name, public_key, urls)
    about = [richtext.render(text) for text in (record.summary, record.description) if text]
    document["summary"] = "".join(about)[:5000]  # Mobilizon refuses an actor with a longer one
    document["endpoints"] |= urls.group_endpoints(record.slug)
    document |= {"openness": "open", "discoverable": True, "indexable": True}
    document |= {name: urls.group_collection(record.slug, name) for name in ("members", "events")}
    if hosts:
        document["attributedTo"] = list(hosts)
    if record.created_at:
        document["published"] = record.created_at.isoformat()
    if record.updated_at:
        document["updated"] = record.updated_at.isoformat()
    if record.picture:
        picture: Json = {"type": "Image", "mediaType": "image/webp", "url": urls.picture(record.picture)}
        document["image"] = picture | ({"name": record.picture_alt} if record.picture_alt else {})
    if record.place:
        document["location"] = places.write(record.place, record.id, urls)
    if record.topics:
        document["tag"] = hashtags(record.topics, urls)
    return document


def person(record: Person, account: Account, public_key: str, urls: Urls) -> Json:
    """A Person of ours: as little as a peer needs to answer them. Not offered for search."""
    document = _actor(
        urls.person(account.username), "Person", account.username, record.name, public_key, urls
    )
    return document | {"summary": "", "discoverable": False, "indexable": False}


def instance(chapter: Chapter | None, public_key: str, urls: Urls) -> Json:
    """The Application actor that signs our fetches and announces our public events (FEP-2677, FEP-d556)."""
    name = chapter.name if chapter else urls.domain
    document = _actor(urls.instance, "Application", RELAY_NAME, name, public_key, urls)
    document["url"] = urls.base + "/"
    document["summary"] = richtext.render(chapter.summary) if chapter and chapter.summary else ""
    return document | {"discoverable": True, "indexable": False}


def hashtags(names: tuple[str, ...], urls: Urls) -> list[Json]:
    """Topics as Hashtags. Shorter than two letters makes Mobilizon refuse all, longer than 39 too."""
    bare = ("".join(c for c in name if c.isalnum() or c == "_") for name in names)
    return [
        {"type": "Hashtag", "name": f"#{tag}", "href": urls.tag(tag)} for tag in bare if 2 <= len(tag) <= 39
    ]


def _actor(uri: str, kind: str, username: str, name: str, public_key: str, urls: Urls) -> Json:
    return {
        "@context": CONTEXT,
        "id": uri,
        "type": kind,
        "preferredUsername": username,
        "name": name,
        "url": uri,
        "inbox": urls.inbox(uri),
        "outbox": urls.outbox(uri),
        "followers": urls.followers(uri),
        "following": urls.following(uri),
        "manuallyApprovesFollowers": False,
        "endpoints": {"sharedInbox": urls.shared_inbox},
        "publicKey": {"id": urls.key_id(uri), "owner": uri, "publicKeyPem": public_key},
    }
