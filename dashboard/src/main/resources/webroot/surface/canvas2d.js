/** Draws landscapes with Canvas2D, for machines without a graphics card: pixels of floor and surface by the processor, marks by the canvas. */

import { fit } from '../material/base.js';
import { classToken, palette } from '../material/colours.js';
import { mark } from '../material/marks.js';
import { colour, cssColour } from '../material/theme.js';
import { heightAt } from './mesh.js';
import { Raster, shaded } from './raster.js';
import {
  AMBIENT,
  DIFFUSE,
  FLOOR,
  FLOOR_CORNERS,
  LIGHT,
  MARK_NEARER,
  MARK_PIXELS,
  STEM_OPACITY,
  UPWARD,
  panesOf,
  turned,
  zOf,
} from './scene.js';

/** Pixels are computed somewhat finer than shown, which smooths the edges. */
const FINER = 1.4;
const FLOOR_TINT = 0.3;
const FINE_INK = 0.28;
const HEAVY_INK = 0.85;
const UNDERSIDE = 0.72;
const MOST_RASTERS = 4;
/** Pieces of a stem, each seen or hidden as a whole. */
const STEM_PIECES = 12;

export class Canvas2dRenderer {
  name = 'canvas2d';
  /** @type {Map<string, Raster>} */
  #rasters = new Map();
  #ratio = 1;
  /** @type {CanvasRenderingContext2D|null} */
  #context = null;
  /** @type {Map<boolean, {surface: Uint32Array, floor: Uint32Array}>} */
  #colours = new Map();
  #points = new Points();

  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.canvas = canvas;
  }

  recolour() {
    this.#colours.clear();
  }

  dispose() {}

  /** Empties the canvas. @param {number} width CSS pixels @param {number} height @param {number} ratio device pixels per CSS pixel */
  begin(width, height, ratio) {
    this.#ratio = ratio;
    this.#context = fit(this.canvas, width, height, ratio);
    this.#context.clearRect(0, 0, width, height);
  }

  /** @param {import('./scene.js').Picture} picture @param {import('./camera.js').Camera} camera aimed at the box @param {import('./scene.js').Box} box */
  draw(picture, camera, box) {
    const { spots = [], spotRadius, standing, floating } = picture;
    const context = /** @type {CanvasRenderingContext2D} */ (this.#context);
    const finer = this.#ratio * FINER;
    const raster = this.#rasterFor(Math.round(camera.width * finer), Math.round(camera.height * finer));
    context.save();
    context.translate(box.x, box.y);
    if (!floating) {
      this.#rasterise(raster, picture, camera, finer, true);
      context.drawImage(raster.canvas, 0, 0, camera.width, camera.height);
      outlineFloor(context, camera);
      drawLines(context, picture, camera);
      if (!standing) for (const spot of spots) drawSpot(context, spot, camera.project(spot.x, spot.y, FLOOR), spotRadius);
    }
    this.#rasterise(raster, picture, camera, finer, false);
    context.drawImage(raster.canvas, 0, 0, camera.width, camera.height);
    if (standing || floating) for (const spot of spots) drawRaised(context, raster, picture, camera, finer, spot);
    context.globalAlpha = 1;
    context.restore();
  }

  end() {}

  /** All has been drawn when drawing returns. @param {() => void} done */
  whenDone(done) {
    done();
  }

  /** @param {Raster} raster @param {import('./scene.js').Picture} picture @param {import('./camera.js').Camera} camera @param {number} finer pixels per CSS pixel @param {boolean} isFloor */
  #rasterise(raster, picture, camera, finer, isFloor) {
    const { mesh, scale, tint, spots, standing, floating, cut } = picture;
    const hides = Boolean(spots?.length && (standing || floating));
    const panes = isFloor ? [] : panesOf(picture, camera);
    const points = this.#points;
    const signed = scale.signed || Boolean(tint);
    const { surface, floor } = this.#colouring(signed);
    raster.begin(
      Math.round(camera.width * finer),
      Math.round(camera.height * finer),
      !isFloor && (panes.length > 0 || hides),
    );
    points.project(picture, camera, finer, isFloor);
    points.light(picture, camera, isFloor);
    raster.fill(
      {
        xs: points.xs,
        ys: points.ys,
        nears: points.nears,
        heights: mesh.heights,
        tones: tint ?? mesh.heights,
        light: points.lit,
        columns: mesh.columns,
        cells: farToNear(mesh.columns, mesh.rows, camera),
      },
      {
        colours: isFloor ? floor : surface,
        hueScale: signed ? 127.5 : 255,
        hueOffset: signed ? 127.5 : 0,
        ink: colour(isFloor ? 'ink' : 'iso-line'),
        fine: isFloor ? 0 : FINE_INK,
        heavy: isFloor ? HEAVY_INK * 0.8 : HEAVY_INK,
        major: scale.major,
        accent: colour('accent'),
        contour: cut ?? NaN,
        width: finer,
        underside: UNDERSIDE,
      },
    );
    for (const pane of panes) raster.veil(veilOf(pane, camera, finer));
    raster.end();
  }

  /** Pictures of one size share their pixels. @param {number} width @param {number} height */
  #rasterFor(width, height) {
    const key = `${width}×${height}`;
    let raster = this.#rasters.get(key);
    if (!raster) {
      if (this.#rasters.size >= MOST_RASTERS) this.#rasters.clear();
      this.#rasters.set(key, (raster = new Raster()));
    }
    return raster;
  }

  /** @param {boolean} signed */
  #colouring(signed) {
    let colours = this.#colours.get(signed);
    if (!colours) {
      const table = palette(signed, true);
      const panel = colour('panel');
      colours = {
        surface: shaded(table, (channel, lit) => channel * lit),
        floor: shaded(table, (channel, _, i) => panel[i] + (channel - panel[i]) * FLOOR_TINT),
      };
      this.#colours.set(signed, colours);
    }
    return colours;
  }
}

/** Where the points of a mesh are seen, and the light on them; the same arrays from picture to picture. */
class Points {
  xs = new Float32Array(0);
  ys = new Float32Array(0);
  nears = new Float32Array(0);
  lit = new Float32Array(0);

  /** @param {import('./scene.js').Picture} picture @param {import('./camera.js').Camera} camera @param {number} finer @param {boolean} isFloor */
  project({ mesh, scale }, camera, finer, isFloor) {
    const { columns, rows, heights } = mesh;
    this.#hold(heights.length);
    const m = camera.matrix;
    const [sx, sy] = [(camera.width * finer) / 2, (camera.height * finer) / 2];
    for (let i = 0; i < heights.length; i++) {
      const x = ((i % columns) / (columns - 1)) * 2 - 1;
      const y = (Math.floor(i / columns) / (rows - 1)) * 2 - 1;
      const z = isFloor ? FLOOR : zOf(heights[i], scale.signed);
      const near = 1 / (m[3] * x + m[7] * y + m[11] * z + m[15]);
      this.xs[i] = ((m[0] * x + m[4] * y + m[8] * z + m[12]) * near + 1) * sx;
      this.ys[i] = (1 - (m[1] * x + m[5] * y + m[9] * z + m[13]) * near) * sy;
      this.nears[i] = near;
    }
  }

  /** @param {import('./scene.js').Picture} picture @param {import('./camera.js').Camera} camera @param {boolean} even as on the floor */
  light({ mesh, scale }, camera, even) {
    const { columns, rows, heights } = mesh;
    const lit = this.lit;
    if (even) {
      lit.fill(1);
      return;
    }
    const [lightX, lightY, lightZ] = turned(LIGHT, camera.azimuth);
    const rise = (zOf(1, scale.signed) - zOf(0, scale.signed)) / 2;
    for (let row = 0; row < rows; row++) {
      const [below, above] = [Math.max(0, row - 1), Math.min(rows - 1, row + 1)];
      for (let column = 0; column < columns; column++) {
        const [left, right] = [Math.max(0, column - 1), Math.min(columns - 1, column + 1)];
        const nx =
          ((heights[row * columns + left] - heights[row * columns + right]) * rise * (columns - 1)) / (right - left);
        const ny =
          ((heights[below * columns + column] - heights[above * columns + column]) * rise * (rows - 1)) /
          (above - below);
        const length = Math.sqrt(nx * nx + ny * ny + 1);
        lit[row * columns + column] =
          AMBIENT + DIFFUSE * Math.max(0, (nx * lightX + ny * lightY + lightZ) / length) + UPWARD / length;
      }
    }
  }

  /** @param {number} count */
  #hold(count) {
    if (this.xs.length >= count) return;
    for (const name of /** @type {('xs'|'ys'|'nears'|'lit')[]} */ (['xs', 'ys', 'nears', 'lit']))
      this[name] = new Float32Array(count);
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

/** @param {CanvasRenderingContext2D} context @param {import('./scene.js').Picture} picture @param {import('./camera.js').Camera} camera */
function drawLines(context, { lines = [] }, camera) {
  context.lineJoin = 'round';
  for (const { points, token, opacity, width } of lines) {
    context.beginPath();
    for (let i = 0; i < points.length; i += 2) {
      const [px, py] = camera.project(points[i], points[i + 1], FLOOR);
      context.lineTo(px, py);
    }
    context.strokeStyle = cssColour(token, opacity);
    context.lineWidth = width;
    context.stroke();
  }
}

/** @param {CanvasRenderingContext2D} context @param {import('./scene.js').Spot} spot @param {number[]} at in pixels @param {number} [radius] */
function drawSpot(context, { look, wrong, age }, [x, y], radius = MARK_PIXELS) {
  context.globalAlpha = 0.3 + 0.7 * age;
  mark(context, look, x, y, radius, wrong);
}

/** An example on the surface, and its stem if there is a floor, as far as nothing hides them. @param {CanvasRenderingContext2D} context @param {Raster} raster
 * @param {import('./scene.js').Picture} picture @param {import('./camera.js').Camera} camera @param {number} finer @param {import('./scene.js').Spot} spot */
function drawRaised(context, raster, { mesh, scale, floating, spotRadius }, camera, finer, spot) {
  const { x, y } = spot;
  const top = camera.project(x, y, zOf(heightAt(mesh, x, y), scale.signed));
  if (!floating) drawStem(context, raster, camera, finer, spot, top);
  if (raster.isSeen(top[0] * finer, top[1] * finer, 1 / (top[2] - MARK_NEARER))) drawSpot(context, spot, top, spotRadius);
}

/** @param {CanvasRenderingContext2D} context @param {Raster} raster @param {import('./camera.js').Camera} camera @param {number} finer @param {import('./scene.js').Spot} spot @param {number[]} top in pixels */
function drawStem(context, raster, camera, finer, { x, y, look, age }, top) {
  const bottom = camera.project(x, y, FLOOR);
  context.globalAlpha = STEM_OPACITY * (0.3 + 0.7 * age);
  context.strokeStyle = cssColour(classToken(look));
  context.lineWidth = 1;
  context.beginPath();
  for (let i = 0; i < STEM_PIECES; i++) {
    const from = between(bottom, top, i / STEM_PIECES);
    const to = between(bottom, top, (i + 1) / STEM_PIECES);
    const middle = between(from, to, 0.5);
    if (!raster.isSeen(middle[0] * finer, middle[1] * finer, 1 / middle[2])) continue;
    context.moveTo(from[0], from[1]);
    context.lineTo(to[0], to[1]);
  }
  context.stroke();
}

/** @param {number[]} from @param {number[]} to @param {number} share */
const between = (from, to, share) => from.map((value, i) => value + (to[i] - value) * share);

/** @param {import('./scene.js').Pane} pane @param {import('./camera.js').Camera} camera @param {number} finer @returns {import('./raster.js').Veil} */
function veilOf({ z, token, fill, rim }, camera, finer) {
  const corners = FLOOR_CORNERS.map(([x, y]) => {
    const [px, py, depth] = camera.project(x, y, z);
    return { x: px * finer, y: py * finer, near: 1 / depth };
  });
  return { corners, colour: colour(token), fill, rim, width: finer };
}

/** @type {Map<string, Int32Array>} */
const orders = new Map();
/** A few meshes, each seen from four sides in two orders. */
const MOST_ORDERS = 32;

/** The cells, by the point at their first corner, the farthest first. @param {number} columns @param {number} rows @param {import('./camera.js').Camera} camera */
function farToNear(columns, rows, { azimuth }) {
  const [towardsX, towardsY] = [Math.sin(azimuth), -Math.cos(azimuth)];
  const byRow = Math.abs(towardsY) > Math.abs(towardsX);
  const key = `${columns}×${rows} ${byRow} ${towardsX > 0} ${towardsY > 0}`;
  let cells = orders.get(key);
  if (cells) return cells;
  cells = new Int32Array((columns - 1) * (rows - 1));
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
  if (orders.size >= MOST_ORDERS) orders.clear();
  orders.set(key, cells);
  return cells;
}
