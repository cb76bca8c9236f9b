/* A sentence with the words that make the fact marked, and told apart without colour. */
import type { ComponentChildren } from "preact";
import type { Span } from "../api/types";

const ROLES: Record<Span["role"], string> = { subject: "who", relation: "does what", object: "whom" };

export function Quote({ text, spans }: { text: string; spans: readonly Span[] }) {
  const parts: ComponentChildren[] = [];
  let at = 0;
  for (const { begin, end, role } of spans) {
    if (begin < at || end > text.length) continue;
    parts.push(text.slice(at, begin));
    parts.push(
      <mark class={`role-${role}`} title={ROLES[role]}>
        {text.slice(begin, end)}
      </mark>,
    );
    at = end;
  }
  parts.push(text.slice(at));
  return <blockquote class="quote">{parts}</blockquote>;
}
