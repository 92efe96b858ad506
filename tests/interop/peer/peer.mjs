// A person's account on a small Mastodon-like server, made with Fedify. The tests say what it does through a
// second port (control.mjs) and read there what it received. Ends when its standard input ends.
import { readFile } from "node:fs/promises";
import { createServer as createControlServer } from "node:http";
import { createServer } from "node:https";
import { Account } from "./account.mjs";
import { answer } from "./control.mjs";
import { outgoing } from "./wire.mjs";

const tls = { cert: await readFile(process.env.PEER_CERT), key: await readFile(process.env.PEER_KEY) };

async function bodyOf(incoming) {
  const chunks = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function listening(server) {
  return new Promise((done, fail) => {
    server.once("error", fail);
    server.listen(0, "127.0.0.1", () => done(server.address().port));
  });
}

let account;

const front = createServer(tls, async (incoming, response) => {
  const body = await bodyOf(incoming);
  const request = new Request(account.origin + incoming.url, {
    method: incoming.method,
    headers: new Headers(incoming.headers),
    body: body.length ? body : undefined,
  });
  const said = await account.serve(request, body);
  response.writeHead(said.status, Object.fromEntries(said.headers));
  response.end(Buffer.from(await said.arrayBuffer()));
});

const control = createControlServer(async (incoming, response) => {
  const body = await bodyOf(incoming);
  let status = 200;
  let said;
  try {
    if (incoming.url === "/reset") {
      account = new Account(account.origin, JSON.parse(body));
      outgoing.length = 0;
    }
    said = await answer(account, incoming.url, body.length ? JSON.parse(body) : {});
  } catch (fault) {
    status = 500;
    said = { fault: String(fault?.stack ?? fault), cause: String(fault?.cause ?? "") };
  }
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(JSON.stringify(said ?? {}));
});

const port = await listening(front);
account = new Account(`https://localhost:${port}`, { software: process.env.PEER_SOFTWARE ?? "mastodon" });
const controlPort = await listening(control);
console.log(JSON.stringify({ origin: account.origin, control: `http://127.0.0.1:${controlPort}` }));
process.stdin.resume();
process.stdin.once("end", () => process.exit(0));
