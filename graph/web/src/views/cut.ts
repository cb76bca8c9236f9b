/* Cuts a text where marks begin and end, so that marks may overlap. */

export interface Mark {
  begin: number;
  end: number;
  name: string;
}

export interface Piece {
  begin: number;
  text: string;
  names: string[];
}

export function cutText(text: string, marks: readonly Mark[]): Piece[] {
  const good = marks.filter(({ begin, end }) => begin >= 0 && begin < end && end <= text.length);
  const cuts = [...new Set([0, text.length, ...good.flatMap(({ begin, end }) => [begin, end])])].sort((a, b) => a - b);
  const starts = [...good].sort((a, b) => a.begin - b.begin);
  const open = new Set<Mark>();
  const pieces: Piece[] = [];
  let next = 0;
  for (let i = 0; i + 1 < cuts.length; i++) {
    const [begin, end] = [cuts[i]!, cuts[i + 1]!];
    for (const mark of open) if (mark.end <= begin) open.delete(mark);
    while (next < starts.length && starts[next]!.begin <= begin) open.add(starts[next++]!);
    pieces.push({ begin, text: text.slice(begin, end), names: [...new Set([...open].map(({ name }) => name))] });
  }
  return pieces;
}
