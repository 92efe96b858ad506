// Whether every word of a document is one that its context defines: what is not, a JSON-LD processor loses.
import jsonld from "@fedify/vocab-runtime/jsonld";

export async function needDefined(document, documentLoader) {
  const unknown = blankWords(await jsonld.expand(document, { documentLoader, safe: true }));
  if (unknown.length) throw new Error(`not in the context: ${unknown}`);
}

// The context of ActivityStreams turns a word that nobody defined into a blank node.
function blankWords(expanded) {
  if (typeof expanded !== "object" || expanded == null) return [];
  const own = [...Object.keys(expanded), ...[expanded["@type"] ?? []].flat()];
  return [...own.filter((word) => word.startsWith("_:")), ...Object.values(expanded).flatMap(blankWords)];
}
