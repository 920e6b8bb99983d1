/**
 * A neuron as a sum: each input surface times its weight, one after the other, then the bias, then the non-linearity.
 *
 * @typedef {object} Term
 * @property {number} layer of what feeds it, 0: the inputs
 * @property {number} unit −1: all others together
 * @property {number} weight
 * @property {Float32Array} input its surface, `[rows, columns]`
 * @property {Float32Array} contribution the same times the weight
 * @property {number} range how much the contribution changes over the plane
 *
 * @typedef {object} Sum
 * @property {number} step
 * @property {number} columns
 * @property {number} rows
 * @property {import('../state/frame.js').Frame['extent']} extent
 * @property {Term[]} terms in the order in which they are added
 * @property {number} others how many make up the last term, 0 if there is none such
 * @property {Float32Array[]} sums what there is after none, one, two… terms
 * @property {number} bias
 * @property {Float32Array} z the pre-activation, as the network computes it
 * @property {Float32Array} a the activation
 * @property {import('../state/focus-surfaces.js').FocusSurface[]} feeders all that came with it
 */

/** So many stand for themselves; the others are one. */
const MOST_TERMS = 8;

/** @param {import('../state/focus-surfaces.js').SurfaceSet} set @param {number} bias @param {number} inputs how many there are in all @param {number[]} order units in the order of an earlier sum, as far as known
 * @returns {Sum} */
export function sumOf({ step, columns, rows, extent, surfaces }, bias, inputs, order) {
  const feeders = surfaces.filter(({ role }) => role === 'feeder');
  const contributions = surfaces.filter(({ role }) => role === 'contribution');
  const all = feeders.map((feeder, i) => termOf(feeder, contributions[i].heights));
  const terms = foldOthers(arranged(all, order), columns * rows);
  return {
    step,
    columns,
    rows,
    extent,
    terms,
    others: terms.some(({ unit }) => unit < 0) ? inputs - terms.length + 1 : 0,
    sums: runningSums(terms, columns * rows),
    bias,
    z: heightsOf(surfaces, 'preActivation'),
    a: heightsOf(surfaces, 'activation'),
    feeders,
  };
}

/** The units in the order in which they are added. @param {Sum} sum */
export const orderOf = ({ terms }) => terms.map(({ unit }) => unit);

/** @param {Float32Array} heights */
export function rangeOf(heights) {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < heights.length; i++) {
    if (heights[i] < low) low = heights[i];
    if (heights[i] > high) high = heights[i];
  }
  return { low, high };
}

/** @param {import('../state/focus-surfaces.js').FocusSurface} feeder @param {Float32Array} contribution @returns {Term} */
function termOf({ layer, unit, weight, heights }, contribution) {
  const { low, high } = rangeOf(contribution);
  return { layer, unit, weight, input: heights, contribution, range: high - low };
}

/** Those of a known order first, as long as all of it is there, then the strongest; what the server has put together comes last.
 * @param {Term[]} terms @param {number[]} order */
function arranged(terms, order) {
  const known = order.every((unit) => unit < 0 || terms.some((term) => term.unit === unit));
  const place = (/** @type {Term} */ { unit }) => {
    if (unit < 0) return Infinity;
    const at = known ? order.indexOf(unit) : -1;
    return at < 0 ? order.length : at;
  };
  return [...terms].sort((a, b) => place(a) - place(b) || b.range - a.range);
}

/** @param {Term[]} terms @param {number} points */
function foldOthers(terms, points) {
  if (terms.length <= MOST_TERMS + 1 && terms.every(({ unit }) => unit >= 0)) return terms;
  const shown = terms.slice(0, MOST_TERMS);
  const rest = terms.slice(MOST_TERMS);
  const together = new Float32Array(points);
  for (const { contribution } of rest) for (let i = 0; i < points; i++) together[i] += contribution[i];
  const { low, high } = rangeOf(together);
  const other = { layer: terms[0].layer, unit: -1, weight: 1, input: together, contribution: together, range: high - low };
  return [...shown, other];
}

/** @param {Term[]} terms @param {number} points */
function runningSums(terms, points) {
  const sums = [new Float32Array(points)];
  for (const { contribution } of terms) {
    const before = sums[sums.length - 1];
    sums.push(before.map((height, i) => height + contribution[i]));
  }
  return sums;
}

/** @param {import('../state/focus-surfaces.js').FocusSurface[]} surfaces @param {import('../state/focus-surfaces.js').Role} role */
function heightsOf(surfaces, role) {
  const surface = surfaces.find((candidate) => candidate.role === role);
  if (!surface) throw new Error(`A neuron must have its ${role}: surfaces=${surfaces.length}`);
  return surface.heights;
}
