// Nodes of seven shapes in one WebGL program: sigma brings circles only, and a kind is told by shape and colour.
"use strict";

const SHAPES = ["dot", "square", "diamond", "triangle", "star", "hexagon", "triangleDown"];
const VERTEX = `
attribute vec2 a_position; attribute float a_size; attribute vec4 a_color; attribute vec4 a_id; attribute float a_shape;
uniform float u_sizeRatio; uniform float u_pixelRatio; uniform mat3 u_matrix;
varying vec4 v_color; varying float v_shape; varying float v_pixel;
void main() {
  gl_Position = vec4((u_matrix * vec3(a_position, 1)).xy, 0, 1);
  gl_PointSize = a_size / u_sizeRatio * u_pixelRatio * 3.0;
  v_pixel = 3.0 / gl_PointSize;
  v_shape = a_shape;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= 255.0 / 254.0;
}`;
// Distances to the border, below 0 inside; the corners are those of view/palette.py.
const FRAGMENT = `
precision highp float;
varying vec4 v_color; varying float v_shape; varying float v_pixel;
const float PI = 3.14159265;
float polygon(vec2 p, float corners, float radius, float turned) {
  float part = 2.0 * PI / corners, angle = atan(p.x, -p.y) - turned * part;
  return length(p) * cos(mod(angle, part) - part / 2.0) - radius * cos(PI / corners);
}
float star(vec2 p) {
  float part = 2.0 * PI / 5.0, angle = mod(atan(p.x, -p.y), part);
  angle = min(angle, part - angle);
  vec2 q = length(p) * vec2(cos(angle), sin(angle)) - vec2(1.35, 0);
  vec2 side = 0.6 * vec2(cos(PI / 5.0), sin(PI / 5.0)) - vec2(1.35, 0);
  return (q.x * side.y - q.y * side.x) / length(side);
}
void main() {
  vec2 p = (gl_PointCoord * 2.0 - 1.0) * 1.5;
  float d = v_shape < 0.5 ? length(p) - 1.0
    : v_shape < 1.5 ? polygon(p, 4.0, 1.2, 0.5)
    : v_shape < 2.5 ? polygon(p, 4.0, 1.3, 0.0)
    : v_shape < 3.5 ? polygon(p, 3.0, 1.45, 0.0)
    : v_shape < 4.5 ? star(p)
    : v_shape < 5.5 ? polygon(p, 6.0, 1.1, 0.5)
    : polygon(p, 3.0, 1.45, 0.5);
  #ifdef PICKING_MODE
  if (d > 0.0) discard;
  gl_FragColor = v_color;
  #else
  gl_FragColor = mix(v_color, vec4(0), smoothstep(-v_pixel, v_pixel, d));
  #endif
}`;

class ShapeProgram extends Sigma.rendering.NodePointProgram {
  getDefinition() {
    const circle = super.getDefinition();
    return {
      ...circle,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      ATTRIBUTES: [...circle.ATTRIBUTES, { name: "a_shape", size: 1, type: WebGLRenderingContext.FLOAT }],
    };
  }

  processVisibleItem(id, at, node) {
    super.processVisibleItem(id, at, node);
    this.array[at + 5] = node.shape;
  }
}
