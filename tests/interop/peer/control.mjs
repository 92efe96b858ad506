// What the tests may let the account do. Each deed is one activity, sent at once; its id is given back.
import { Create, Follow, Join, Leave, Mention, Note, PUBLIC_COLLECTION, Undo } from "@fedify/vocab";
import { outgoing } from "./wire.mjs";
import { needDefined } from "./words.mjs";

const DEEDS = {
  "/reset": () => ({}),
  "/inbox": (account) => account.received,
  "/outgoing": () => outgoing,
  "/lookup": async (account, { resource }) => {
    const document = await (await find(account, resource)).toJsonLd();
    await needDefined(document, account.context.contextLoader);
    return document;
  },
  "/traverse": async (account, { collection }) => {
    const items = account.context.traverseCollection(await find(account, collection));
    return await Array.fromAsync(items, (item) => ({ type: item.constructor.name, id: item.id?.href }));
  },

  "/follow": async (account, { handle }) => {
    const actor = await find(account, handle);
    return await say(account, actor, (mine) => new Follow({ ...mine, object: actor.id }));
  },

  "/undo": async (account, { id }) => {
    const { activity, recipient } = account.said.get(id);
    return await say(account, recipient, (mine) => new Undo({ ...mine, object: activity }));
  },

  "/vote": async (account, { question, option }) => {
    const author = await authorOf(account, question);
    const note = { name: option, replyTarget: new URL(question), to: author.id };
    return await write(account, author, note);
  },

  "/join": async (account, { event }) => await about(account, event, Join),
  "/leave": async (account, { event }) => await about(account, event, Leave),

  "/reply": async (account, { inReplyTo, text, direct }) => {
    const author = await authorOf(account, inReplyTo);
    const name = `@${author.preferredUsername}`;
    const mention = `<span class="h-card"><a href="${author.id.href}" class="u-url mention">${name}</a></span>`;
    return await write(account, author, {
      content: `<p>${mention} ${text}</p>`,
      replyTarget: new URL(inReplyTo),
      ...(direct ? { to: author.id } : { to: PUBLIC_COLLECTION, cc: author.id }),
      tags: [new Mention({ href: author.id, name: `${name}@${author.id.host}` })],
    });
  },
};

export async function answer(account, deed, wishes) {
  if (!(deed in DEEDS)) throw new Error(`no such deed: ${deed}`);
  return await DEEDS[deed](account, wishes);
}

// Whatever a handle or an address stands for, looked up as somebody who searches for it does.
async function find(account, resource) {
  const { name } = account.options;
  const documentLoader = await account.context.getDocumentLoader({ identifier: name });
  const found = await account.context.lookupObject(resource, { documentLoader });
  if (found == null) throw new Error(`nothing found: ${resource}`);
  return found;
}

// Who is to be spoken to about an object: as its own copy says, for what came in private is not shown to all.
async function authorOf(account, uri) {
  const received = account.received.find((note) => note.verified && note.activity.object?.id === uri);
  if (received?.activity.object.attributedTo) return await find(account, received.activity.object.attributedTo);
  const object = await find(account, uri);
  return await object.getAttribution(account.context);
}

async function about(account, event, Kind) {
  const author = await authorOf(account, event);
  return await say(account, author, (mine) => new Kind({ ...mine, object: new URL(event), to: author.id }));
}

async function write(account, recipient, values) {
  const { context, options } = account;
  const object = new Note({
    id: fresh(account, "notes"),
    attribution: context.getActorUri(options.name),
    published: Temporal.Now.instant(),
    ...values,
  });
  const { to, cc } = values;
  return await say(account, recipient, (mine) => new Create({ ...mine, object, to, cc }));
}

async function say(account, recipient, make) {
  const { context, options } = account;
  const activity = make({ id: fresh(account, "activities"), actor: context.getActorUri(options.name) });
  account.said.set(activity.id.href, { activity, recipient });
  await context.sendActivity({ identifier: options.name }, recipient, activity);
  return { id: activity.id.href };
}

function fresh(account, what) {
  return new URL(`/${what}/${crypto.randomUUID()}`, account.origin);
}
