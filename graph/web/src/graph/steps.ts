/* Draws a large graph's new picture in two steps, so that a filter answers at
 * once where lines are slow to draw: first all things, their names and the
 * heaviest lines, and, as soon as nothing new has come for a moment, all lines.
 * Who measures finds the mark "relata:whole" when the latter are drawn. */

const HEAVIEST = 4000; // lines of the first step: more than the eye tells apart in a picture of many
const REST = 200; // ms without a new graph before all lines are drawn

export class Steps {
  private timer = 0;
  private isFirst = false;

  constructor(private readonly draw: () => void) {}

  /* What is drawn from now on is a new graph, or one whose things have moved. */
  begin(): void {
    clearTimeout(this.timer);
    this.isFirst = true;
    this.timer = window.setTimeout(() => {
      this.isFirst = false;
      this.draw();
    }, REST);
  }

  end(): void {
    clearTimeout(this.timer);
  }

  /* How many of `count` lines, of which the heaviest come first, to draw now. */
  take(count: number): number {
    if (this.isFirst && count > HEAVIEST) return HEAVIEST;
    performance.mark("relata:whole");
    return count;
  }
}
