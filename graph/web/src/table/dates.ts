/* Dates as the graph has them: ISO 8601 whole or in part, or EDTF intervals ("2011/.."). */

const FIRST = "0000-01-01";
const LAST = "9999-12-31";

function pad(date: string, rest: string): string {
  return date.length >= 10 ? date.slice(0, 10) : date + rest.slice(date.length);
}

/* The first and the last day that a date may mean. */
export function daysOf(date: string): [string, string] {
  const [begin = "", end = begin] = date.split("/");
  return [
    begin === "" || begin === ".." ? FIRST : pad(begin, FIRST),
    end === "" || end === ".." ? LAST : pad(end, LAST),
  ];
}

/* Do they have a day in common?  An empty bound is open. */
export function within(date: string, from: string, to: string): boolean {
  const [begin, end] = daysOf(date);
  return (!from || end >= daysOf(from)[0]) && (!to || begin <= daysOf(to)[1]);
}

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

function readOne(date: string): string {
  const [year = "", month, day] = date.slice(0, 10).split("-");
  const name = month ? (MONTHS[Number(month) - 1] ?? month) : "";
  return [day ? String(Number(day)) : "", name, year].filter(Boolean).join(" ");
}

/* "7 September 2018", "since 2011", "until May 2019". */
export function readDate(date: string): string {
  if (!date.includes("/")) return readOne(date);
  const [begin = "", end = ""] = date.split("/");
  if (end === ".." || end === "") return `since ${readOne(begin)}`;
  if (begin === ".." || begin === "") return `until ${readOne(end)}`;
  return `${readOne(begin)} to ${readOne(end)}`;
}
