/* The editor of queries.  It lives in a shadow tree, where its styles are
 * adopted style sheets: a policy without 'unsafe-inline' lets those pass. */
import { autocompletion, closeBrackets, closeBracketsKeymap, type Completion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, drawSelection, EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { completer } from "./words";

const COLORS = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--code-keyword)", fontWeight: "600" },
  { tag: tags.variableName, color: "var(--code-variable)" },
  { tag: [tags.atom, tags.string], color: "var(--code-text)" },
  { tag: tags.comment, color: "var(--muted)", fontStyle: "italic" },
  { tag: tags.number, color: "var(--code-text)" },
]);

const LOOK = EditorView.theme({
  "&": { backgroundColor: "var(--paper)", color: "var(--ink)", fontSize: "15px" },
  "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "1px" },
  ".cm-content": { fontFamily: "var(--mono)", padding: "10px 0", caretColor: "var(--ink)", minHeight: "9em" },
  ".cm-gutters": { backgroundColor: "var(--paper)", color: "var(--muted)", border: "none" },
  ".cm-wrong": { backgroundColor: "var(--wrong-soft)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--accent-soft)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-tooltip": { backgroundColor: "var(--paper)", color: "var(--ink)", border: "1px solid var(--rule)" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--on-accent)" },
  ".cm-completionDetail": { opacity: "0.8" },
});

const setWrong = StateEffect.define<number | null>();
const wrongLine = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(lines, transaction) {
    if (transaction.docChanged) return Decoration.none;
    for (const effect of transaction.effects)
      if (effect.is(setWrong)) return effect.value === null ? Decoration.none : Decoration.set([Decoration.line({ class: "cm-wrong" }).range(effect.value)]);
    return lines;
  },
  provide: (field) => EditorView.decorations.from(field),
});

interface Options {
  text: string;
  completions: readonly Completion[];
  onChange(text: string): void;
  onRun(): void;
}

export class QueryEditor {
  private readonly view: EditorView;

  constructor(host: HTMLElement, { text, completions, onChange, onRun }: Options) {
    const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
    const run = () => {
      onRun();
      return true;
    };
    this.view = new EditorView({
      root,
      parent: root as unknown as Element,
      state: EditorState.create({
        doc: text,
        extensions: [
          keymap.of([{ key: "Mod-Enter", run }]),
          lineNumbers(),
          history(),
          drawSelection(),
          bracketMatching(),
          closeBrackets(),
          StreamLanguage.define(sparql),
          syntaxHighlighting(COLORS),
          autocompletion({ override: [completer(completions)], icons: false }),
          keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ "aria-label": "Query in SPARQL. Control and Enter runs it; Escape, then Tab leaves the field." }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) onChange(update.state.doc.toString());
          }),
          wrongLine,
          LOOK,
        ],
      }),
    });
  }

  set(text: string): void {
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text } });
  }

  /* Shows where a query goes wrong; both count from 1. */
  point(line: number, column: number | null): void {
    const { doc } = this.view.state;
    if (line < 1 || line > doc.lines) return;
    const { from, to } = doc.line(line);
    const at = Math.min(from + Math.max((column ?? 1) - 1, 0), to);
    this.view.dispatch({ effects: setWrong.of(from), selection: { anchor: at }, scrollIntoView: true });
    this.view.focus();
  }

  end(): void {
    this.view.destroy();
  }
}
