/* An answer that is on its way, there, or failed. */
import { useCallback, useEffect, useState } from "preact/hooks";
import { Problem } from "../api/types";

export type Answer<T> = { state: "waiting" } | { state: "there"; value: T } | { state: "failed"; problem: Problem };

export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem(error instanceof Error ? error.message : String(error), "Reload the page; if it happens again, it is a fault of relata.");
}

/* Asks anew whenever one of `about` changes; an answer that comes too late is dropped. */
export function useAnswer<T>(ask: () => Promise<T>, about: readonly unknown[]): [Answer<T>, () => void] {
  const [answer, setAnswer] = useState<Answer<T>>({ state: "waiting" });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let wanted = true;
    setAnswer({ state: "waiting" });
    Promise.resolve()
      .then(ask)
      .then((value) => wanted && setAnswer({ state: "there", value }))
      .catch((error: unknown) => wanted && setAnswer({ state: "failed", problem: problemOf(error) }));
    return () => {
      wanted = false;
    };
  }, [...about, turn]);
  return [answer, useCallback(() => setTurn((n) => n + 1), [])];
}
