/* The token that changes want, kept until the tab is closed. */

const KEY = "relata.token";
let ask: (() => Promise<string | null>) | null = null;

/* The page says here how it asks the reader. */
export function setAsker(asker: () => Promise<string | null>): void {
  ask = asker;
}

export function forgetToken(): void {
  sessionStorage.removeItem(KEY);
}

export async function askToken(): Promise<string | null> {
  const kept = sessionStorage.getItem(KEY);
  if (kept) return kept;
  const given = ask ? await ask() : null;
  if (given) sessionStorage.setItem(KEY, given);
  return given;
}
