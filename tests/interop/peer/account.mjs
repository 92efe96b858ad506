// The account: its profile and keys, what it received, and whether Fedify believed it.
import { createFederation, generateCryptoKeyPair, MemoryKvStore } from "@fedify/fedify";
import { Activity, Endpoints, Person, Question } from "@fedify/vocab";
import { schemeOf } from "./wire.mjs";
import { needDefined } from "./words.mjs";

// Both kinds of key that Fedify's manual asks for: for HTTP signatures, and for proofs within the document.
const pairs = [await generateCryptoKeyPair("RSASSA-PKCS1-v1_5"), await generateCryptoKeyPair("Ed25519")];

export class Account {
  // Options: name, software (NodeInfo), firstKnock, onlyRfc9421 (no other signature opens the inbox),
  // secure (the profile is shown to signed requests only). A new account knows nobody.
  constructor(origin, options) {
    this.origin = origin;
    this.options = { name: "ada", software: "mastodon", firstKnock: "rfc9421", ...options };
    this.received = [];
    this.said = new Map();
    // Without a queue everything is done before the request that caused it is answered, so no test ever waits.
    this.federation = createFederation({
      kv: new MemoryKvStore(),
      origin,
      allowPrivateAddress: true,
      firstKnock: this.options.firstKnock,
    });
    this.#profile();
    this.#inbox();
    this.federation.setNodeInfoDispatcher("/nodeinfo/2.1", () => ({
      software: { name: this.options.software, version: "4.4.0" },
      protocols: ["activitypub"],
      usage: { users: { total: 1 }, localPosts: 0, localComments: 0 },
    }));
  }

  get context() {
    return this.federation.createContext(new URL(this.origin), {});
  }

  #profile() {
    const { name, secure } = this.options;
    this.federation
      .setActorDispatcher("/users/{identifier}", async (context, identifier) => {
        if (identifier !== name) return null;
        const keys = await context.getActorKeyPairs(identifier);
        return new Person({
          id: context.getActorUri(identifier),
          preferredUsername: identifier,
          name: "Ada",
          url: new URL(`/@${identifier}`, this.origin),
          inbox: context.getInboxUri(identifier),
          endpoints: new Endpoints({ sharedInbox: context.getInboxUri() }),
          publicKey: keys[0].cryptographicKey,
          assertionMethods: keys.map((key) => key.multikey),
        });
      })
      .setKeyPairsDispatcher(() => pairs)
      .authorize(async (context) => !secure || (await context.getSignedKeyOwner()) != null);
  }

  #inbox() {
    this.federation
      .setInboxListeners("/users/{identifier}/inbox", "/inbox")
      .on(Activity, async (context, activity) => {
        context.data.verified = true;
        context.data.understood = await understood(context, activity);
      })
      .onUnverifiedActivity((context, _activity, reason) => {
        context.data.why = reason.type;
      })
      .onError((context, fault) => {
        context.data.why = String(fault.stack);
      })
      .withIdempotency(() => null) // what comes twice is to be seen twice
      .setSharedKeyDispatcher(() => ({ identifier: this.options.name }));
  }

  // Answer one request from outside. What is posted to an inbox is noted, believed or not.
  async serve(request, body) {
    const isInbox = request.method === "POST" && new URL(request.url).pathname.endsWith("/inbox");
    if (!isInbox) return await this.federation.fetch(request, { contextData: {} });
    const scheme = schemeOf(request.headers);
    const note = { to: new URL(request.url).pathname, scheme, verified: false, activity: JSON.parse(body) };
    this.received.push(note);
    const refused = this.options.onlyRfc9421 && scheme !== "rfc9421";
    const response = refused
      ? new Response("Sign by RFC 9421.", { status: 401 })
      : await this.federation.fetch(request, { contextData: note });
    note.status = response.status;
    return response;
  }
}

// What a JSON-LD processor, which knows nothing of us, makes of the activity and its object.
async function understood(context, activity) {
  await needDefined(context.data.activity, context.contextLoader);
  const found = { actor: activity.actorId?.href, about: activity.objectId?.href };
  const embedded = { contextLoader: context.contextLoader, documentLoader: fetchNothing, suppressError: true };
  const object = await activity.getObject(embedded);
  if (object == null) return found;
  Object.assign(found, { object: object.constructor.name, inReplyTo: object.replyTargetId?.href });
  Object.assign(found, { name: object.name?.toString(), content: object.content?.toString() });
  if (object instanceof Question) {
    found.options = [];
    for await (const option of object.getExclusiveOptions(embedded)) found.options.push(option.name.toString());
    found.voters = object.voters;
  }
  return found;
}

async function fetchNothing(url) {
  throw new Error(`only what is embedded counts, not ${url}`);
}
