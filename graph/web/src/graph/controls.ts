/* What the reader does to the graph: every step of it can be undone. */
import { useEffect, useMemo, useReducer, useRef, useState } from "preact/hooks";
import { replaceRoute, type Route, writeRoute } from "../route";
import { usePage } from "../ui/context";
import { FIRST_VIEW, History, readView, type Selection, toggled, type ViewState, writeView } from "./state";

export interface Controls {
  view: ViewState;
  selection: Selection | null;
  change(part: Partial<ViewState>): void;
  select(selection: Selection | null): void;
  expand(id: string): void;
  hide(id: string): void;
  pin(id: string, at: [number, number] | null): void;
  reset(): void;
  undo(): void;
  redo(): void;
  canUndo: boolean;
  canRedo: boolean;
}

function without(pinned: ViewState["pinned"], id: string): ViewState["pinned"] {
  return Object.fromEntries(Object.entries(pinned).filter(([key]) => key !== id));
}

export function useControls(route: Route): Controls {
  const { short } = usePage();
  const first = useMemo(() => readView(route.query, short), []);
  const history = useRef(new History(first.view)).current;
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const [selection, setSelection] = useState(first.selection);
  const written = useRef("");

  const view = history.now;
  useEffect(() => {
    const query = writeView(view, selection, short);
    written.current = writeRoute("graph", query);
    replaceRoute("graph", query);
  }, [view, selection]);

  /* Somebody followed a link to another view of the graph, or went back to one. */
  useEffect(() => {
    if (route.view !== "graph" || writeRoute("graph", route.query) === written.current) return;
    const next = readView(route.query, short);
    history.change(next.view);
    setSelection(next.selection);
    redraw(0);
  }, [route]);

  const change = (part: Partial<ViewState>): void => {
    history.change({ ...history.now, ...part });
    redraw(0);
  };
  const move = (how: "undo" | "redo"): void => {
    history[how]();
    redraw(0);
  };
  return {
    view,
    selection,
    change,
    select: setSelection,
    expand: (id) => change({ expanded: toggled(history.now.expanded, id) }),
    hide: (id) => {
      const { hidden, expanded, about, pinned } = history.now;
      const keep = (one: string) => one !== id;
      change({ hidden: [...hidden, id], expanded: expanded.filter(keep), about: about.filter(keep), pinned: without(pinned, id) });
      setSelection(null);
    },
    pin: (id, at) => change({ pinned: at ? { ...history.now.pinned, [id]: at } : without(history.now.pinned, id) }),
    reset: () => {
      change(FIRST_VIEW);
      setSelection(null);
    },
    undo: () => move("undo"),
    redo: () => move("redo"),
    canUndo: history.canUndo,
    canRedo: history.canRedo,
  };
}

