/* Numbers and nouns as a reader says them. */

const FORMAT = new Intl.NumberFormat("en");

export function number(value: number): string {
  return FORMAT.format(value);
}

export function count(value: number, one: string, many = `${one}s`): string {
  return `${number(value)} ${value === 1 ? one : many}`;
}

/* "Russia, Iran and Turkey" */
export function list(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)!}`;
}
