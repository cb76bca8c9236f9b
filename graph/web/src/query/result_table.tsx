/* Rows of an answer; a heading sorts. */
import { useState } from "preact/hooks";
import { writeRoute } from "../route";
import { usePage } from "../ui/context";
import { count } from "../ui/words";
import { type Rows, sortRows, type Term } from "./results";

const PAGE = 200;

function Cell({ term }: { term: Term | undefined }) {
  const { short } = usePage();
  if (!term) return <td class="unbound" />;
  if (term.type === "uri") {
    const name = short.shorten(term.value);
    return (
      <td>
        <a href={writeRoute("thing", { id: name })}>{name}</a>
      </td>
    );
  }
  const note = term["xml:lang"] ?? (term.datatype && !term.datatype.endsWith("#string") ? short.shorten(term.datatype) : undefined);
  return (
    <td class={Number.isNaN(Number(term.value)) || term.value.trim() === "" ? "wide" : "numeric"} title={note}>
      {term.type === "bnode" ? `_:${term.value}` : term.value}
    </td>
  );
}

export function ResultTable({ rows }: { rows: Rows }) {
  const [order, setOrder] = useState<[number, boolean] | null>(null);
  const [shown, setShown] = useState(PAGE);
  const sorted = order ? sortRows(rows, order[0], order[1]) : rows;
  return (
    <>
      <div class="table-scroll" tabIndex={0} role="region" aria-label="Rows">
        <table>
          <thead>
            <tr>
              {rows.variables.map((name, i) => (
                <th key={name} scope="col" aria-sort={order?.[0] === i ? (order[1] ? "ascending" : "descending") : undefined}>
                  <button type="button" class="sort" onClick={() => setOrder([i, order?.[0] === i ? !order[1] : true])}>
                    {name}
                    <span aria-hidden="true">{order?.[0] === i ? (order[1] ? " ↑" : " ↓") : ""}</span>
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sorted.rows.slice(0, shown).map((row, i) => (
              <tr key={i}>
                {row.map((term, column) => (
                  <Cell key={column} term={term} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.rows.length > shown && (
        <button type="button" onClick={() => setShown(shown + 1000)}>
          Show more of {count(rows.rows.length, "row")}
        </button>
      )}
    </>
  );
}
