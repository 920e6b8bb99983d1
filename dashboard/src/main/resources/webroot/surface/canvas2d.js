/** Draws landscapes with Canvas2D, for machines without a graphics card: pixels of floor and surface by the processor, marks by the canvas. */

import { fit } from '../material/base.js';
import { palette } from '../material/colours.js';
import { AMBIENT, DIFFUSE, FLOOR, FLOOR_CORNERS, LIGHT, MARK_PIXELS, UPWARD, turned, zOf } from './scene.js';
import { mark } from '../material/marks.js';
import { Raster, shaded } from './raster.js';
import { colour, cssColour } from '../material/theme.js';

/** Pixels are computed somewhat finer than shown, which smooths the edges. */
const FINER = 1.4;
const FLOOR_TINT = 0.3;
const FINE_INK = 0.28;
const HEAVY_INK = 0.85;
const UNDERSIDE = 0.72;
const MOST_RASTERS = 4;

export class Canvas2dRenderer {
  refinements = 0;
  name = 'canvas2d';
  /** @type {Map<string, Raster>} */
  #rasters = new Map();
  #ratio = 1;
  /** @type {CanvasRenderingContext2D|null} */
  #context = null;
  /** @type {{signed: boolean, surface: Uint32Array, floor: Uint32Array}|null} */
  #colours = null;
  #xs = new Float32Array(0);
  #ys = new Float32Array(0);
  #evenLight = new Float32Array(0);

  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.canvas = canvas;
  }

  recolour() {
    this.#colours = null;
  }

  dispose() {}

  /** Empties the canvas. @param {number} width CSS pixels @param {number} height @param {number} ratio device pixels per CSS pixel */
  begin(width, height, ratio) {
    this.#ratio = ratio;
    this.#context = fit(this.canvas, width, height, ratio);
    this.#context.clearRect(0, 0, width, height);
    this.#context.imageSmoothingQuality = 'high';
  }

  /** @param {import('./scene.js').Picture} picture @param {import('./camera.js').Camera} camera aimed at the box @param {import('./scene.js').Box} box */
  draw(picture, camera, box) {
    const { mesh, spots } = picture;
    const context = /** @type {CanvasRenderingContext2D} */ (this.#context);
    context.save();
    context.translate(box.x, box.y);
    const cells = farToNear(mesh.columns, mesh.rows, camera);
    this.#rasterise(context, picture, camera, cells, true);
    outlineFloor(context, camera);
    for (const { x, y, look, wrong, age } of spots ?? []) {
      const [px, py] = camera.project(x, y, FLOOR);
      context.globalAlpha = 0.3 + 0.7 * age;
      mark(context, look, px, py, MARK_PIXELS, wrong);
    }
    context.globalAlpha = 1;
    this.#rasterise(context, picture, camera, cells, false);
    context.restore();
  }

  end() {}

  /** @param {CanvasRenderingContext2D} context @param {import('./scene.js').Picture} picture @param {import('./camera.js').Camera} camera @param {Int32Array} cells @param {boolean} isFloor */
  #rasterise(context, picture, camera, cells, isFloor) {
    const { mesh, scale } = picture;
    const finer = this.#ratio * FINER;
    const raster = this.#rasterFor(Math.round(camera.width * finer), Math.round(camera.height * finer));
    this.#project(picture, camera, finer, isFloor);
    const { surface, floor } = this.#colouring(scale.signed);
    const cover = {
      xs: this.#xs,
      ys: this.#ys,
      heights: mesh.heights,
      light: isFloor ? this.#evenLight.fill(1) : lightOf(picture, camera),
      columns: mesh.columns,
      cells,
    };
    raster.fill(cover, {
      colours: isFloor ? floor : surface,
      hueScale: scale.signed ? 127.5 : 255,
      hueOffset: scale.signed ? 127.5 : 0,
      ink: colour(isFloor ? 'ink' : 'iso-line'),
      fine: isFloor ? 0 : FINE_INK,
      heavy: isFloor ? HEAVY_INK * 0.8 : HEAVY_INK,
      major: scale.major,
      width: finer,
      underside: UNDERSIDE,
    });
    raster.end();
    context.drawImage(raster.canvas, 0, 0, camera.width, camera.height);
  }

  /** Pictures of one size share their pixels. @param {number} width @param {number} height */
  #rasterFor(width, height) {
    const key = `${width}×${height}`;
    let raster = this.#rasters.get(key);
    if (!raster) {
      if (this.#rasters.size >= MOST_RASTERS) this.#rasters.clear();
      this.#rasters.set(key, (raster = new Raster()));
    }
    raster.begin(width, height);
    return raster;
  }

  /** Where each point of the mesh is seen. @param {import('./scene.js').Picture} picture @param {import('./camera.js').Camera} camera @param {number} finer @param {boolean} isFloor */
  #project({ mesh, scale }, camera, finer, isFloor) {
    const { columns, rows, heights } = mesh;
    if (this.#xs.length !== heights.length) {
      this.#xs = new Float32Array(heights.length);
      this.#ys = new Float32Array(heights.length);
      this.#evenLight = new Float32Array(heights.length);
    }
    const m = camera.matrix;
    const [sx, sy] = [(camera.width * finer) / 2, (camera.height * finer) / 2];
    for (let i = 0; i < heights.length; i++) {
      const x = ((i % columns) / (columns - 1)) * 2 - 1;
      const y = (Math.floor(i / columns) / (rows - 1)) * 2 - 1;
      const z = isFloor ? FLOOR : zOf(heights[i], scale.signed);
      const w = m[3] * x + m[7] * y + m[11] * z + m[15];
      this.#xs[i] = ((m[0] * x + m[4] * y + m[8] * z + m[12]) / w + 1) * sx;
      this.#ys[i] = (1 - (m[1] * x + m[5] * y + m[9] * z + m[13]) / w) * sy;
    }
  }

  /** @param {boolean} signed */
  #colouring(signed) {
    if (this.#colours?.signed !== signed) {
      const table = palette(signed, true);
      const panel = colour('panel');
      this.#colours = {
        signed,
        surface: shaded(table, (channel, lit) => channel * lit),
        floor: shaded(table, (channel, _, i) => panel[i] + (channel - panel[i]) * FLOOR_TINT),
      };
    }
    return this.#colours;
  }
}

/** @param {CanvasRenderingContext2D} context @param {import('./camera.js').Camera} camera */
function outlineFloor(context, camera) {
  context.beginPath();
  for (const [x, y] of FLOOR_CORNERS) {
    const [px, py] = camera.project(x, y, FLOOR);
    context.lineTo(px, py);
  }
  context.closePath();
  context.strokeStyle = cssColour('ink', 0.3);
  context.lineWidth = 1;
  context.stroke();
}

/** The light on each point of the mesh. @param {import('./scene.js').Picture} picture @param {import('./camera.js').Camera} camera */
function lightOf({ mesh, scale }, camera) {
  const { columns, rows, heights } = mesh;
  const light = turned(LIGHT, camera.azimuth);
  const rise = (zOf(1, scale.signed) - zOf(0, scale.signed)) / 2;
  const lit = new Float32Array(heights.length);
  for (let row = 0; row < rows; row++) {
    const [below, above] = [Math.max(0, row - 1), Math.min(rows - 1, row + 1)];
    for (let column = 0; column < columns; column++) {
      const [left, right] = [Math.max(0, column - 1), Math.min(columns - 1, column + 1)];
      const nx =
        ((heights[row * columns + left] - heights[row * columns + right]) * rise * (columns - 1)) / (right - left);
      const ny =
        ((heights[below * columns + column] - heights[above * columns + column]) * rise * (rows - 1)) / (above - below);
      const length = Math.sqrt(nx * nx + ny * ny + 1);
      lit[row * columns + column] =
        AMBIENT + DIFFUSE * Math.max(0, (nx * light[0] + ny * light[1] + light[2]) / length) + UPWARD / length;
    }
  }
  return lit;
}

/** The cells, by the point at their first corner, the farthest first. @param {number} columns @param {number} rows @param {import('./camera.js').Camera} camera */
function farToNear(columns, rows, { azimuth }) {
  const [towardsX, towardsY] = [Math.sin(azimuth), -Math.cos(azimuth)];
  const cells = new Int32Array((columns - 1) * (rows - 1));
  const byRow = Math.abs(towardsY) > Math.abs(towardsX);
  const [strips, length] = byRow ? [rows - 1, columns - 1] : [columns - 1, rows - 1];
  let k = 0;
  for (let i = 0; i < strips; i++) {
    for (let j = 0; j < length; j++) {
      const [c, r] = byRow ? [j, i] : [i, j];
      const column = towardsX > 0 ? c : columns - 2 - c;
      const row = towardsY > 0 ? r : rows - 2 - r;
      cells[k++] = row * columns + column;
    }
  }
  return cells;
}
