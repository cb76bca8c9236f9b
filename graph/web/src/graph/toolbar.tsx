/* The tools over the graph. */
import { useState } from "preact/hooks";
import type { Graph } from "../api/types";
import { usePage } from "../ui/context";
import { Dialog } from "../ui/dialog";
import { download } from "../ui/download";
import { IconButton } from "../ui/icons";
import { number } from "../ui/words";
import type { GraphCanvas } from "./canvas";
import type { Controls } from "./controls";
import { pngOf, svgOf } from "./export";
import { KEYS } from "./keys";

interface Props {
  answer: Graph | null;
  controls: Controls;
  canvas(): GraphCanvas | null;
}

const LIMITS = [30, 60, 120, 250, 500, 1000, 2000, 5000, 10000];

function Amount({ answer, controls }: { answer: Graph; controls: Controls }) {
  const { view } = controls;
  const most = answer.total_nodes;
  const limits = LIMITS.filter((limit, i) => limit === view.limit || i === 0 || LIMITS[i - 1]! < most);
  if (!limits.includes(view.limit)) limits.push(view.limit);
  limits.sort((a, b) => a - b);
  return (
    <label class="amount">
      <span>Show</span>
      <select value={view.limit} onChange={(event) => controls.change({ limit: Number(event.currentTarget.value) })}>
        {limits.map((limit) => (
          <option key={limit} value={limit}>
            {limit >= most ? `all ${number(most)}` : `top ${number(limit)}`}
          </option>
        ))}
      </select>
    </label>
  );
}

function SaveDialog({ canvas, onClose }: { canvas(): GraphCanvas | null; onClose(): void }) {
  const { info } = usePage();
  const [title, setTitle] = useState(info.title);
  const save = async (kind: "svg" | "png") => {
    const scene = canvas()?.scene(true);
    if (!scene) return;
    const blob = kind === "svg" ? svgOf(scene, info, title) : await pngOf(scene, info, title);
    if (blob) download(blob, `${title || "graph"}.${kind}`);
    onClose();
  };
  return (
    <Dialog title="Save this picture" onClose={onClose}>
      <p>As you see it now, with this title and a legend.</p>
      <label class="field">
        <span>Title</span>
        <input type="text" value={title} onInput={(event) => setTitle(event.currentTarget.value)} />
      </label>
      <div class="dialog-actions">
        <button type="button" class="primary" onClick={() => void save("svg")}>SVG, for print</button>
        <button type="button" onClick={() => void save("png")}>PNG</button>
      </div>
    </Dialog>
  );
}

function ShareDialog({ onClose }: { onClose(): void }) {
  const [copied, setCopied] = useState(false);
  const copy = (field: HTMLTextAreaElement) => {
    field.select();
    const done = () => setCopied(true);
    if (navigator.clipboard) navigator.clipboard.writeText(field.value).then(done, () => {});
  };
  return (
    <Dialog title="Share this view" onClose={onClose}>
      <p>This address brings back the same view: filters, what is shown, hidden and pinned.</p>
      <textarea readOnly rows={4} aria-label="Address of this view" value={location.href} onFocus={(event) => event.currentTarget.select()} />
      <div class="dialog-actions">
        <button type="button" class="primary" onClick={(event) => copy(event.currentTarget.closest("dialog")!.querySelector("textarea")!)}>
          {copied ? "Copied" : "Copy it"}
        </button>
      </div>
    </Dialog>
  );
}

function KeysDialog({ onClose }: { onClose(): void }) {
  return (
    <Dialog title="Keys" onClose={onClose}>
      <dl class="keys">
        {KEYS.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

export function Toolbar({ answer, controls, canvas }: Props) {
  const [open, setOpen] = useState<"save" | "share" | "keys" | null>(null);
  const close = () => setOpen(null);
  return (
    <div class="toolbar" role="toolbar" aria-label="Graph tools">
      <IconButton icon="undo" label="Undo" disabled={!controls.canUndo} onClick={controls.undo} />
      <IconButton icon="redo" label="Redo" disabled={!controls.canRedo} onClick={controls.redo} />
      <IconButton icon="reset" label="Start anew" onClick={controls.reset} />
      <span class="toolbar-gap" />
      <IconButton icon="plus" label="Nearer" onClick={() => canvas()?.zoom(1.5)} />
      <IconButton icon="minus" label="Farther" onClick={() => canvas()?.zoom(1 / 1.5)} />
      <IconButton icon="fit" label="All in view" onClick={() => canvas()?.fit()} />
      <IconButton icon="arrange" label="Arrange anew" onClick={() => canvas()?.arrange()} />
      <span class="toolbar-gap" />
      <IconButton icon="save" label="Save as SVG or PNG" onClick={() => setOpen("save")} />
      <IconButton icon="share" label="Share this view" onClick={() => setOpen("share")} />
      <IconButton icon="help" label="Keys" onClick={() => setOpen("keys")} />
      {answer && <Amount answer={answer} controls={controls} />}
      {open === "save" && <SaveDialog canvas={canvas} onClose={close} />}
      {open === "share" && <ShareDialog onClose={close} />}
      {open === "keys" && <KeysDialog onClose={close} />}
    </div>
  );
}
