/* How a fact stands, by a sign and a word: never by colour alone. */
import { STATUSES, type Status, type StatusCounts } from "../api/types";

export const STATUS_WORDS: Record<Status, { sign: string; word: string; meaning: string }> = {
  stated: { sign: "●", word: "stated", meaning: "the article itself states it as a fact" },
  said: { sign: "❝", word: "said", meaning: "somebody is quoted for it" },
  possible: { sign: "?", word: "possible", meaning: "planned, feared, alleged or conditional" },
  negated: { sign: "✕", word: "denied", meaning: "said not to be so" },
};

export function StatusMark({ status }: { status: Status }) {
  const { sign, word, meaning } = STATUS_WORDS[status];
  return (
    <span class={`status status-${status}`} title={meaning}>
      <span aria-hidden="true" class="status-sign">
        {sign}
      </span>
      {word}
    </span>
  );
}

/* "stated 3 times, said once" */
export function readCounts(counts: StatusCounts): string {
  const times = (n: number) => (n === 1 ? "once" : n === 2 ? "twice" : `${n} times`);
  return STATUSES.filter((status) => counts[status] > 0)
    .map((status) => `${STATUS_WORDS[status].word} ${times(counts[status])}`)
    .join(", ");
}

/* The line that an edge of this status is drawn with. */
export function StatusLine({ status }: { status: Status }) {
  return (
    <svg class="status-line" width="34" height="10" viewBox="0 0 34 10" aria-hidden="true">
      <path d="M1 5H27" class={`line-${status}`} />
      <path d="M33 5l-7-3.200v6.400z" class="line-head" />
    </svg>
  );
}
