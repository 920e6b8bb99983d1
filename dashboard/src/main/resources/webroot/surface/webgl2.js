/** Draws landscapes with WebGL2, each into a rectangle of one canvas: heights in a texture, normals and iso-lines in the shaders. */

import { classToken, palette } from '../material/colours.js';
import { LOOKS } from '../material/looks.js';
import { mark } from '../material/marks.js';
import { colour } from '../material/theme.js';
import { Heights } from './heights.js';
import { heightAt } from './mesh.js';
import {
  AMBIENT,
  DIFFUSE,
  FLOOR,
  ISO_LINES,
  LIFT,
  LIGHT,
  MARK_NEARER,
  MARK_PIXELS,
  STEM_OPACITY,
  UPWARD,
  panesOf,
  turned,
  zOf,
} from './scene.js';
import { FLOOR_PLATE, LINE, MARK, PANE, STEM, SURFACE } from './shaders.js';

/** Side of one mark in the picture of all marks, in pixels, and how much of it the mark fills. */
const MARK_CELL = 64;
const MARK_SHARE = 0.19;
/** Numbers of one mark: place and look. */
const MARK_FLOATS = 5;
/** A height that no surface has. */
const NOWHERE = 1e6;

const LOOK_EVERY_MS = 2;

/** Texture units. */
const HEIGHTS = 0;
const PALETTE = 1;
const MARKS = 2;

export class WebGl2Renderer {
  name = 'webgl2';
  #ratio = 1;
  /** @type {boolean|null} */
  #paletteOf = null;
  #atlasDrawn = false;
  #numbers = new Float32Array(0);
  /** @type {WebGLSync|null} */
  #fence = null;

  /** @param {HTMLCanvasElement} canvas @param {boolean} smoothsEdges by many samples of each pixel @throws {Error} if the browser has no WebGL2 */
  constructor(canvas, smoothsEdges) {
    const gl = canvas.getContext('webgl2', { antialias: smoothsEdges, alpha: true, preserveDrawingBuffer: true });
    if (!gl) throw new Error('This browser has no WebGL2');
    this.gl = gl;
    this.canvas = canvas;
    this.surface = program(gl, SURFACE);
    this.floor = program(gl, FLOOR_PLATE);
    this.pane = program(gl, PANE);
    this.line = program(gl, LINE);
    this.marks = program(gl, MARK);
    this.stems = program(gl, STEM);
    gl.activeTexture(gl.TEXTURE0 + HEIGHTS);
    this.heights = new Heights(gl);
    gl.activeTexture(gl.TEXTURE0 + PALETTE);
    texture(gl);
    gl.activeTexture(gl.TEXTURE0 + MARKS);
    texture(gl);
    this.empty = gl.createVertexArray();
    this.numbers = gl.createBuffer();
    this.spots = this.#attributes([3, 2], MARK_FLOATS, 0);
    this.stemEnds = this.#attributes([3, 2], MARK_FLOATS, 1);
    this.pieces = this.#attributes([2, 2, 2, 2], 2, 1);
  }

  /** Reads the colours again. */
  recolour() {
    this.#paletteOf = null;
    this.#atlasDrawn = false;
  }

  /** Empties the canvas. @param {number} width CSS pixels @param {number} height @param {number} ratio device pixels per CSS pixel */
  begin(width, height, ratio) {
    const { gl, canvas } = this;
    this.#ratio = ratio;
    const [w, h] = [Math.max(1, Math.round(width * ratio)), Math.max(1, Math.round(height * ratio))];
    if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
    gl.disable(gl.SCISSOR_TEST);
    gl.depthMask(true);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    gl.enable(gl.SCISSOR_TEST);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    this.heights.begin();
  }

  /** @param {import('./scene.js').Picture} picture @param {import('./camera.js').Camera} camera aimed at the box @param {import('./scene.js').Box} box */
  draw(picture, camera, box) {
    const { gl, canvas } = this;
    const ratio = this.#ratio;
    const x = Math.round(box.x * ratio);
    const y = Math.round(canvas.height - (box.y + box.height) * ratio);
    const [width, height] = [Math.round(box.width * ratio), Math.round(box.height * ratio)];
    gl.viewport(x, y, width, height);
    gl.scissor(x, y, width, height);
    this.#uploadPalette(picture.scale.signed || Boolean(picture.tint));
    const { key, mesh, tint } = picture;
    this.heights.reserve(tint ? 2 : 1, mesh);
    const layer = this.heights.layerOf(key, mesh.columns, mesh.rows, mesh.heights);
    const toneLayer = tint ? this.heights.layerOf(`${key} tint`, mesh.columns, mesh.rows, tint) : layer;
    const layers = { layer, toneLayer };
    gl.enable(gl.DEPTH_TEST);
    gl.depthMask(true);
    gl.disable(gl.BLEND);
    this.#drawSurface(picture, camera, layers);
    // The rest is hidden by the surface and hides nothing: what lies on the floor is drawn after it.
    gl.depthMask(false);
    if (!picture.floating) {
      this.#drawFloor(picture, camera, layers);
      gl.enable(gl.BLEND);
      this.#drawLines(picture, camera, [width, height]);
    }
    gl.enable(gl.BLEND);
    this.#drawSpots(picture, camera);
    this.#drawPanes(picture, camera);
  }

  end() {
    this.heights.end();
  }

  /** Calls back when all has been drawn, which the card does meanwhile; not while an earlier call is open. @param {() => void} done */
  whenDone(done) {
    const { gl } = this;
    if (this.#fence) return;
    const fence = (this.#fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0));
    gl.flush();
    const look = () => {
      if (!fence || gl.isContextLost()) return;
      if (gl.getSyncParameter(fence, gl.SYNC_STATUS) !== gl.SIGNALED) {
        setTimeout(look, LOOK_EVERY_MS);
        return;
      }
      gl.deleteSync(fence);
      this.#fence = null;
      done();
    };
    setTimeout(look);
  }

  dispose() {
    this.gl.getExtension('WEBGL_lose_context')?.loseContext();
  }

  /** @param {boolean} signed */
  #uploadPalette(signed) {
    const { gl } = this;
    if (this.#paletteOf === signed) return;
    this.#paletteOf = signed;
    gl.activeTexture(gl.TEXTURE0 + PALETTE);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, 256, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, palette(signed, true));
  }

  /** @typedef {{layer: number, toneLayer: number}} Layers */

  /** @param {import('./scene.js').Picture} picture @param {import('./camera.js').Camera} camera @param {Layers} layers */
  #drawFloor(picture, camera, layers) {
    const { gl, floor } = this;
    this.#use(floor, camera);
    this.#colouring(floor, picture, layers);
    gl.uniform3fv(floor.at.panel, unit('panel'));
    gl.bindVertexArray(this.empty);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
  }

  /** @param {import('./scene.js').Picture} picture @param {import('./camera.js').Camera} camera @param {number[]} viewport pixels */
  #drawLines({ lines }, camera, viewport) {
    if (!lines?.length) return;
    const { gl, line } = this;
    this.#use(line, camera);
    gl.uniform2fv(line.at.viewport, viewport);
    gl.bindVertexArray(this.pieces);
    for (const { points, token, opacity, width } of lines) {
      const count = points.length / 2;
      if (count < 2) continue;
      const numbers = this.#hold(points.length + 4);
      numbers.set(points.subarray(0, 2));
      numbers.set(points, 2);
      numbers.set(points.subarray(-2), points.length + 2);
      this.#upload(points.length + 4);
      gl.uniform4fv(line.at.tint, [...unit(token).map((value) => value * opacity), opacity]);
      gl.uniform1f(line.at.radius, (width * this.#ratio) / 2);
      gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, count - 1);
    }
  }

  /** Examples on the floor, or on the surface with stems down to the floor if there is one. @param {import('./scene.js').Picture} picture @param {import('./camera.js').Camera} camera */
  #drawSpots({ spots, spotRadius, mesh, scale, standing, floating }, camera) {
    if (!spots?.length) return;
    const raised = standing || floating;
    const { gl, marks, stems } = this;
    const numbers = this.#hold(spots.length * MARK_FLOATS);
    for (let i = 0, at = 0; i < spots.length; i++) {
      const { x, y, look, wrong, age } = spots[i];
      numbers[at++] = x;
      numbers[at++] = y;
      numbers[at++] = raised ? zOf(heightAt(mesh, x, y), scale.signed) : FLOOR;
      numbers[at++] = 2 * look + (wrong ? 1 : 0);
      numbers[at++] = 0.3 + 0.7 * age;
    }
    this.#upload(spots.length * MARK_FLOATS);
    if (standing && !floating) {
      this.#use(stems, camera);
      gl.uniform3fv(stems.at['classes[0]'], CLASSES.flatMap(unit));
      gl.uniform1f(stems.at.strength, STEM_OPACITY);
      gl.bindVertexArray(this.stemEnds);
      gl.drawArraysInstanced(gl.LINES, 0, 2, spots.length);
    }
    this.#use(marks, camera);
    this.#drawAtlas();
    gl.uniform1i(marks.at.marks, MARKS);
    gl.uniform1f(marks.at.nearer, raised ? MARK_NEARER : 0);
    gl.uniform1f(marks.at.pixels, ((spotRadius ?? MARK_PIXELS) * this.#ratio) / MARK_SHARE);
    gl.bindVertexArray(this.spots);
    gl.drawArrays(gl.POINTS, 0, spots.length);
  }

  /** @param {import('./scene.js').Picture} picture @param {import('./camera.js').Camera} camera @param {Layers} layers */
  #drawSurface(picture, camera, layers) {
    const { gl, surface } = this;
    this.#use(surface, camera);
    this.#colouring(surface, picture, layers);
    gl.uniform2fv(surface.at.toZ, picture.scale.signed ? [LIFT, 0] : [2 * LIFT, -LIFT]);
    gl.uniform3fv(surface.at.light, turned(LIGHT, camera.azimuth));
    gl.uniform3f(surface.at.strength, AMBIENT, DIFFUSE, UPWARD);
    const { array, count } = this.heights.trianglesOf(picture.mesh.columns, picture.mesh.rows);
    gl.bindVertexArray(array);
    gl.drawElements(gl.TRIANGLES, count, gl.UNSIGNED_INT, 0);
  }

  /** @param {import('./scene.js').Picture} picture @param {import('./camera.js').Camera} camera */
  #drawPanes(picture, camera) {
    const panes = panesOf(picture, camera);
    if (!panes.length) return;
    const { gl, pane } = this;
    this.#use(pane, camera);
    gl.bindVertexArray(this.empty);
    for (const { z, token, fill, rim } of panes) {
      gl.uniform1f(pane.at.z, z);
      gl.uniform3fv(pane.at.tint, unit(token));
      gl.uniform2f(pane.at.opacity, fill, rim);
      gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
    }
  }

  /** @param {ReturnType<typeof program>} target @param {import('./camera.js').Camera} camera */
  #use({ program, at }, camera) {
    const { gl } = this;
    gl.useProgram(program);
    gl.uniformMatrix4fv(at.view, false, camera.matrix);
    if (at.floorZ) gl.uniform1f(at.floorZ, FLOOR);
  }

  /** @param {ReturnType<typeof program>} target @param {import('./scene.js').Picture} picture @param {Layers} layers */
  #colouring({ at }, { mesh, scale, tint, cut }, { layer, toneLayer }) {
    const { gl } = this;
    gl.uniform1i(at.heights, HEIGHTS);
    gl.uniform1i(at.palette, PALETTE);
    gl.uniform2i(at.size, mesh.columns, mesh.rows);
    gl.uniform1i(at.layer, layer);
    gl.uniform1i(at.toneLayer, toneLayer);
    gl.uniform2fv(at.toColour, scale.signed || tint ? [0.5, 0.5] : [1, 0]);
    gl.uniform3f(at.lines, ISO_LINES, scale.major, cut ?? NOWHERE);
    gl.uniform3fv(at.ink, unit('iso-line'));
    gl.uniform3fv(at.accent, unit('accent'));
  }

  /** An array of attributes in `numbers`: each starts where the one before ends. @param {number[]} sizes @param {number} stride floats from one vertex to the next
   * @param {number} divisor 1 where a set is for an instance */
  #attributes(sizes, stride, divisor) {
    const { gl } = this;
    const array = gl.createVertexArray();
    gl.bindVertexArray(array);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.numbers);
    let offset = 0;
    sizes.forEach((size, i) => {
      gl.enableVertexAttribArray(i);
      gl.vertexAttribPointer(i, size, gl.FLOAT, false, 4 * stride, 4 * offset);
      gl.vertexAttribDivisor(i, divisor);
      offset += size;
    });
    return array;
  }

  /** Space for numbers on their way to the card. @param {number} count */
  #hold(count) {
    if (this.#numbers.length < count) {
      const { gl } = this;
      this.#numbers = new Float32Array(2 * count);
      gl.bindBuffer(gl.ARRAY_BUFFER, this.numbers);
      gl.bufferData(gl.ARRAY_BUFFER, this.#numbers.byteLength, gl.DYNAMIC_DRAW);
    }
    return this.#numbers;
  }

  /** @param {number} count */
  #upload(count) {
    const { gl } = this;
    gl.bindBuffer(gl.ARRAY_BUFFER, this.numbers);
    gl.bufferSubData(gl.ARRAY_BUFFER, 0, this.#numbers, 0, count);
  }

  /** Every mark once, beside it the same with the ring of a wrong one. */
  #drawAtlas() {
    if (this.#atlasDrawn) return;
    const { gl } = this;
    const canvas = document.createElement('canvas');
    canvas.width = MARK_CELL * 2 * LOOKS;
    canvas.height = MARK_CELL;
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    for (let look = 0; look < LOOKS; look++) {
      for (const wrong of [false, true])
        mark(context, look, (2 * look + (wrong ? 1.5 : 0.5)) * MARK_CELL, MARK_CELL / 2, MARK_CELL * MARK_SHARE, wrong);
    }
    gl.activeTexture(gl.TEXTURE0 + MARKS);
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, true);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, canvas);
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false);
    this.#atlasDrawn = true;
  }
}

const CLASSES = Array.from({ length: 8 }, (_, i) => classToken(i));

/** @param {string} token */
const unit = (token) => colour(token).map((value) => value / 255);

/** A picture for the texture unit in hand. @param {WebGL2RenderingContext} gl */
function texture(gl) {
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  for (const name of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, name, gl.LINEAR);
  for (const name of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, name, gl.CLAMP_TO_EDGE);
}

/** @param {WebGL2RenderingContext} gl @param {{vertex: string, fragment: string}} sources */
function program(gl, { vertex, fragment }) {
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
