/* Things of a large graph as Sigma draws them: discs with a rim, one point each,
 * all in one call.  The discs of @sigma/node-border are triangles, an instance
 * each, and without a graphics card every instance is set up like a call of its
 * own.  A graphics card may limit how large a point is (WebGL promises little,
 * in practice it is 255 px or more); things of a large graph stay below that. */
import { NodeProgram, type ProgramInfo } from "sigma/rendering";
import type { NodeDisplayData, RenderParams } from "sigma/types";
import { floatColor } from "sigma/utils";

const VERTEX = `
attribute vec2 a_position;
attribute float a_size;
attribute vec4 a_color;
attribute vec4 a_rim;
attribute vec4 a_id;
uniform mat3 u_matrix;
uniform float u_scale; // from a size to px of the picture
varying vec4 v_color;
varying vec4 v_rim;
varying float v_radius;
void main() {
  gl_Position = vec4((u_matrix * vec3(a_position, 1)).xy, 0, 1);
  v_radius = a_size * u_scale;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_rim = a_rim;
  gl_PointSize = 2.0 * v_radius + 1.0; // half a px around, for a smooth edge
  v_color.a *= 255.0 / 254.0; // Sigma's colours end at 254
  v_rim.a *= 255.0 / 254.0;
}`;

const FRAGMENT = `
precision mediump float;
varying vec4 v_color;
varying vec4 v_rim;
varying float v_radius;
uniform float u_rim; // px
void main() {
  float inside = v_radius - length(gl_PointCoord - 0.5) * (2.0 * v_radius + 1.0); // px to the edge
  #ifdef PICKING_MODE
  if (inside < 0.0) discard;
  gl_FragColor = v_color;
  #else
  gl_FragColor = mix(v_rim, v_color, clamp(inside - u_rim + 0.5, 0.0, 1.0)) * clamp(inside + 0.5, 0.0, 1.0);
  #endif
}`;

const RIM = 1.5; // px
const [FLOAT, UNSIGNED_BYTE, POINTS] = [WebGLRenderingContext.FLOAT, WebGLRenderingContext.UNSIGNED_BYTE, WebGLRenderingContext.POINTS] as const;
const UNIFORMS = ["u_matrix", "u_scale", "u_rim"] as const;

interface DiscData extends NodeDisplayData {
  borderColor: string;
}

export class DiscProgram extends NodeProgram<(typeof UNIFORMS)[number]> {
  getDefinition() {
    const color = { size: 4, type: UNSIGNED_BYTE, normalized: true };
    return {
      VERTICES: 1,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: POINTS,
      UNIFORMS,
      ATTRIBUTES: [
        { name: "a_position", size: 2, type: FLOAT },
        { name: "a_size", size: 1, type: FLOAT },
        { name: "a_color", ...color },
        { name: "a_rim", ...color },
        { name: "a_id", ...color },
      ],
    };
  }

  processVisibleItem(id: number, start: number, data: NodeDisplayData): void {
    this.array.set([data.x, data.y, data.size, floatColor(data.color), floatColor((data as DiscData).borderColor), id], start);
  }

  setUniforms({ matrix, sizeRatio, pixelRatio }: RenderParams, { gl, uniformLocations }: ProgramInfo<(typeof UNIFORMS)[number]>): void {
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, matrix);
    gl.uniform1f(uniformLocations.u_scale, pixelRatio / sizeRatio);
    gl.uniform1f(uniformLocations.u_rim, RIM * pixelRatio);
  }
}
