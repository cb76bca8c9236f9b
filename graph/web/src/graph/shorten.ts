/* IRIs as people read and type them: rel:backs, id:Turkey. */

export interface Shortener {
  shorten(iri: string): string;
  expand(name: string): string;
}

export function shortenerOf(prefixes: readonly { name: string; iri: string }[]): Shortener {
  const longest = [...prefixes].sort((a, b) => b.iri.length - a.iri.length);
  const byName = new Map(prefixes.map(({ name, iri }) => [name, iri]));
  return {
    shorten(iri) {
      const prefix = longest.find((one) => iri.startsWith(one.iri) && iri.length > one.iri.length);
      return prefix ? `${prefix.name}:${iri.slice(prefix.iri.length)}` : iri;
    },
    expand(name) {
      const colon = name.indexOf(":");
      const iri = byName.get(name.slice(0, Math.max(colon, 0)));
      return iri !== undefined && colon > 0 && !name.startsWith("//", colon + 1) ? iri + name.slice(colon + 1) : name;
    },
  };
}
