/* What the colours mean; a click shows only that kind of things. */
import type { Graph } from "../api/types";
import { usePage } from "../ui/context";
import { FamilyDot } from "../ui/thing";

interface Props {
  answer: Graph;
  chosen: readonly string[]; // types
  onChoose(types: string[]): void;
}

export function Legend({ answer, chosen, onChoose }: Props) {
  const { info } = usePage();
  const present = new Set(answer.nodes.map(({ family }) => family));
  const typesOf = (family: string) => info.types.filter((type) => type.family === family).map(({ name }) => name);
  return (
    <div class="legend" role="group" aria-label="Legend: show only one kind of thing">
      {info.families
        .map(({ name, label }) => ({ name, label, types: typesOf(name) }))
        .filter(({ name, types }) => types.length > 0 && (present.has(name) || types.some((type) => chosen.includes(type))))
        .map(({ name, label, types }) => {
          const on = types.some((type) => chosen.includes(type));
          const toggle = () => onChoose(on ? chosen.filter((type) => !types.includes(type)) : [...chosen, ...types]);
          return (
            <button type="button" key={name} aria-pressed={on} onClick={toggle}>
              <FamilyDot family={name} />
              {label}
            </button>
          );
        })}
    </div>
  );
}
