import type { Thing } from "../api/types";
import { writeRoute } from "../route";
import { usePage } from "./context";

/* The name of a thing, leading to what is known of it; a value is only itself. */
export function ThingLink({ thing, class: name }: { thing: Thing; class?: string }) {
  const { short } = usePage();
  if (thing.literal || !/^[a-z][a-z0-9+.-]*:/i.test(thing.id)) return <span class={name ?? "value"}>{thing.label}</span>;
  return (
    <a class={name ?? "thing"} href={writeRoute("thing", { id: short.shorten(thing.id) })}>
      {thing.label}
    </a>
  );
}

export function TypeMark({ thing }: { thing: Pick<Thing, "type" | "family"> }) {
  const { info } = usePage();
  const label = info.types.find(({ name }) => name === thing.type)?.label ?? thing.type ?? "thing";
  return (
    <span class="type">
      <FamilyDot family={thing.family} />
      {label}
    </span>
  );
}

export function FamilyDot({ family }: { family: string }) {
  const { info } = usePage();
  const colors = info.families.find(({ name }) => name === family);
  return (
    <svg class="dot" width="11" height="11" viewBox="0 0 11 11" aria-hidden="true">
      <circle cx="5.500" cy="5.500" r="4.500" fill={colors?.fill ?? "#dddddd"} stroke={colors?.line ?? "#777777"} stroke-width="1.500" />
    </svg>
  );
}
