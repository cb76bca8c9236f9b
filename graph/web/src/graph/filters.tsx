/* Filters: what kinds of things, which relations, who published, when, how sure. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { type Filters, NO_FILTERS, STATUSES } from "../api/types";
import { fit, fold } from "../table/fold";
import { usePage } from "../ui/context";
import { STATUS_WORDS, StatusLine } from "../ui/status";
import { FamilyDot } from "../ui/thing";
import { number } from "../ui/words";
import type { Period } from "./periods";
import { countFilters, toggled } from "./state";
import { TimeFilter } from "./time_filter";

interface Props {
  filters: Filters;
  periods: readonly Period[];
  onChange(filters: Filters): void;
}

interface ChoiceProps {
  label: ComponentChildren;
  note?: string;
  checked: boolean;
  onToggle(): void;
}

function Choice({ label, note, checked, onToggle }: ChoiceProps) {
  return (
    <label class="choice">
      <input type="checkbox" checked={checked} onChange={onToggle} />
      <span class="choice-label">{label}</span>
      {note && <span class="choice-note">{note}</span>}
    </label>
  );
}

interface LongListProps<T> {
  title: string;
  items: readonly T[];
  few: number;
  name(item: T): string;
  isChosen(item: T): boolean;
  show(item: T): ComponentChildren;
}

/* The first few, the chosen ones, and a field that finds the rest. */
function LongList<T>({ title, items, few, name, isChosen, show }: LongListProps<T>) {
  const [find, setFind] = useState("");
  const wanted = fold(find.trim());
  const shown = wanted ? items.filter((item) => fit(fold(name(item)), wanted) < 3).slice(0, 40) : items.filter((item, i) => i < few || isChosen(item));
  return (
    <fieldset>
      <legend>{title}</legend>
      {items.length > few && (
        <input type="search" class="find" aria-label={`Find in ${title.toLowerCase()}`} placeholder={`Find in ${number(items.length)}…`} value={find} onInput={(event) => setFind(event.currentTarget.value)} />
      )}
      {shown.map(show)}
      {shown.length === 0 && <p class="empty">None is called so.</p>}
    </fieldset>
  );
}

export function FilterPanel({ filters, periods, onChange }: Props) {
  const { info } = usePage();
  const set = (part: Partial<Filters>) => onChange({ ...filters, ...part });
  const active = countFilters(filters);
  const most = Math.max(2, Math.min(info.counts.articles, 10));
  return (
    <form class="filters" aria-label="Filters" onSubmit={(event) => event.preventDefault()}>
      <fieldset>
        <legend>Status</legend>
        {STATUSES.map((status) => (
          <Choice
            key={status}
            checked={filters.statuses.length === 0 || filters.statuses.includes(status)}
            onToggle={() => {
              const next = toggled(filters.statuses.length === 0 ? [...STATUSES] : filters.statuses, status);
              set({ statuses: next.length === STATUSES.length ? [] : next });
            }}
            label={
              <>
                <StatusLine status={status} />
                <span title={STATUS_WORDS[status].meaning}>{STATUS_WORDS[status].word}</span>
              </>
            }
          />
        ))}
      </fieldset>
      <TimeFilter filters={filters} periods={periods} onChange={set} />
      <LongList
        title="Types"
        items={info.types}
        few={8}
        name={({ label }) => label}
        isChosen={({ name }) => filters.types.includes(name)}
        show={({ name, label, family, count }) => (
          <Choice key={name} checked={filters.types.includes(name)} onToggle={() => set({ types: toggled(filters.types, name) })} note={number(count)} label={<><FamilyDot family={family} />{label}</>} />
        )}
      />
      <LongList
        title="Relations"
        items={info.relations}
        few={8}
        name={({ label }) => label}
        isChosen={({ id }) => filters.relations.includes(id)}
        show={({ id, label, count }) => (
          <Choice key={id} checked={filters.relations.includes(id)} onToggle={() => set({ relations: toggled(filters.relations, id) })} note={number(count)} label={label} />
        )}
      />
      {info.sources.some(({ name }) => name) && (
        <LongList
          title="Publishers"
          items={info.sources}
          few={6}
          name={({ name }) => name || "unknown"}
          isChosen={({ name }) => filters.sources.includes(name)}
          show={({ name, count }) => (
            <Choice key={name} checked={filters.sources.includes(name)} onToggle={() => set({ sources: toggled(filters.sources, name) })} note={number(count)} label={name || "unknown"} />
          )}
        />
      )}
      <fieldset>
        <legend>Said by at least</legend>
        <label class="range">
          <input type="range" min={1} max={most} value={filters.minSources} onInput={(event) => set({ minSources: event.currentTarget.valueAsNumber })} />
          <span>{filters.minSources === 1 ? "1 article" : `${filters.minSources} articles`}</span>
        </label>
      </fieldset>
      <button type="button" disabled={active === 0} onClick={() => onChange(NO_FILTERS)}>
        Clear all filters
      </button>
    </form>
  );
}
