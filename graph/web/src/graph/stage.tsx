/* The place where the graph is drawn. */
import type { MutableRef } from "preact/hooks";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Graph } from "../api/types";
import { usePage } from "../ui/context";
import { useDark } from "../ui/use_dark";
import { GraphCanvas } from "./canvas";
import type { Controls } from "./controls";
import { pressKey } from "./keys";
import { themeOf } from "./theme";

interface Props {
  answer: Graph | null;
  controls: Controls;
  canvas: MutableRef<GraphCanvas | null>;
  read(): void;
}


export function Stage({ answer, controls, canvas, read }: Props) {
  const { info } = usePage();
  const place = useRef<HTMLDivElement>(null);
  const [share, setShare] = useState(0);
  const dark = useDark();
  const latest = useRef(controls);
  latest.current = controls;

  useEffect(() => {
    const drawn = new GraphCanvas(place.current!, themeOf(info.families, dark), {
      select: (selection) => latest.current.select(selection),
      expand: (id) => latest.current.expand(id),
      pin: (id, x, y) => latest.current.pin(id, [x, y]),
      progress: setShare,
    });
    canvas.current = drawn;
    const observer = new ResizeObserver(() => drawn.resize());
    observer.observe(place.current!);
    return () => {
      observer.disconnect();
      canvas.current = null;
      drawn.end();
    };
  }, [info]);

  useEffect(() => canvas.current?.setTheme(themeOf(info.families, dark)), [dark, info]);
  useEffect(() => {
    if (answer) canvas.current?.show(answer, latest.current.view.pinned);
  }, [answer, info]);
  const { selection } = controls;
  useEffect(() => canvas.current?.select(selection), [selection, answer]);

  const togglePin = (id: string) => {
    const at = canvas.current?.positionOf(id);
    controls.pin(id, id in controls.view.pinned || !at ? null : [at.x, at.y]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (canvas.current) pressKey(event, { canvas: canvas.current, controls, togglePin, read });
  };
  const drawing = answer !== null && share < 1;
  return (
    <div
      class="stage"
      data-drawn={share === 1 ? "yes" : "no"}
      tabIndex={0}
      role="application"
      aria-roledescription="graph"
      aria-label="The graph. Arrow keys go from thing to thing, Enter reads about it; all keys are listed under Keys."
      onKeyDown={onKeyDown}
    >
      <div class="stage-canvas" ref={place} aria-hidden="true" />
      {drawing && <div class="stage-progress" style={{ width: `${Math.round(share * 100)}%` }} />}
    </div>
  );
}

