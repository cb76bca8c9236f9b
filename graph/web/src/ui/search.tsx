/* A field that suggests things while the reader types (the combobox pattern of WAI-ARIA). */
import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Found } from "../api/types";
import { usePage } from "./context";
import { Icon } from "./icons";
import { TypeMark } from "./thing";
import { count } from "./words";

const WAIT = 90; // ms after the last key

interface Props {
  label: string;
  onChoose(found: Found): void;
}

export function Search({ label, onChoose }: Props) {
  const { source } = usePage();
  const id = useId();
  const [text, setText] = useState("");
  const [found, setFound] = useState<Found[] | null>(null);
  const [failed, setFailed] = useState(false);
  const [active, setActive] = useState(-1);
  const [open, setOpen] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (!open) return;
    let wanted = true;
    const timer = setTimeout(() => {
      source
        .search(text, 10)
        .then((results) => {
          if (!wanted) return;
          setFound(results);
          setFailed(false);
          setActive(results.length > 0 && text.trim() ? 0 : -1);
        })
        .catch(() => wanted && setFailed(true));
    }, WAIT);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [text, open, source]);

  const choose = (one: Found | undefined) => {
    if (!one) return;
    setOpen(false);
    setText("");
    onChoose(one);
  };
  const keys: Record<string, () => void> = {
    ArrowDown: () => (open ? setActive((at) => Math.min(at + 1, (found?.length ?? 0) - 1)) : setOpen(true)),
    ArrowUp: () => setActive((at) => Math.max(at - 1, 0)),
    Enter: () => choose(found?.[active]),
    Escape: () => (open ? setOpen(false) : setText("")),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  const shown = open && found !== null;
  return (
    <div class="search">
      <Icon name="search" />
      <input
        ref={input}
        id={`${id}-field`}
        class="search-field"
        type="search"
        role="combobox"
        autocomplete="off"
        spellcheck={false}
        placeholder={label}
        aria-label={label}
        aria-expanded={shown}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={shown && active >= 0 ? `${id}-${active}` : undefined}
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      <kbd class="search-key" aria-hidden="true">/</kbd>
      <ul id={`${id}-list`} role="listbox" aria-label="Suggestions" class="suggestions" hidden={!shown || found.length === 0}>
        {(found ?? []).map((one, i) => (
          <li
            key={one.id}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === active}
            onMouseDown={(event) => {
              event.preventDefault();
              choose(one);
            }}
          >
            <span class="suggestion-name">{one.label}</span>
            {one.match !== one.label && <span class="suggestion-match">{one.match}</span>}
            <TypeMark thing={one} />
            <span class="suggestion-facts">{count(one.facts, "fact")}</span>
          </li>
        ))}
      </ul>
      {shown && found.length === 0 && <p class="suggestions none" role="status">Nothing of this graph is called “{text}”. Try a shorter word.</p>}
      {open && failed && <p class="suggestions none" role="alert">The search failed: the server does not answer.</p>}
    </div>
  );
}
