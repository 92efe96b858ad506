"""Any JSON at all, for readers that must take it: odd text, huge numbers, known keys in wrong places."""

from hypothesis import strategies as st

KEYS = (
    *(
        "id",
        "type",
        "name",
        "nameMap",
        "content",
        "contentMap",
        "url",
        "href",
        "rel",
        "template",
        "mediaType",
    ),
    *("actor", "object", "to", "cc", "bto", "tag", "inbox", "endpoints", "sharedInbox", "publicKey", "owner"),
    *(
        "publicKeyPem",
        "preferredUsername",
        "published",
        "links",
        "software",
        "usage",
        "users",
        "total",
        "items",
    ),
    *("orderedItems", "first", "next", "totalItems", "subject", "icon", "alsoKnownAs", "attributedTo"),
)
WORDS = (
    *("Person", "Note", "Mention", "OrderedCollection", "self", "as:Public", "application/activity+json"),
    *(
        "https://a.example/1",
        "https://a.example:x/",
        "https://[",
        "//",
        "acct:a@b",
        "9999-12-31T23:59:59-23:59",
    ),
    *("0001-01-01T00:00:00+23:59", "2026-02-30", "1e999", "nan", "\x00", "\ud800", "https://a.example/{uri}"),
)
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=20) | st.sampled_from(WORDS)
ANY_NUMBER = st.integers() | st.just(10**400) | st.floats() | st.booleans()
ANY_KEY = st.sampled_from(KEYS) | ANY_TEXT
ANY_JSON = st.recursive(
    st.none() | ANY_TEXT | ANY_NUMBER,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ANY_KEY, inner, max_size=6),
    max_leaves=25,
)
ANY_OBJECT = st.dictionaries(ANY_KEY, ANY_JSON, max_size=8)
