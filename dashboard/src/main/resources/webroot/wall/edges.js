/** The weights between the tiles: width is the size relative to the layer, colour the sign. */

import { cssColour } from '../material/theme.js';

const WIDEST = 5;
const MOST_PER_LAYER = 400;
const MOST_PER_NEURON = 48;

/**
 * @typedef {import('./wall-layout.js').Column} Column
 * @typedef {import('./wall-layout.js').Place} Place
 * @typedef {{from: Place, to: Place, share: number, linked: boolean}} Edge `share`: weight over the layer's largest
 */

/** Draws the weights of all layers; those of the neuron in focus full, the others faint.
 * @param {CanvasRenderingContext2D} context @param {Column[]} columns inputs, layers, who wins
 * @param {import('../state/frame.js').Surfaces[]} layers @param {import('../state/store.js').Neuron|null} focus */
export function drawEdges(context, columns, layers, focus) {
  context.lineCap = 'round';
  layers.forEach((layer, l) => {
    if (columns[l].folded || columns[l].block || columns[l + 1].block) drawBundle(context, columns[l], columns[l + 1]);
    const edges = edgesOf(columns[l], columns[l + 1], layer, l + 1, focus);
    for (const edge of edges) if (!edge.linked) stroke(context, edge, 0.3);
    for (const edge of edges) if (edge.linked) stroke(context, edge, 0.95);
  });
}

/** @param {Column} from @param {Column} to @param {import('../state/frame.js').Surfaces} layer @param {number} l @param {import('../state/store.js').Neuron|null} focus @returns {Edge[]} */
function edgesOf(from, to, layer, l, focus) {
  const { units, weights } = layer;
  const inputs = weights.length / units;
  if (!inputs || from.folded) return [];
  const largest = weights.reduce((max, w) => Math.max(max, Math.abs(w)), 1e-9);
  /** @type {Edge[]} */
  const linked = [];
  /** @type {Edge[]} */
  const others = [];
  const block = from.block || to.block;
  to.places.forEach((target, i) => {
    from.places.forEach((source, j) => {
      const share = weights[(to.first + i) * inputs + from.first + j] / largest;
      const touches = isFocus(focus, l, to.first + i) || isFocus(focus, l - 1, from.first + j);
      if (touches) linked.push({ from: source, to: target, share, linked: true });
      else if (!block) others.push({ from: source, to: target, share, linked: false });
    });
  });
  return [...strongest(others, MOST_PER_LAYER), ...strongest(linked, MOST_PER_NEURON)];
}

/** All weights between two layers as one band, where they are too many to be told apart. @param {CanvasRenderingContext2D} context @param {Column} from @param {Column} to */
function drawBundle(context, from, to) {
  const [x0, x1] = [from.x + from.width + 4, to.x - 4];
  const bend = (x1 - x0) * 0.5;
  const [top0, bottom0, top1, bottom1] = [from.places[0].y, end(from), to.places[0].y, end(to)];
  context.beginPath();
  context.moveTo(x0, top0);
  context.bezierCurveTo(x0 + bend, top0, x1 - bend, top1, x1, top1);
  context.lineTo(x1, bottom1);
  context.bezierCurveTo(x1 - bend, bottom1, x0 + bend, bottom0, x0, bottom0);
  context.closePath();
  context.fillStyle = cssColour('control', 0.09);
  context.fill();
}

/** @param {Column} column */
const end = ({ places }) => Math.max(...places.map((place) => place.y + place.size));

/** @param {import('../state/store.js').Neuron|null} focus @param {number} layer @param {number} neuron */
const isFocus = (focus, layer, neuron) => focus !== null && focus.layer === layer && focus.neuron === neuron;

/** @param {Edge[]} edges @param {number} most */
function strongest(edges, most) {
  if (edges.length <= most) return edges;
  return edges.sort((a, b) => Math.abs(b.share) - Math.abs(a.share)).slice(0, most);
}

/** @param {CanvasRenderingContext2D} context @param {Edge} edge @param {number} opacity */
function stroke(context, { from, to, share }, opacity) {
  const x0 = from.x + from.size;
  const y0 = from.y + from.size / 2;
  const y1 = to.y + to.size / 2;
  const bend = (to.x - x0) * 0.45;
  context.beginPath();
  context.moveTo(x0, y0);
  context.bezierCurveTo(x0 + bend, y0, to.x - bend, y1, to.x, y1);
  context.lineWidth = 0.4 + Math.abs(share) * WIDEST;
  context.strokeStyle = cssColour(share < 0 ? 'below' : 'above', opacity);
  context.stroke();
}

/** The sign of a neuron's strongest weight to the neuron in focus, or of its strongest weight from it; 0 when they are not linked.
 * @param {import('../state/frame.js').Surfaces[]} layers @param {import('../state/store.js').Neuron} neuron @param {import('../state/store.js').Neuron|null} focus */
export function linkSign(layers, neuron, focus) {
  if (!focus) return 0;
  const [before, after] = neuron.layer < focus.layer ? [neuron, focus] : [focus, neuron];
  if (after.layer !== before.layer + 1) return 0;
  const { weights, units } = layers[after.layer - 1];
  if (!weights.length) return 0;
  return Math.sign(weights[after.neuron * (weights.length / units) + before.neuron]);
}
