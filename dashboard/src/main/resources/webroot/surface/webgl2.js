/** Draws landscapes with WebGL2, each into a rectangle of one canvas: heights in a texture, normals and iso-lines in the shaders. */

import { palette } from '../material/colours.js';
import { hasGraphicsCard } from '../material/device.js';
import { AMBIENT, DIFFUSE, FLOOR, ISO_LINES, LIFT, LIGHT, MARK_PIXELS, UPWARD, turned } from './scene.js';
import { LOOKS } from '../material/looks.js';
import { mark } from '../material/marks.js';
import { colour } from '../material/theme.js';

const HEIGHTS = `
uniform highp sampler2D heights;
uniform ivec2 size;
float heightAt(ivec2 p) { return texelFetch(heights, clamp(p, ivec2(0), size - 1), 0).r; }
`;

const SURFACE_VERTEX = `#version 300 es
precision highp float;
uniform mat4 view;
uniform vec2 toZ;
out float height;
out vec3 normal;
${HEIGHTS}
void main() {
  ivec2 p = ivec2(gl_VertexID % size.x, gl_VertexID / size.x);
  height = heightAt(p);
  ivec2 low = max(p - 1, ivec2(0));
  ivec2 high = min(p + 1, size - 1);
  vec2 run = vec2(high - low) * 2.0 / vec2(size - 1);
  float dx = heightAt(ivec2(high.x, p.y)) - heightAt(ivec2(low.x, p.y));
  float dy = heightAt(ivec2(p.x, high.y)) - heightAt(ivec2(p.x, low.y));
  normal = vec3(-vec2(dx, dy) * toZ.x / run, 1.0);
  vec2 xy = vec2(p) / vec2(size - 1) * 2.0 - 1.0;
  gl_Position = view * vec4(xy, height * toZ.x + toZ.y, 1.0);
}`;

const LINES = `
uniform vec2 lines;
float line(float at, float width) { return 1.0 - smoothstep(width - 0.5, width + 0.5, abs(at)); }
vec2 isoLines(float height) {
  float slope = fwidth(height);
  if (slope < 1e-5) return vec2(0.0);
  float tenth = height * lines.x;
  float nearest = (fract(tenth + 0.5) - 0.5) / (slope * lines.x);
  float crowding = clamp(1.6 - slope * lines.x * 3.2, 0.0, 1.0);
  float inner = step(abs(floor(tenth + 0.5)), lines.x - 0.5);
  return vec2(line(nearest, 0.55) * crowding * inner, line((height - lines.y) / slope, 1.1));
}
`;

const SURFACE_FRAGMENT = `#version 300 es
precision highp float;
uniform sampler2D palette;
uniform vec2 toColour;
uniform vec3 light;
uniform vec3 strength;
uniform vec3 ink;
in float height;
in vec3 normal;
out vec4 colour;
${LINES}
void main() {
  vec3 n = normalize(normal) * (gl_FrontFacing ? 1.0 : -1.0);
  float lit = strength.x + strength.y * max(dot(n, light), 0.0) + strength.z * n.z;
  vec3 base = texture(palette, vec2(clamp(height * toColour.x + toColour.y, 0.002, 0.998), 0.5)).rgb;
  vec2 iso = isoLines(height);
  vec3 shaded = base * (gl_FrontFacing ? lit : lit * 0.72);
  colour = vec4(mix(shaded, ink, max(iso.x * 0.28, iso.y * 0.85)), 1.0);
}`;

const FLOOR_VERTEX = `#version 300 es
precision highp float;
uniform mat4 view;
uniform float floorZ;
out vec2 at;
void main() {
  at = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  gl_Position = view * vec4(at * 2.0 - 1.0, floorZ, 1.0);
}`;

const FLOOR_FRAGMENT = `#version 300 es
precision highp float;
uniform sampler2D palette;
uniform vec2 toColour;
uniform vec3 panel;
uniform vec3 ink;
in vec2 at;
out vec4 colour;
${HEIGHTS}
${LINES}
void main() {
  vec2 p = at * vec2(size - 1);
  ivec2 i = ivec2(p);
  vec2 f = fract(p);
  float height = mix(mix(heightAt(i), heightAt(i + ivec2(1, 0)), f.x), mix(heightAt(i + ivec2(0, 1)), heightAt(i + 1), f.x), f.y);
  vec3 base = texture(palette, vec2(clamp(height * toColour.x + toColour.y, 0.002, 0.998), 0.5)).rgb;
  vec2 edge = min(at, 1.0 - at) / fwidth(at);
  float rim = 1.0 - smoothstep(0.5, 1.5, min(edge.x, edge.y));
  vec3 tint = mix(panel, base, 0.3);
  colour = vec4(mix(tint, ink, max(isoLines(height).y * 0.7, rim * 0.3)), 1.0);
}`;

const MARK_VERTEX = `#version 300 es
precision highp float;
uniform mat4 view;
uniform float floorZ;
uniform float pixels;
layout(location = 0) in vec4 spot;
out float cell;
out float opacity;
void main() {
  gl_Position = view * vec4(spot.xy, floorZ, 1.0);
  gl_PointSize = pixels;
  cell = spot.z;
  opacity = spot.w;
}`;

const MARK_FRAGMENT = `#version 300 es
precision mediump float;
uniform sampler2D marks;
in float cell;
in float opacity;
out vec4 colour;
void main() { colour = texture(marks, vec2((cell + gl_PointCoord.x) / ${2 * LOOKS}.0, gl_PointCoord.y)) * opacity; }`;

/** Side of one mark in the picture of all marks, in pixels, and how much of it the mark fills. */
const MARK_CELL = 64;
const MARK_SHARE = 0.19;

export class WebGl2Renderer {
  /** Finer meshes than the grid look smoother; a graphics card draws them as fast. */
  refinements = hasGraphicsCard() ? 1 : 0;
  name = 'webgl2';

  /** @param {HTMLCanvasElement} canvas @throws {Error} if the browser has no WebGL2 */
  constructor(canvas) {
    const gl = canvas.getContext('webgl2', { antialias: hasGraphicsCard(), alpha: true, preserveDrawingBuffer: true });
    if (!gl) throw new Error('This browser has no WebGL2');
    this.gl = gl;
    this.canvas = canvas;
    this.surface = program(gl, SURFACE_VERTEX, SURFACE_FRAGMENT);
    this.floor = program(gl, FLOOR_VERTEX, FLOOR_FRAGMENT);
    this.marks = program(gl, MARK_VERTEX, MARK_FRAGMENT);
    this.heights = texture(gl, gl.NEAREST);
    this.palette = texture(gl, gl.LINEAR);
    this.atlas = texture(gl, gl.LINEAR);
    this.empty = gl.createVertexArray();
    this.spots = gl.createVertexArray();
    this.spotBuffer = gl.createBuffer();
    this.indices = gl.createBuffer();
    this.columns = this.rows = this.indexCount = 0;
    this.ratio = 1;
    this.#describeSpots();
    this.recolour();
  }

  /** Reads the colours again. */
  recolour() {
    this.paletteOf = null;
    this.atlasDrawn = false;
  }

  /** Empties the canvas. @param {number} width CSS pixels @param {number} height @param {number} ratio device pixels per CSS pixel */
  begin(width, height, ratio) {
    const { gl, canvas } = this;
    this.ratio = ratio;
    const [w, h] = [Math.max(1, Math.round(width * ratio)), Math.max(1, Math.round(height * ratio))];
    if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
    gl.disable(gl.SCISSOR_TEST);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    gl.enable(gl.SCISSOR_TEST);
  }

  /** @param {import('./scene.js').Picture} picture @param {import('./camera.js').Camera} camera aimed at the box @param {import('./scene.js').Box} box */
  draw(picture, camera, box) {
    const { gl, ratio, canvas } = this;
    const x = Math.round(box.x * ratio);
    const y = Math.round(canvas.height - (box.y + box.height) * ratio);
    const [width, height] = [Math.round(box.width * ratio), Math.round(box.height * ratio)];
    gl.viewport(x, y, width, height);
    gl.scissor(x, y, width, height);
    this.#uploadHeights(picture.mesh);
    this.#uploadPalette(picture.scale.signed);
    this.#drawFloor(picture, camera);
    this.#drawSpots(picture, camera);
    this.#drawSurface(picture, camera);
  }

  end() {}

  dispose() {
    this.gl.getExtension('WEBGL_lose_context')?.loseContext();
  }

  /** @param {import('./mesh.js').Mesh} mesh */
  #uploadHeights({ columns, rows, heights }) {
    const { gl } = this;
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, this.heights);
    if (columns === this.columns && rows === this.rows) {
      gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, columns, rows, gl.RED, gl.FLOAT, heights);
      return;
    }
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 4);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.R32F, columns, rows, 0, gl.RED, gl.FLOAT, heights);
    this.columns = columns;
    this.rows = rows;
    gl.bindVertexArray(this.empty);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.indices);
    const indices = triangles(columns, rows);
    this.indexCount = indices.length;
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, indices, gl.STATIC_DRAW);
  }

  /** @param {boolean} signed */
  #uploadPalette(signed) {
    const { gl } = this;
    gl.activeTexture(gl.TEXTURE1);
    gl.bindTexture(gl.TEXTURE_2D, this.palette);
    if (this.paletteOf === signed) return;
    this.paletteOf = signed;
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, 256, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, palette(signed, true));
  }

  /** @param {import('./scene.js').Picture} picture @param {import('./camera.js').Camera} camera */
  #drawFloor(picture, camera) {
    const { gl, floor } = this;
    gl.disable(gl.DEPTH_TEST);
    gl.disable(gl.BLEND);
    gl.useProgram(floor.program);
    this.#common(floor, picture, camera);
    gl.uniform1f(floor.at.floorZ, FLOOR);
    gl.uniform3fv(floor.at.panel, unit('panel'));
    gl.bindVertexArray(this.empty);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
  }

  /** @param {import('./scene.js').Picture} picture @param {import('./camera.js').Camera} camera */
  #drawSpots({ spots }, camera) {
    const { gl, marks, ratio } = this;
    if (!spots?.length) return;
    const data = new Float32Array(spots.length * 4);
    spots.forEach(({ x, y, look, wrong, age }, i) =>
      data.set([x, y, 2 * look + (wrong ? 1 : 0), 0.3 + 0.7 * age], 4 * i),
    );
    gl.useProgram(marks.program);
    gl.uniformMatrix4fv(marks.at.view, false, camera.matrix);
    gl.uniform1f(marks.at.floorZ, FLOOR);
    gl.uniform1f(marks.at.pixels, (MARK_PIXELS * ratio) / MARK_SHARE);
    gl.activeTexture(gl.TEXTURE2);
    gl.bindTexture(gl.TEXTURE_2D, this.atlas);
    if (!this.atlasDrawn) this.#drawAtlas();
    gl.uniform1i(marks.at.marks, 2);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.bindVertexArray(this.spots);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.spotBuffer);
    gl.bufferData(gl.ARRAY_BUFFER, data, gl.DYNAMIC_DRAW);
    gl.drawArrays(gl.POINTS, 0, spots.length);
    gl.disable(gl.BLEND);
  }

  /** @param {import('./scene.js').Picture} picture @param {import('./camera.js').Camera} camera */
  #drawSurface(picture, camera) {
    const { gl, surface } = this;
    gl.enable(gl.DEPTH_TEST);
    gl.useProgram(surface.program);
    this.#common(surface, picture, camera);
    gl.uniform2fv(surface.at.toZ, picture.scale.signed ? [LIFT, 0] : [2 * LIFT, -LIFT]);
    gl.uniform3fv(surface.at.light, turned(LIGHT, camera.azimuth));
    gl.uniform3f(surface.at.strength, AMBIENT, DIFFUSE, UPWARD);
    gl.bindVertexArray(this.empty);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.indices);
    gl.drawElements(gl.TRIANGLES, this.indexCount, gl.UNSIGNED_INT, 0);
  }

  /** @param {ReturnType<typeof program>} target @param {import('./scene.js').Picture} picture @param {import('./camera.js').Camera} camera */
  #common(target, { scale }, camera) {
    const { gl } = this;
    gl.uniformMatrix4fv(target.at.view, false, camera.matrix);
    gl.uniform1i(target.at.heights, 0);
    gl.uniform1i(target.at.palette, 1);
    gl.uniform2i(target.at.size, this.columns, this.rows);
    gl.uniform2fv(target.at.toColour, scale.signed ? [0.5, 0.5] : [1, 0]);
    gl.uniform2f(target.at.lines, ISO_LINES, scale.major);
    gl.uniform3fv(target.at.ink, unit('iso-line'));
  }

  #describeSpots() {
    const { gl } = this;
    gl.bindVertexArray(this.spots);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.spotBuffer);
    gl.enableVertexAttribArray(0);
    gl.vertexAttribPointer(0, 4, gl.FLOAT, false, 0, 0);
  }

  /** Every mark once, beside it the same with the ring of a wrong one. */
  #drawAtlas() {
    const { gl } = this;
    const canvas = document.createElement('canvas');
    canvas.width = MARK_CELL * 2 * LOOKS;
    canvas.height = MARK_CELL;
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    for (let look = 0; look < LOOKS; look++) {
      for (const wrong of [false, true])
        mark(context, look, (2 * look + (wrong ? 1.5 : 0.5)) * MARK_CELL, MARK_CELL / 2, MARK_CELL * MARK_SHARE, wrong);
    }
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, true);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, canvas);
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false);
    this.atlasDrawn = true;
  }
}

/** @param {string} token */
const unit = (token) => colour(token).map((value) => value / 255);

/** @param {number} columns @param {number} rows */
function triangles(columns, rows) {
  const indices = new Uint32Array((columns - 1) * (rows - 1) * 6);
  let k = 0;
  for (let row = 0; row < rows - 1; row++) {
    for (let column = 0; column < columns - 1; column++) {
      const a = row * columns + column;
      indices.set([a, a + 1, a + columns, a + columns, a + 1, a + columns + 1], k);
      k += 6;
    }
  }
  return indices;
}

/** @param {WebGL2RenderingContext} gl @param {number} filter */
function texture(gl, filter) {
  const created = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, created);
  for (const name of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, name, filter);
  for (const name of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, name, gl.CLAMP_TO_EDGE);
  return created;
}

/** @param {WebGL2RenderingContext} gl @param {string} vertex @param {string} fragment */
function program(gl, vertex, fragment) {
  const linked = /** @type {WebGLProgram} */ (gl.createProgram());
  for (const [type, source] of /** @type {[number, string][]} */ ([
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment],
  ])) {
    const shader = /** @type {WebGLShader} */ (gl.createShader(type));
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(linked, shader);
  }
  gl.linkProgram(linked);
  if (!gl.getProgramParameter(linked, gl.LINK_STATUS))
    throw new Error(`A shader must link: ${gl.getProgramInfoLog(linked)}`);
  /** @type {Record<string, WebGLUniformLocation|null>} */
  const at = {};
  const uniforms = gl.getProgramParameter(linked, gl.ACTIVE_UNIFORMS);
  for (let i = 0; i < uniforms; i++) {
    const { name } = /** @type {WebGLActiveInfo} */ (gl.getActiveUniform(linked, i));
    at[name] = gl.getUniformLocation(linked, name);
  }
  return { program: linked, at };
}
