/* Answers of SPARQL: rows, their CSV, their order. */

export interface Term {
  type: "uri" | "literal" | "bnode";
  value: string;
  datatype?: string;
  "xml:lang"?: string;
}

export interface Rows {
  variables: string[];
  rows: (Term | undefined)[][];
}

interface ResultsJson {
  head: { vars?: string[] };
  boolean?: boolean;
  results?: { bindings: Record<string, Term>[] };
}

export function readResults(text: string): Rows | boolean {
  const { head, boolean: yes, results } = JSON.parse(text) as ResultsJson;
  if (yes !== undefined) return yes;
  const variables = head.vars ?? [];
  return { variables, rows: (results?.bindings ?? []).map((binding) => variables.map((name) => binding[name])) };
}

function csvField(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/* As SPARQL 1.1's CSV has it: values alone, lines ended by CR LF. */
export function csvOf({ variables, rows }: Rows): string {
  const field = (term: Term | undefined) => csvField(term ? (term.type === "bnode" ? `_:${term.value}` : term.value) : "");
  return [variables.map(csvField), ...rows.map((row) => row.map(field))].map((fields) => `${fields.join(",")}\r\n`).join("");
}

const NUMBER = /#(integer|decimal|double|float|int|long|short|byte|nonNegativeInteger|positiveInteger)$/;

function numberOf(term: Term): number {
  return term.datatype && NUMBER.test(term.datatype) ? Number(term.value) : NaN;
}

function compare(a: Term | undefined, b: Term | undefined): number {
  if (!a || !b) return Number(Boolean(a)) - Number(Boolean(b));
  const [x, y] = [numberOf(a), numberOf(b)];
  if (!Number.isNaN(x) && !Number.isNaN(y)) return x - y;
  return a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
}

export function sortRows({ variables, rows }: Rows, column: number, up: boolean): Rows {
  return { variables, rows: [...rows].sort((a, b) => (up ? compare(a[column], b[column]) : compare(b[column], a[column]))) };
}
