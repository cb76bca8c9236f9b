/* Moves the picture as it stands while the reader drags or zooms, where
 * drawing it anew takes too long for that; it is drawn when the movement ends. */
import type Sigma from "sigma";
import type { CameraState } from "sigma/types";

const LATE = 34; // ms between frames that the eye takes for jerks
const PATIENCE = 3; // late frames before the picture slides
const REST = 160; // ms without movement before it is drawn anew
const FAR = 0.6; // of the picture, moved out of sight: drawn anew before that

export class Slide {
  private readonly draw: () => void;
  private drawn: CameraState;
  private last = 0;
  private late = 0;
  private timer = 0;

  constructor(
    private readonly sigma: Sigma,
    private readonly isLarge: () => boolean,
    private readonly isMoving: () => boolean,
  ) {
    const schedule = sigma.scheduleRender.bind(sigma);
    this.draw = schedule;
    this.drawn = sigma.getCamera().getState();
    sigma.scheduleRender = () => {
      if (this.isSlow && isLarge() && isMoving() && this.move()) this.drawLater();
      else schedule();
      return sigma;
    };
    sigma.on("afterRender", () => this.note());
  }

  get isSlow(): boolean {
    return this.late >= PATIENCE;
  }

  /* A new graph may be quick to draw. */
  forget(): void {
    this.late = 0;
  }

  end(): void {
    clearTimeout(this.timer);
  }

  /* A whole picture was drawn. */
  private note(): void {
    const now = performance.now();
    if (this.isLarge() && this.isMoving() && !this.isSlow) this.late = now - this.last > LATE ? this.late + 1 : 0;
    this.last = now;
    this.drawn = this.sigma.getCamera().getState();
    this.place("");
  }

  private place(transform: string): void {
    for (const [name, canvas] of Object.entries(this.sigma.getCanvases())) {
      if (name === "mouse" || canvas.style.transform === transform) continue;
      canvas.style.transform = transform;
      canvas.style.willChange = transform && "transform";
    }
  }

  /* False where too little of the drawn picture would be left in sight. */
  private move(): boolean {
    const at = (x: number, cameraState: CameraState) => this.sigma.framedGraphToViewport({ x, y: x }, { cameraState });
    const now = this.sigma.getCamera().getState();
    const [a, b, c, d] = [at(0, this.drawn), at(1, this.drawn), at(0, now), at(1, now)];
    const scale = (d.x - c.x) / (b.x - a.x);
    const still = Math.abs(scale - 1) < 1e-6; // then whole px, which need no smoothing
    const [x, y] = [c.x - scale * a.x, c.y - scale * a.y].map((at) => (still ? Math.round(at) : at)) as [number, number];
    const { width, height } = this.sigma.getDimensions();
    if (Math.abs(x + (scale - 1) * width * 0.5) > FAR * width || Math.abs(y + (scale - 1) * height * 0.5) > FAR * height) return false;
    this.place(`translate(${x}px, ${y}px) scale(${scale})`);
    return true;
  }

  drawLater(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => (this.isMoving() ? this.drawLater() : this.draw()), REST);
  }
}
