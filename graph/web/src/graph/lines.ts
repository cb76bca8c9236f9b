/* The lines of a large graph, drawn plainly by WebGL: one buffer, one call. */
import type { Point } from "./geometry";

const VERTEX = `#version 300 es
in vec2 place;
uniform vec4 view; // scale and origin: from the graph's coordinates to clip space
void main() { gl_Position = vec4(place * view.xy + view.zw, 0.0, 1.0); }`;

const FRAGMENT = `#version 300 es
precision mediump float;
uniform vec4 ink;
out vec4 color;
void main() { color = ink; }`;

function compile(gl: WebGL2RenderingContext): WebGLProgram {
  const program = gl.createProgram()!;
  for (const [kind, source] of [[gl.VERTEX_SHADER, VERTEX], [gl.FRAGMENT_SHADER, FRAGMENT]] as const) {
    const shader = gl.createShader(kind)!;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.bindAttribLocation(program, 0, "place");
  gl.linkProgram(program);
  return program;
}

export class LineLayer {
  private readonly program: WebGLProgram;
  private readonly buffer: WebGLBuffer;
  private points = 0;

  constructor(private readonly gl: WebGL2RenderingContext) {
    this.program = compile(gl);
    this.buffer = gl.createBuffer()!;
  }

  get count(): number {
    return this.points / 2;
  }

  /* Two points a line, x and y each, in the graph's coordinates. */
  fill(points: Float32Array): void {
    const { gl } = this;
    this.points = points.length / 2;
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffer);
    gl.bufferData(gl.ARRAY_BUFFER, points, gl.DYNAMIC_DRAW);
  }

  /* The first `count` lines. `scale` and `origin` lead from the graph's coordinates to px of a picture of `width` × `height`. */
  draw(count: number, scale: Point, origin: Point, width: number, height: number, [red, green, blue]: readonly [number, number, number]): void {
    const { gl } = this;
    if (count === 0) return;
    gl.useProgram(this.program);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffer);
    gl.enableVertexAttribArray(0);
    gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
    const [x, y] = [2 / width, 2 / height];
    gl.uniform4f(gl.getUniformLocation(this.program, "view"), scale.x * x, -scale.y * y, origin.x * x - 1, 1 - origin.y * y);
    gl.uniform4f(gl.getUniformLocation(this.program, "ink"), red / 255, green / 255, blue / 255, 1);
    gl.disable(gl.BLEND); // lines that shine through each other cost several times as much without a graphics card
    gl.drawArrays(gl.LINES, 0, 2 * count);
  }
}
