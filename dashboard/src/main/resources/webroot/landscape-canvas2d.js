/** Draws a landscape with Canvas2D, for machines without a graphics card: cells from the farthest to the nearest (painter's algorithm). */

import { fit } from './base.js';
import { palette } from './colours.js';
import { AMBIENT, DIFFUSE, FLOOR, ISO_LINES, LIGHT, MARK_PIXELS, UPWARD, turned, zOf } from './landscape-scene.js';
import { mark } from './marks.js';
import { colour, cssColour } from './theme.js';

/** Shades of light that cells are sorted into, so that their colours can be prepared. */
const SHADES = 24;
const HUES = 96;
const FLOOR_CORNERS = [[-1, -1], [1, -1], [1, 1], [-1, 1]];
const DARKEST = 0.5;
const BRIGHTEST = 1.15;
/** Cells of the floor are so many cells of the surface wide. */
const FLOOR_CELL = 2;
/** Cells of the floor reach over the next by so much of a cell. */
const FLOOR_OVERLAP = 0.12;
const FLOOR_TINT = 0.3;
/** A cell that spans more of the scale of heights than this is filled in pieces. */
const PIECE_SPAN = 0.09;
const MOST_PIECES = 4;
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
    for (const [x, y] of FLOOR_CORNERS) context.lineTo(...at(camera.project(x, y, FLOOR)));
    context.closePath();
    context.fillStyle = cssColour('panel');
    context.fill();
    this.#tintFloor(context, camera, mesh, scale.signed);
    context.strokeStyle = cssColour('iso-line', 0.3);
    context.lineWidth = 1;
    context.beginPath();
    for (const [x, y] of FLOOR_CORNERS) context.lineTo(...at(camera.project(x, y, FLOOR)));
    context.closePath();
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

  /** The surface once more, flat and faint. @param {CanvasRenderingContext2D} context @param {import('./camera.js').Camera} camera @param {import('./mesh.js').Mesh} mesh @param {boolean} signed */
  #tintFloor(context, camera, { columns, rows, heights }, signed) {
    const table = palette(signed, true);
    const panel = colour('panel');
    const corner = (/** @type {number} */ column, /** @type {number} */ row) => at(camera.project((2 * column) / (columns - 1) - 1, (2 * row) / (rows - 1) - 1, FLOOR));
    for (let row = 0; row < rows - 1; row += FLOOR_CELL) {
      const nextRow = Math.min(rows - 1, row + FLOOR_CELL);
      for (let column = 0; column < columns - 1; column += FLOOR_CELL) {
        const nextColumn = Math.min(columns - 1, column + FLOOR_CELL);
        const height = heights[((row + nextRow) >> 1) * columns + ((column + nextColumn) >> 1)];
        const k = 4 * step(signed ? (height + 1) / 2 : height, 256);
        context.fillStyle = `rgb(${panel.map((value, i) => Math.round(value + (table[k + i] - value) * FLOOR_TINT)).join(' ')})`;
        context.beginPath();
        context.moveTo(...corner(column, row));
        context.lineTo(...corner(nextColumn + FLOOR_OVERLAP, row));
        context.lineTo(...corner(nextColumn + FLOOR_OVERLAP, nextRow + FLOOR_OVERLAP));
        context.lineTo(...corner(column, nextRow + FLOOR_OVERLAP));
        context.fill();
      }
    }
  }

  /** Strips of cells from the farthest to the nearest; iso-lines of a strip follow the next strip, whose cells reach over it.
   * @param {CanvasRenderingContext2D} context @param {import('./landscape-scene.js').LandscapeScene} scene */
  #drawSurface(context, scene) {
    const { mesh, camera, scale } = scene;
    const screen = this.#project(scene);
    const cells = new Cells(context, screen, mesh, scale.signed, this.#fills(scale.signed), lightOf(scene));
    const lines = new IsoLines(context, screen, mesh, scale.major);
    /** @type {number[]} */
    let last = [];
    for (const strip of farToNear(mesh.columns, mesh.rows, camera)) {
      for (const a of strip) cells.draw(a);
      lines.draw(last);
      last = strip;
    }
    lines.draw(last);
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
        const lit = DARKEST + (shade / (SHADES - 1)) * (BRIGHTEST - DARKEST);
        fills.push(`rgb(${[0, 1, 2].map((i) => Math.min(255, Math.round(table[k + i] * lit))).join(' ')})`);
      }
    }
    this.#colours = { signed, fills };
    return fills;
  }
}

/** Fills cells; a steep one in pieces, since one colour cannot stand for all of its heights. */
class Cells {
  /** @param {CanvasRenderingContext2D} context @param {Float32Array} screen @param {import('./mesh.js').Mesh} mesh @param {boolean} signed @param {string[]} fills @param {Float32Array} light of each point */
  constructor(context, screen, { heights, columns }, signed, fills, light) {
    this.context = context;
    this.screen = screen;
    this.heights = heights;
    this.corners = [0, 1, columns + 1, columns];
    this.fills = fills;
    this.light = light;
    this.toHue = signed ? [0.5, 0.5] : [1, 0];
    this.xs = [0, 0, 0, 0];
    this.ys = [0, 0, 0, 0];
  }

  /** @param {number} a the point at the cell's first corner */
  draw(a) {
    const { screen, heights, corners, light, xs, ys } = this;
    const [p, q, r, s] = [a, a + corners[1], a + corners[2], a + corners[3]];
    const [hp, hq, hr, hs] = [heights[p], heights[q], heights[r], heights[s]];
    const span = Math.max(hp, hq, hr, hs) - Math.min(hp, hq, hr, hs);
    const pieces = Math.min(MOST_PIECES, 1 + Math.floor(span / PIECE_SPAN));
    for (let i = 0; i < pieces; i++) {
      for (let j = 0; j < pieces; j++) {
        for (let k = 0; k < 4; k++) {
          const u = (i + (k === 1 || k === 2 ? 1 : 0)) / pieces;
          const v = (j + (k > 1 ? 1 : 0)) / pieces;
          xs[k] = blend(screen[2 * p], screen[2 * q], screen[2 * r], screen[2 * s], u, v);
          ys[k] = blend(screen[2 * p + 1], screen[2 * q + 1], screen[2 * r + 1], screen[2 * s + 1], u, v);
        }
        const [u, v] = [(i + 0.5) / pieces, (j + 0.5) / pieces];
        this.#fill(blend(hp, hq, hr, hs, u, v), blend(light[p], light[q], light[r], light[s], u, v));
      }
    }
  }

  /** @param {number} height @param {number} lit */
  #fill(height, lit) {
    const { context, xs, ys, toHue } = this;
    const mx = (xs[0] + xs[1] + xs[2] + xs[3]) / 4;
    const my = (ys[0] + ys[1] + ys[2] + ys[3]) / 4;
    context.fillStyle = this.fills[step(height * toHue[0] + toHue[1], HUES) * SHADES + step((lit - DARKEST) / (BRIGHTEST - DARKEST), SHADES)];
    context.beginPath();
    for (let k = 0; k < 4; k++) {
      const dx = xs[k] - mx;
      const dy = ys[k] - my;
      const reach = 1 + OVERLAP / Math.max(0.5, Math.sqrt(dx * dx + dy * dy));
      context.lineTo(mx + dx * reach, my + dy * reach);
    }
    context.fill();
  }
}

/** A value inside a cell from those at its corners. @param {number} p @param {number} q @param {number} r @param {number} s @param {number} u @param {number} v */
const blend = (p, q, r, s, u, v) => (p * (1 - u) + q * u) * (1 - v) + (s * (1 - u) + r * u) * v;

/** The light on each point of the mesh. @param {import('./landscape-scene.js').LandscapeScene} scene */
function lightOf({ mesh, camera, scale }) {
  const { columns, rows, heights } = mesh;
  const light = turned(LIGHT, camera.azimuth);
  const rise = (zOf(1, scale.signed) - zOf(0, scale.signed)) / 2;
  const lit = new Float32Array(heights.length);
  for (let row = 0; row < rows; row++) {
    const [below, above] = [Math.max(0, row - 1), Math.min(rows - 1, row + 1)];
    for (let column = 0; column < columns; column++) {
      const [left, right] = [Math.max(0, column - 1), Math.min(columns - 1, column + 1)];
      const nx = ((heights[row * columns + left] - heights[row * columns + right]) * rise * (columns - 1)) / (right - left);
      const ny = ((heights[below * columns + column] - heights[above * columns + column]) * rise * (rows - 1)) / (above - below);
      const length = Math.sqrt(nx * nx + ny * ny + 1);
      lit[row * columns + column] = AMBIENT + DIFFUSE * Math.max(0, (nx * light[0] + ny * light[1] + light[2]) / length) + UPWARD / length;
    }
  }
  return lit;
}

/** Iso-lines of cells that face the eye. */
class IsoLines {
  /** @param {CanvasRenderingContext2D} context @param {Float32Array} screen @param {import('./mesh.js').Mesh} mesh @param {number} major */
  constructor(context, screen, { heights, columns }, major) {
    this.context = context;
    this.screen = screen;
    this.heights = heights;
    this.major = major;
    this.corners = [0, 1, columns + 1, columns];
    const [r, g, b] = colour('iso-line');
    this.fine = `rgb(${r} ${g} ${b} / 0.26)`;
    this.heavy = `rgb(${r} ${g} ${b} / 0.85)`;
  }

  /** @param {number[]} strip */
  draw(strip) {
    this.#stroke(strip, this.fine, 1, (a) => this.#tenths(a));
    this.#stroke(strip, this.heavy, 1.8, (a) => this.#level(a, this.major));
  }

  /** @param {number[]} strip @param {string} style @param {number} width @param {(a: number) => void} add */
  #stroke(strip, style, width, add) {
    this.context.beginPath();
    for (const a of strip) if (facesTheEye(this.screen, a, this.corners)) add(a);
    this.context.strokeStyle = style;
    this.context.lineWidth = width;
    this.context.stroke();
  }

  /** Where lines would lie too close, every other one is left out, then more. @param {number} a */
  #tenths(a) {
    let [low, high] = [Infinity, -Infinity];
    for (const corner of this.corners) {
      low = Math.min(low, this.heights[a + corner]);
      high = Math.max(high, this.heights[a + corner]);
    }
    const span = (high - low) * ISO_LINES;
    const each = span < 0.8 ? 1 : span < 1.6 ? 2 : 5;
    for (let k = Math.ceil((low * ISO_LINES) / each) * each; k <= high * ISO_LINES; k += each) {
      if (Math.abs(k) < ISO_LINES) this.#level(a, k / ISO_LINES);
    }
  }

  /** @param {number} a @param {number} level */
  #level(a, level) {
    const { context, screen, heights, corners } = this;
    let crossings = 0;
    for (let i = 0; i < 4; i++) {
      const [p, q] = [a + corners[i], a + corners[(i + 1) % 4]];
      if (heights[p] < level === heights[q] < level) continue;
      const share = (level - heights[p]) / (heights[q] - heights[p]);
      const x = screen[2 * p] + (screen[2 * q] - screen[2 * p]) * share;
      const y = screen[2 * p + 1] + (screen[2 * q + 1] - screen[2 * p + 1]) * share;
      context[crossings++ % 2 ? 'lineTo' : 'moveTo'](x, y);
    }
  }
}

/** @param {Float32Array} screen @param {number} a @param {number[]} corners */
function facesTheEye(screen, a, corners) {
  const [p, q, r] = [2 * a, 2 * (a + corners[1]), 2 * (a + corners[3])];
  return (screen[q] - screen[p]) * (screen[r + 1] - screen[p + 1]) - (screen[q + 1] - screen[p + 1]) * (screen[r] - screen[p]) < 0;
}

/** The cells, by the point at their first corner, in strips from the farthest to the nearest.
 * @param {number} columns @param {number} rows @param {import('./camera.js').Camera} camera @returns {number[][]} */
function farToNear(columns, rows, { azimuth }) {
  const towards = [Math.sin(azimuth), -Math.cos(azimuth)];
  const ordered = (/** @type {number} */ cells, /** @type {boolean} */ up) => Array.from({ length: cells }, (_, i) => (up ? i : cells - 1 - i));
  const across = ordered(columns - 1, towards[0] > 0);
  const along = ordered(rows - 1, towards[1] > 0);
  if (Math.abs(towards[1]) > Math.abs(towards[0])) return along.map((row) => across.map((column) => row * columns + column));
  return across.map((column) => along.map((row) => row * columns + column));
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

/** A share between 0 and 1 as one of n steps. @param {number} share @param {number} n */
const step = (share, n) => Math.max(0, Math.min(n - 1, Math.round(share * (n - 1))));

/** @param {number[]} projected @returns {[number, number]} */
const at = ([x, y]) => [x, y];
