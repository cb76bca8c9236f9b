/* Letters as a reader types them: no case, no diacritics. */
export function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase();
}

/* How well `name` fits: 0 begins with it, 1 a word of it does, 2 holds it, 3 not at all.  Both are folded. */
export function fit(name: string, wanted: string): 0 | 1 | 2 | 3 {
  const at = name.indexOf(wanted);
  if (at < 0) return 3;
  if (at === 0) return 0;
  for (let i = at; i >= 0; i = name.indexOf(wanted, i + 1)) if (!/[\p{L}\p{N}]/u.test(name[i - 1] ?? " ")) return 1;
  return 2;
}
