/* How often something is said of each year, month or day: the bars over the filter of time. */
import { daysOf } from "../table/dates";
import type { TableIndex } from "../table/index";

export interface Period {
  name: string; // "2018", "2018-09" or "2018-09-07"
  count: number;
}

const WIDTHS = [4, 7, 10] as const;
const MOST = 40;
const FEW = 8;

function counted(dates: ReadonlyMap<string, number>, width: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [date, count] of dates) {
    const name = date.slice(0, width);
    counts.set(name, (counts.get(name) ?? 0) + count);
  }
  return counts;
}

/* As fine as still fits, of what is dated; intervals count where they begin. */
export function periodsOf(dates: ReadonlyMap<string, number>): Period[] {
  let best = counted(dates, WIDTHS[0]);
  for (const width of WIDTHS.slice(1)) {
    if (best.size >= FEW) break;
    const finer = counted(dates, width);
    if (finer.size > MOST) break;
    best = finer;
  }
  const sorted = [...best].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, count]) => ({ name, count }));
  return sorted.length > MOST ? sorted.slice(-MOST) : sorted;
}

/* Claims by the first day they speak of. */
export function datesOf(index: TableIndex): Map<string, number> {
  const dates = new Map<string, number>();
  for (const time of index.claims.time) {
    if (time < 0) continue;
    const name = index.times[time]!;
    const date = name.startsWith("..") ? daysOf(name)[1] : name.split("/")[0]!;
    dates.set(date, (dates.get(date) ?? 0) + 1);
  }
  return dates;
}
