/* Beside the graph: what it says, what is known of the selected thing, or the sentences behind a line. */
import type { Edge, Graph, Node } from "../api/types";
import { writeRoute } from "../route";
import { usePage } from "../ui/context";
import { IconButton } from "../ui/icons";
import { StatusMark } from "../ui/status";
import { TypeMark } from "../ui/thing";
import { count } from "../ui/words";
import { EvidenceList } from "../views/evidence_list";
import type { Controls } from "./controls";
import { Overview } from "./overview";
import type { Selection } from "./state";

interface Props {
  answer: Graph;
  controls: Controls;
  togglePin(id: string): void;
}

function labels(answer: Graph): Map<string, string> {
  return new Map(answer.nodes.map(({ id, label }) => [id, label]));
}

interface EdgeButtonProps {
  edge: Edge;
  text: string;
  other: string;
  onSelect(selection: Selection): void;
}

export function EdgeButton({ edge, text, other, onSelect }: EdgeButtonProps) {
  return (
    <button type="button" class="fact-button" onClick={() => onSelect({ kind: "edge", s: edge.source, p: edge.relation, o: edge.target })}>
      <span class="fact-words">
        <em>{text}</em> {other}
      </span>
      <span class="fact-note">
        {edge.status !== "stated" && <StatusMark status={edge.status} />}
        {edge.said > 1 && <span>{edge.said}×</span>}
      </span>
    </button>
  );
}

function NodeFacts({ node, answer, controls }: { node: Node; answer: Graph; controls: Controls }) {
  const { info } = usePage();
  const names = labels(answer);
  const inverse = new Map(info.relations.map((relation) => [relation.id, relation.inverse]));
  const out = answer.edges.filter(({ source }) => source === node.id);
  const into = answer.edges.filter(({ target, source }) => target === node.id && source !== node.id);
  const lists: [string, Edge[], (edge: Edge) => [string, string]][] = [
    [node.label, out, (edge) => [edge.label, names.get(edge.target) ?? ""]],
    [`… and ${node.label}`, into, (edge) => {
      const reversed = inverse.get(edge.relation);
      return reversed ? [reversed, names.get(edge.source) ?? ""] : ["", `${names.get(edge.source) ?? ""} ${edge.label} ${node.label}`];
    }],
  ];
  return (
    <>
      {lists.map(([title, edges, words]) =>
        edges.length === 0 ? null : (
          <section key={title}>
            <h3 class="panel-sub">{title}</h3>
            <ul class="fact-list">
              {edges.map((edge) => {
                const [text, other] = words(edge);
                return (
                  <li key={`${edge.source} ${edge.relation} ${edge.target}`}>
                    <EdgeButton edge={edge} text={text} other={other} onSelect={controls.select} />
                  </li>
                );
              })}
            </ul>
          </section>
        ),
      )}
    </>
  );
}

function NodePanel({ node, answer, controls, togglePin }: Props & { node: Node }) {
  const { short } = usePage();
  const { view } = controls;
  const expanded = view.expanded.includes(node.id);
  const pinned = node.id in view.pinned;
  return (
    <article class="panel-body">
      <p class="kicker">
        <TypeMark thing={node} />
      </p>
      <h2 tabIndex={-1}>{node.label}</h2>
      <p class="panel-note">
        {count(node.facts, "fact")} in {count(node.sources, "article")}; {node.shown} in this picture.
      </p>
      <div class="panel-actions">
        <IconButton words icon="expand" label={expanded ? "Take neighbours away" : "Bring in neighbours"} disabled={!expanded && node.facts <= node.shown} onClick={() => controls.expand(node.id)} />
        <IconButton words icon="hide" label="Hide" onClick={() => controls.hide(node.id)} />
        <IconButton words icon="pin" label={pinned ? "Unpin" : "Pin"} pressed={pinned} onClick={() => togglePin(node.id)} />
      </div>
      <p>
        <a href={writeRoute("thing", { id: short.shorten(node.id) })}>All that is known of it</a>
        {" · "}
        <a href={writeRoute("graph", { about: short.shorten(node.id) })}>only what is around it</a>
      </p>
      <NodeFacts node={node} answer={answer} controls={controls} />
    </article>
  );
}

function EdgePanel({ edge, answer, controls }: { edge: { s: string; p: string; o: string }; answer: Graph; controls: Controls }) {
  const { short, info } = usePage();
  const names = labels(answer);
  const name = (id: string) => names.get(id) ?? short.shorten(id);
  const between = answer.edges.filter(({ source, target, relation }) => [source, target].includes(edge.s) && [source, target].includes(edge.o) && source !== target && !(source === edge.s && relation === edge.p && target === edge.o));
  const shown = answer.edges.find(({ source, relation, target }) => source === edge.s && relation === edge.p && target === edge.o);
  const label = shown?.label ?? info.relations.find(({ id }) => id === edge.p)?.label ?? short.shorten(edge.p);
  const node = (id: string) => (
    <button type="button" class="link" onClick={() => controls.select({ kind: "node", id })}>
      {name(id)}
    </button>
  );
  return (
    <article class="panel-body">
      <p class="kicker">Evidence</p>
      <h2 class="fact-title" tabIndex={-1}>
        {node(edge.s)} <em>{label}</em> {node(edge.o)}
      </h2>
      <EvidenceList key={`${edge.s} ${edge.p} ${edge.o}`} question={{ s: edge.s, p: edge.p, o: edge.o }} />
      {between.length > 0 && (
        <section>
          <h3 class="panel-sub">Also between the two</h3>
          <ul class="fact-list">
            {between.map((other) => (
              <li key={`${other.source} ${other.relation}`}>
                <EdgeButton edge={other} text={`${name(other.source)} ${other.label}`} other={name(other.target)} onSelect={controls.select} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </article>
  );
}

export function Panel(props: Props) {
  const { answer, controls } = props;
  const { selection } = controls;
  if (selection?.kind === "edge") return <EdgePanel edge={selection} answer={answer} controls={controls} />;
  const node = selection && answer.nodes.find(({ id }) => id === selection.id);
  if (node) return <NodePanel {...props} node={node} />;
  return <Overview answer={answer} onSelect={controls.select} missing={selection?.kind === "node" ? selection.id : null} />;
}
