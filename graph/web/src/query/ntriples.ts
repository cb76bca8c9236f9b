/* Reads N-Triples, as CONSTRUCT and DESCRIBE answer. */
import type { Term } from "./results";

export interface Triple {
  subject: Term;
  predicate: Term;
  object: Term;
}

const TERM = /<([^>]*)>|_:(\S+)|"((?:[^"\\]|\\.)*)"(?:\^\^<([^>]*)>|@([A-Za-z0-9-]+))?/y;
const ESCAPES: Record<string, string> = { t: "\t", n: "\n", r: "\r", b: "\b", f: "\f", '"': '"', "'": "'", "\\": "\\" };

function unescape(text: string): string {
  return text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/gs, (_, short?: string, long?: string, letter?: string) =>
    letter !== undefined ? (ESCAPES[letter] ?? letter) : String.fromCodePoint(Math.min(parseInt((short ?? long)!, 16), 0x10ffff)),
  );
}

function termOf(match: RegExpExecArray): Term {
  const [, iri, blank, text, datatype, language] = match;
  if (iri !== undefined) return { type: "uri", value: unescape(iri) };
  if (blank !== undefined) return { type: "bnode", value: blank };
  return { type: "literal", value: unescape(text!), ...(datatype && { datatype }), ...(language && { "xml:lang": language }) };
}

function readLine(line: string): Triple | null {
  const terms: Term[] = [];
  let at = 0;
  while (terms.length < 3) {
    while (line[at] === " " || line[at] === "\t") at++;
    TERM.lastIndex = at;
    const match = TERM.exec(line);
    if (!match) return null;
    terms.push(termOf(match));
    at = TERM.lastIndex;
  }
  return { subject: terms[0]!, predicate: terms[1]!, object: terms[2]! };
}

/* Lines that are no triples are passed over. */
export function readTriples(text: string): Triple[] {
  return text.split("\n").map(readLine).filter((triple) => triple !== null);
}
