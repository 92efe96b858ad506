// What passes over the wire, noted down: how each request was signed, and how it was answered.

// Every signed request that we made: {method, url, scheme, status}.
export const outgoing = [];

export function schemeOf(headers) {
  if (headers.has("signature-input")) return "rfc9421";
  return headers.has("signature") ? "cavage" : "unsigned";
}

const fetchIt = globalThis.fetch;

globalThis.fetch = async (resource, init) => {
  // Making a Request of one with a body would use the body up.
  const request = resource instanceof Request ? resource : new Request(resource, { ...init, body: undefined });
  const { method, url, headers } = request;
  const note = { method, url, scheme: schemeOf(headers), status: 0 };
  outgoing.push(note);
  const response = await fetchIt(resource, init);
  note.status = response.status;
  return response;
};
