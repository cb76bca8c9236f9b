/* Suggestions while the reader types, from the table. */
import type { Found } from "../api/types";
import { fit, fold } from "./fold";
import { thingOf, type TableIndex } from "./index";

function localName(iri: string): string {
  return iri.slice(Math.max(iri.lastIndexOf("/"), iri.lastIndexOf("#")) + 1).replaceAll("_", " ");
}

/* The folded names of every thing; made once, at the first search. */
export class NameIndex {
  private readonly names: { thing: number; name: string; folded: string }[] = [];

  constructor(private readonly index: TableIndex) {
    const { id, label, names, things } = index.table.things;
    for (let thing = 0; thing < things; thing++) {
      const all = new Set([label[thing]!, ...(names[thing] ?? []), localName(id[thing]!)]);
      for (const name of all) this.names.push({ thing, name, folded: fold(name) });
    }
  }

  search(text: string, limit: number): Found[] {
    const wanted = fold(text.trim());
    const best = new Map<number, { rank: number; name: string }>();
    for (const { thing, name, folded } of this.names) {
      const rank = fit(folded, wanted);
      if (rank < 3 && rank < (best.get(thing)?.rank ?? 3)) best.set(thing, { rank, name });
    }
    return [...best]
      .sort(([a, x], [b, y]) => x.rank - y.rank || a - b)
      .slice(0, limit)
      .map(([thing, { name }]) => ({ ...thingOf(this.index, thing), match: name, facts: this.index.degree[thing]! }));
  }
}
