/* Where the page lies: its script's folder.  A page may be reached under any entity's address. */
const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : location.href;

const ROOT = new URL(".", script);

/* The address of a file or of an answer of the server. */
export function fromRoot(path: string): string {
  return new URL(path, ROOT).href;
}

/* What stands behind the root in the page's own address: "id/Turkey". */
export function pathBelowRoot(): string {
  return location.pathname.startsWith(ROOT.pathname) ? location.pathname.slice(ROOT.pathname.length) : "";
}
