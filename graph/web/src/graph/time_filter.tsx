/* From when, until when: two fields, and bars that say when something happens. */
import { useEffect, useId, useState } from "preact/hooks";
import type { Filters } from "../api/types";
import { readDate } from "../table/dates";
import type { Period } from "./periods";

interface Props {
  filters: Pick<Filters, "from" | "to">;
  periods: readonly Period[];
  onChange(part: Pick<Filters, "from" | "to">): void;
}

const DATE = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;

interface FieldProps {
  label: string;
  value: string;
  onCommit(value: string): void;
}

/* Takes effect when left or with Enter, and only if it is a date. */
function DateField({ label, value, onCommit }: FieldProps) {
  const id = useId();
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const wrong = text.trim() !== "" && !DATE.test(text.trim());
  const commit = () => {
    if (!wrong && text.trim() !== value) onCommit(text.trim());
  };
  return (
    <div class="date">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="text"
        inputMode="numeric"
        placeholder="any"
        value={text}
        aria-invalid={wrong}
        aria-describedby={wrong ? `${id}-wrong` : undefined}
        onInput={(event) => setText(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => event.key === "Enter" && commit()}
      />
      {wrong && (
        <span id={`${id}-wrong`} class="date-wrong" role="alert">
          Write a year, a month or a day: 2018, 2018-09, 2018-09-07.
        </span>
      )}
    </div>
  );
}

function isIn({ from, to }: Pick<Filters, "from" | "to">, name: string): boolean {
  return (!from || name >= from.slice(0, name.length)) && (!to || name <= to.slice(0, name.length));
}

export function TimeFilter({ filters, periods, onChange }: Props) {
  const highest = Math.max(1, ...periods.map(({ count }) => count));
  const { from, to } = filters;
  const choose = (name: string, further: boolean) => {
    if (from === name && to === name) onChange({ from: "", to: "" });
    else if (further && from) onChange(name < from ? { from: name, to } : { from, to: name });
    else onChange({ from: name, to: name });
  };
  return (
    <fieldset>
      <legend>Time</legend>
      {periods.length > 1 && (
        <div class="bars" role="group" aria-label="When things are said to happen; with Shift a click widens the span">
          {periods.map(({ name, count }) => (
            <button
              type="button"
              key={name}
              class="bar"
              aria-pressed={Boolean(from || to) && isIn(filters, name)}
              aria-label={`${readDate(name)}: ${count}`}
              title={`${readDate(name)}: ${count}`}
              onClick={(event) => choose(name, event.shiftKey)}
            >
              <span style={{ height: `${Math.max(6, 100 * Math.sqrt(count / highest))}%` }} />
            </button>
          ))}
        </div>
      )}
      {periods.length > 1 && (
        <p class="bars-ends" aria-hidden="true">
          <span>{periods[0]!.name}</span>
          <span>{periods.at(-1)!.name}</span>
        </p>
      )}
      <div class="dates">
        <DateField label="from" value={from} onCommit={(value) => onChange({ from: value, to })} />
        <DateField label="to" value={to} onCommit={(value) => onChange({ from, to: value })} />
      </div>
    </fieldset>
  );
}
