/** Paints the wall: edges below, then the surfaces, then the examples on them. */

import { fit } from '../material/base.js';
import { drawEdges, linkSign } from './edges.js';
import { mark } from '../material/marks.js';
import { cssColour } from '../material/theme.js';
import { SurfaceImage } from './tile.js';

const MARK_RADIUS = 1.7;
const LARGE_TILE = 100;
const LARGE_MARK_RADIUS = 2.3;
const FEWEST_MARKS = 8;
/** A mark for so many square pixels of a tile, so that the surface stays visible. */
const AREA_PER_MARK = 90;
const DEAD_RANGE = 0.01;
const SMALLEST_WITH_MARKS = 32;
const MOST_SIZES = 8;
/** While frames come faster, the edges are drawn again this often: they cost as much as all surfaces, and change less to the eye. */
const EDGES_EVERY_MS = 80;

/**
 * @typedef {object} Scene
 * @property {import('./wall-layout.js').Layout} layout
 * @property {import('../state/frame.js').Frame} frame
 * @property {import('../state/store.js').Model} model
 * @property {import('../surface/scale.js').Scale[]} scales
 * @property {import('../state/store.js').Neuron|null} focus hovered, else selected
 * @property {import('../state/store.js').Neuron|null} selected
 * @property {boolean} solid whether the tiles are landscapes, drawn above this
 */

export class WallPainter {
  /** @type {Map<string, SurfaceImage>} */
  #images = new Map();
  #marks = new Marks();
  #edges = new Edges();
  /** @type {import('../state/frame.js').Frame|null} */
  #drawn = null;
  #stale = false;

  /** Colours changed: draw all surfaces again. */
  forget() {
    this.#stale = true;
    this.#edges.forget();
  }

  /** @param {HTMLCanvasElement} canvas @param {Scene} scene @returns {number} in how many milliseconds to paint again, 0: this is all */
  paint(canvas, scene) {
    const { layout } = scene;
    const context = fit(canvas, layout.width, layout.height);
    context.clearRect(0, 0, layout.width, layout.height);
    const fresh = scene.frame !== this.#drawn || this.#stale;
    this.#drawn = scene.frame;
    this.#stale = false;
    const againInMs = this.#edges.draw(context, scene);
    if (fresh) this.#marks.forget();
    for (const column of layout.columns) {
      column.places.forEach((place, i) => this.#drawTile(context, scene, column, column.first + i, place, fresh));
    }
    return againInMs;
  }

  /** @param {CanvasRenderingContext2D} context @param {Scene} scene @param {import('./wall-layout.js').Column} column @param {number} unit @param {import('./wall-layout.js').Place} place @param {boolean} fresh */
  #drawTile(context, scene, column, unit, { x, y, size }, fresh) {
    if (column.folded || (column.kind === 'inputs' && scene.frame.inputs !== 2)) {
      plate(context, x, y, size);
      return;
    }
    if (scene.solid && column.kind !== 'wins') {
      sheet(context, x, y, size);
      frameTile(context, scene, column, unit, x, y, size);
      return;
    }
    const image = this.#image(column, unit, scene, fresh);
    if (column.kind === 'layer' && isDead(scene, column.layer, unit)) {
      context.fillStyle = cssColour('panel');
      context.fillRect(x, y, size, size);
      context.globalAlpha = 0.35;
    }
    // The outermost points of the grid lie on the edges of the tile: half of their pixels is outside.
    const { columns, rows } = scene.frame;
    context.drawImage(image.canvas, 0.5, 0.5, columns - 1, rows - 1, x, y, size, size);
    context.globalAlpha = 1;
    if (size >= SMALLEST_WITH_MARKS && column.kind !== 'inputs')
      context.drawImage(this.#marks.of(size, scene), x, y, size, size);
    roundOff(context, x, y, size);
    frameTile(context, scene, column, unit, x, y, size);
  }

  /** @param {import('./wall-layout.js').Column} column @param {number} unit @param {Scene} scene @param {boolean} fresh */
  #image(column, unit, { frame, scales, model }, fresh) {
    const key = `${column.kind} ${column.layer} ${unit}`;
    let image = this.#images.get(key);
    if (image && !fresh) return image;
    if (!image) this.#images.set(key, (image = new SurfaceImage()));
    const { columns, rows } = frame;
    if (column.kind === 'inputs') image.drawSlope(columns, rows, unit === 0);
    else if (column.kind === 'wins')
      image.drawWinners(/** @type {any} */ (frame.layers.at(-1)), columns, rows, model.looks);
    else {
      const layer = frame.layers[column.layer - 1];
      const points = columns * rows;
      const heights = layer.heights.subarray(unit * points, (unit + 1) * points);
      image.drawHeights(heights, columns, rows, layer.minimum[unit], layer.maximum[unit], scales[column.layer - 1]);
    }
    return image;
  }
}

/** Whether a neuron answers nearly the same everywhere, compared with its layer. @param {{frame: import('../state/frame.js').Frame}} scene @param {number} layer @param {number} unit */
export function isDead({ frame }, layer, unit) {
  const { units, minimum, maximum } = frame.layers[layer - 1];
  let widest = 0;
  for (let i = 0; i < units; i++) widest = Math.max(widest, maximum[i] - minimum[i]);
  return maximum[unit] - minimum[unit] < widest * DEAD_RANGE;
}

/** The weights and who they lead to, as one transparent picture. */
class Edges {
  #picture = document.createElement('canvas');
  /** What has been drawn, and for which screen. @type {Partial<Scene & {ratio: number}>} */
  #drawn = {};
  #drawnAt = 0;

  /** What has been drawn is out of date. */
  forget() {
    this.#drawn = {};
  }

  /** @param {CanvasRenderingContext2D} target @param {Scene} scene @returns {number} in how many milliseconds to draw them again, 0: they are up to date */
  draw(target, { layout, frame, focus }) {
    const now = performance.now();
    const drawn = this.#drawn;
    const ratio = devicePixelRatio;
    const fits = layout === drawn.layout && focus === drawn.focus && ratio === drawn.ratio;
    const wait = fits ? this.#drawnAt + EDGES_EVERY_MS - now : 0;
    const changed = frame !== drawn.frame;
    if (wait <= 0 && (changed || !fits)) {
      const context = fit(this.#picture, layout.width, layout.height);
      context.clearRect(0, 0, layout.width, layout.height);
      drawEdges(context, layout.columns, frame.layers, focus);
      drawWinnerLinks(context, layout.columns);
      this.#drawn = { layout, frame, focus, ratio };
      this.#drawnAt = now;
    }
    target.drawImage(this.#picture, 0, 0, layout.width, layout.height);
    return changed ? Math.max(0, wait) : 0;
  }
}

/** The recent examples as one transparent picture for each size of tile. */
class Marks {
  /** @type {Map<number, HTMLCanvasElement>} */
  #pictures = new Map();
  /** @type {Set<number>} */
  #drawn = new Set();

  /** What has been drawn is out of date. */
  forget() {
    this.#drawn.clear();
  }

  /** @param {number} size @param {Scene} scene */
  of(size, { frame, model }) {
    const picture = this.#pictures.get(size) ?? document.createElement('canvas');
    if (this.#drawn.has(size)) return picture;
    const context = fit(picture, size, size);
    context.clearRect(0, 0, size, size);
    drawMarks(context, frame, model.looks, size);
    if (this.#pictures.size > MOST_SIZES) this.#pictures.clear();
    this.#pictures.set(size, picture);
    this.#drawn.add(size);
    return picture;
  }
}

/** How many of the newest examples a tile shows at most, and how large. @param {number} size pixels */
export function marksOn(size) {
  return {
    most: size < SMALLEST_WITH_MARKS ? 0 : Math.max(FEWEST_MARKS, Math.floor((size * size) / AREA_PER_MARK)),
    radius: size > LARGE_TILE ? LARGE_MARK_RADIUS : MARK_RADIUS,
  };
}

/** @param {CanvasRenderingContext2D} context @param {import('../state/frame.js').Frame} frame @param {number[]} looks @param {number} size */
function drawMarks(context, { examples, extent }, looks, size) {
  const { most, radius } = marksOn(size);
  const shown = Math.min(examples.size, most);
  const start = examples.size - shown;
  for (let i = start; i < examples.size; i++) {
    const x = ((examples.s[i] - extent.uMinimum) / (extent.uMaximum - extent.uMinimum)) * size;
    const y = (1 - (examples.t[i] - extent.vMinimum) / (extent.vMaximum - extent.vMinimum)) * size;
    context.globalAlpha = 0.35 + (0.65 * (i - start + 1)) / shown;
    mark(context, looks[examples.label[i]] ?? 7, x, y, radius, examples.label[i] !== examples.predicted[i]);
  }
}

/** @param {CanvasRenderingContext2D} context @param {import('./wall-layout.js').Column[]} columns */
function drawWinnerLinks(context, columns) {
  const to = /** @type {any} */ (columns.at(-1)).places[0];
  context.strokeStyle = cssColour('control', 0.45);
  context.lineWidth = 1;
  for (const from of /** @type {any} */ (columns.at(-2)).places) {
    const x0 = from.x + from.size;
    const bend = (to.x - x0) * 0.45;
    context.beginPath();
    context.moveTo(x0, from.y + from.size / 2);
    context.bezierCurveTo(
      x0 + bend,
      from.y + from.size / 2,
      to.x - bend,
      to.y + to.size / 2,
      to.x,
      to.y + to.size / 2,
    );
    context.stroke();
  }
}

/** Rounds the corners of a tile: cheaper than to clip what is drawn. @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {number} size */
function roundOff(context, x, y, size) {
  context.beginPath();
  context.rect(x, y, size, size);
  context.roundRect(x, y, size, size, Math.min(4, size / 10));
  context.fillStyle = cssColour('paper');
  context.fill('evenodd');
}

/** What a landscape lies on. @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {number} size */
function sheet(context, x, y, size) {
  context.beginPath();
  context.roundRect(x, y, size, size, Math.min(4, size / 10));
  context.fillStyle = cssColour('panel');
  context.fill();
}

/** A tile without a surface. @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {number} size */
function plate(context, x, y, size) {
  context.beginPath();
  context.roundRect(x + 0.5, y + 0.5, size - 1, size - 1, 4);
  context.fillStyle = cssColour('zero');
  context.fill();
  context.strokeStyle = cssColour('hairline');
  context.lineWidth = 1;
  context.stroke();
}

/** @param {CanvasRenderingContext2D} context @param {Scene} scene @param {import('./wall-layout.js').Column} column @param {number} unit @param {number} x @param {number} y @param {number} size */
function frameTile(context, { frame, focus, selected }, column, unit, x, y, size) {
  const neuron = { layer: column.layer, neuron: unit };
  const isSelected = column.kind === 'layer' && selected?.layer === column.layer && selected.neuron === unit;
  const sign = column.kind === 'layer' ? linkSign(frame.layers, neuron, focus) : 0;
  const radius = Math.min(4, size / 10);
  context.beginPath();
  if (isSelected) {
    context.roundRect(x - 2, y - 2, size + 4, size + 4, radius + 2);
    context.lineWidth = 2;
    context.strokeStyle = cssColour('accent');
  } else {
    context.roundRect(x + 0.5, y + 0.5, size - 1, size - 1, radius);
    context.lineWidth = sign ? 1.5 : 1;
    context.strokeStyle = sign ? cssColour(sign < 0 ? 'below' : 'above') : cssColour('ink', 0.18);
  }
  context.stroke();
}
