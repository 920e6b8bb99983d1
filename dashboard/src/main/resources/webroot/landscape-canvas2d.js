/** Draws a landscape with Canvas2D, for machines without a graphics card: cells from the farthest to the nearest (painter's algorithm). */

import { fit } from './base.js';
import { palette } from './colours.js';
import { AMBIENT, DIFFUSE, FLOOR, ISO_LINES, LIGHT, MARK_PIXELS, zOf } from './landscape-scene.js';
import { mark } from './marks.js';
import { colour, cssColour } from './theme.js';

/** Shades of light that cells are sorted into, so that their colours can be prepared. */
const SHADES = 24;
const HUES = 96;
/** How far cells reach over their neighbours, in pixels, so that no seam shows. */
const OVERLAP = 0.6;

export class Canvas2dRenderer {
  refinements = 0;
  name = 'canvas2d';
  /** @type {{signed: boolean, fills: string[]}|null} */
  #colours = null;
  /** Screen positions of the mesh's points. */
  #screen = new Float32Array(0);

  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.canvas = canvas;
  }

  recolour() {
    this.#colours = null;
  }

  dispose() {}

  /** @param {import('./landscape-scene.js').LandscapeScene} scene */
  draw(scene) {
    const { camera } = scene;
    const context = fit(this.canvas, camera.width, camera.height, scene.ratio);
    context.clearRect(0, 0, camera.width, camera.height);
    context.lineJoin = 'round';
    this.#drawFloor(context, scene);
    this.#drawSurface(context, scene);
  }

  /** @param {CanvasRenderingContext2D} context @param {import('./landscape-scene.js').LandscapeScene} scene */
  #drawFloor(context, { camera, mesh, scale, spots }) {
    context.beginPath();
    for (const [x, y] of [[-1, -1], [1, -1], [1, 1], [-1, 1]]) context.lineTo(...at(camera.project(x, y, FLOOR)));
    context.closePath();
    context.fillStyle = cssColour('zero', 0.45);
    context.fill();
    context.strokeStyle = cssColour('iso-line', 0.3);
    context.lineWidth = 1;
    context.stroke();
    context.beginPath();
    eachZeroLine(mesh, scale.major, (x0, y0, x1, y1) => {
      context.moveTo(...at(camera.project(x0, y0, FLOOR)));
      context.lineTo(...at(camera.project(x1, y1, FLOOR)));
    });
    context.strokeStyle = cssColour('ink', 0.7);
    context.lineWidth = 1.5;
    context.stroke();
    for (const { x, y, look, wrong, age } of spots) {
      const [px, py] = camera.project(x, y, FLOOR);
      context.globalAlpha = 0.3 + 0.7 * age;
      mark(context, look, px, py, MARK_PIXELS, wrong);
    }
    context.globalAlpha = 1;
  }

  /** @param {CanvasRenderingContext2D} context @param {import('./landscape-scene.js').LandscapeScene} scene */
  #drawSurface(context, scene) {
    const { mesh, camera, scale } = scene;
    const { columns, rows } = mesh;
    const fills = this.#fills(scale.signed);
    const screen = this.#project(scene);
    const light = turnedLight(camera.azimuth);
    const order = farToNear(columns, rows, camera);
    const lines = new IsoLines(context, scale);
    const hueOf = scale.signed ? (/** @type {number} */ h) => (h + 1) / 2 : (/** @type {number} */ h) => h;
    order((column, row) => {
      const a = row * columns + column;
      const [b, c, d] = [a + 1, a + columns + 1, a + columns];
      const [ha, hb, hc, hd] = [mesh.heights[a], mesh.heights[b], mesh.heights[c], mesh.heights[d]];
      const nx = ((ha + hd - hb - hc) / 2) * zOf(1, true) * (scale.signed ? 1 : 2) * (columns - 1) * 0.5;
      const ny = ((ha + hb - hd - hc) / 2) * zOf(1, true) * (scale.signed ? 1 : 2) * (rows - 1) * 0.5;
      const length = Math.sqrt(nx * nx + ny * ny + 1);
      const lit = AMBIENT + DIFFUSE * Math.max(0, (nx * light[0] + ny * light[1] + light[2]) / length) + 0.07 / length;
      const hue = Math.max(0, Math.min(HUES - 1, Math.round(hueOf((ha + hb + hc + hd) / 4) * (HUES - 1))));
      const shade = Math.max(0, Math.min(SHADES - 1, Math.round(((lit - 0.5) / 0.65) * (SHADES - 1))));
      context.fillStyle = fills[hue * SHADES + shade];
      fillCell(context, screen, a, b, c, d);
      lines.draw(screen, a, b, c, d, ha, hb, hc, hd);
    });
  }

  /** @param {import('./landscape-scene.js').LandscapeScene} scene */
  #project({ mesh, camera, scale }) {
    const { columns, rows, heights } = mesh;
    if (this.#screen.length !== heights.length * 2) this.#screen = new Float32Array(heights.length * 2);
    const screen = this.#screen;
    const m = camera.matrix;
    const [sx, sy] = [camera.width / 2, camera.height / 2];
    for (let i = 0; i < heights.length; i++) {
      const x = ((i % columns) / (columns - 1)) * 2 - 1;
      const y = (Math.floor(i / columns) / (rows - 1)) * 2 - 1;
      const z = zOf(heights[i], scale.signed);
      const w = m[3] * x + m[7] * y + m[11] * z + m[15];
      screen[2 * i] = ((m[0] * x + m[4] * y + m[8] * z + m[12]) / w + 1) * sx;
      screen[2 * i + 1] = (1 - (m[1] * x + m[5] * y + m[9] * z + m[13]) / w) * sy;
    }
    return screen;
  }

  /** The colour of each hue in each shade. @param {boolean} signed */
  #fills(signed) {
    if (this.#colours?.signed === signed) return this.#colours.fills;
    const table = palette(signed, true);
    const fills = [];
    for (let hue = 0; hue < HUES; hue++) {
      const k = 4 * Math.round((hue / (HUES - 1)) * 255);
      for (let shade = 0; shade < SHADES; shade++) {
        const lit = 0.5 + (shade / (SHADES - 1)) * 0.65;
        fills.push(`rgb(${[0, 1, 2].map((i) => Math.min(255, Math.round(table[k + i] * lit))).join(' ')})`);
      }
    }
    this.#colours = { signed, fills };
    return fills;
  }
}

/** Iso-lines of one cell after the other, each drawn with its cell so that nearer cells hide it. */
class IsoLines {
  /** @param {CanvasRenderingContext2D} context @param {import('./scale.js').Scale} scale */
  constructor(context, { major }) {
    this.context = context;
    this.major = major;
    const [r, g, b] = colour('iso-line');
    this.fine = `rgb(${r} ${g} ${b} / 0.26)`;
    this.heavy = `rgb(${r} ${g} ${b} / 0.85)`;
  }

  /** @param {Float32Array} screen @param {number} a @param {number} b @param {number} c @param {number} d @param {number} ha @param {number} hb @param {number} hc @param {number} hd */
  draw(screen, a, b, c, d, ha, hb, hc, hd) {
    const low = Math.min(ha, hb, hc, hd);
    const high = Math.max(ha, hb, hc, hd);
    const first = Math.ceil(low * ISO_LINES);
    const last = Math.floor(high * ISO_LINES);
    if (last - first < 3) for (let k = first; k <= last; k++) this.#level(screen, [a, b, c, d], [ha, hb, hc, hd], k / ISO_LINES, this.fine, 1);
    if (low < this.major && high > this.major) this.#level(screen, [a, b, c, d], [ha, hb, hc, hd], this.major, this.heavy, 1.8);
  }

  /** @param {Float32Array} screen @param {number[]} corners @param {number[]} heights @param {number} level @param {string} style @param {number} width */
  #level(screen, corners, heights, level, style, width) {
    const { context } = this;
    context.beginPath();
    let crossings = 0;
    for (let i = 0; i < 4; i++) {
      const j = (i + 1) % 4;
      if (heights[i] < level === heights[j] < level) continue;
      const share = (level - heights[i]) / (heights[j] - heights[i]);
      const x = screen[2 * corners[i]] + (screen[2 * corners[j]] - screen[2 * corners[i]]) * share;
      const y = screen[2 * corners[i] + 1] + (screen[2 * corners[j] + 1] - screen[2 * corners[i] + 1]) * share;
      context[crossings++ % 2 ? 'lineTo' : 'moveTo'](x, y);
    }
    context.strokeStyle = style;
    context.lineWidth = width;
    context.stroke();
  }
}

/** Calls back with each cell, the farthest first. @param {number} columns @param {number} rows @param {import('./camera.js').Camera} camera */
function farToNear(columns, rows, camera) {
  const towards = [Math.sin(camera.azimuth), -Math.cos(camera.azimuth)];
  const column = (/** @type {number} */ i) => (towards[0] > 0 ? i : columns - 2 - i);
  const row = (/** @type {number} */ i) => (towards[1] > 0 ? i : rows - 2 - i);
  const byRow = Math.abs(towards[1]) > Math.abs(towards[0]);
  return (/** @type {(column: number, row: number) => void} */ visit) => {
    if (byRow) for (let r = 0; r < rows - 1; r++) for (let c = 0; c < columns - 1; c++) visit(column(c), row(r));
    else for (let c = 0; c < columns - 1; c++) for (let r = 0; r < rows - 1; r++) visit(column(c), row(r));
  };
}

/** Fills a cell, a little larger than it is. @param {CanvasRenderingContext2D} context @param {Float32Array} screen @param {number} a @param {number} b @param {number} c @param {number} d */
function fillCell(context, screen, a, b, c, d) {
  const mx = (screen[2 * a] + screen[2 * b] + screen[2 * c] + screen[2 * d]) / 4;
  const my = (screen[2 * a + 1] + screen[2 * b + 1] + screen[2 * c + 1] + screen[2 * d + 1]) / 4;
  context.beginPath();
  for (const corner of [a, b, c, d]) {
    const x = screen[2 * corner];
    const y = screen[2 * corner + 1];
    context.lineTo(x + Math.sign(x - mx) * OVERLAP, y + Math.sign(y - my) * OVERLAP);
  }
  context.fill();
}

/** Line pieces where the surface crosses a level, cell by cell. @param {import('./mesh.js').Mesh} mesh @param {number} level @param {(x0: number, y0: number, x1: number, y1: number) => void} visit */
function eachZeroLine({ columns, rows, heights }, level, visit) {
  for (let row = 0; row < rows - 1; row++) {
    for (let column = 0; column < columns - 1; column++) {
      const corners = [[column, row], [column + 1, row], [column + 1, row + 1], [column, row + 1]];
      const points = [];
      for (let i = 0; i < 4; i++) {
        const [p, q] = [corners[i], corners[(i + 1) % 4]];
        const [hp, hq] = [heights[p[1] * columns + p[0]], heights[q[1] * columns + q[0]]];
        if (hp < level === hq < level) continue;
        const share = (level - hp) / (hq - hp);
        points.push(((p[0] + (q[0] - p[0]) * share) / (columns - 1)) * 2 - 1, ((p[1] + (q[1] - p[1]) * share) / (rows - 1)) * 2 - 1);
      }
      for (let i = 0; i + 3 < points.length; i += 4) visit(points[i], points[i + 1], points[i + 2], points[i + 3]);
    }
  }
}

/** The light stays beside the eye. @param {number} azimuth */
function turnedLight(azimuth) {
  const [cos, sin] = [Math.cos(azimuth), Math.sin(azimuth)];
  return [LIGHT[0] * cos - LIGHT[1] * sin, LIGHT[0] * sin + LIGHT[1] * cos, LIGHT[2]];
}

/** @param {number[]} projected @returns {[number, number]} */
const at = ([x, y]) => [x, y];
