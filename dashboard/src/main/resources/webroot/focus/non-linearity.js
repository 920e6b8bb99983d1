/**
 * The non-linearities as the page draws them: φ itself, and the planes that it crops at.
 *
 * @typedef {object} NonLinearity
 * @property {(z: number) => number} at φ; of a class, its probability by how far z stands above all others together
 * @property {number[]} limits heights that its values do not pass, or where it bends
 */

/** @type {Record<string, NonLinearity>} */
const NON_LINEARITIES = {
  tanh: { at: Math.tanh, limits: [-1, 1] },
  relu: { at: (z) => Math.max(0, z), limits: [0] },
  'leaky-relu': { at: (z) => (z > 0 ? z : 0.01 * z), limits: [0] },
  sigmoid: { at: (z) => 1 / (1 + Math.exp(-z)), limits: [0, 1] },
  elu: { at: (z) => (z > 0 ? z : Math.expm1(z)), limits: [-1] },
  linear: { at: (z) => z, limits: [] },
  softmax: { at: (z) => 1 / (1 + Math.exp(-z)), limits: [0, 1] },
};

/** @param {string} activation as in a spec, or `softmax` */
export const nonLinearityOf = (activation) => NON_LINEARITIES[activation] ?? NON_LINEARITIES.linear;

/** How far a class's z stands above all others together, by its probability. @param {number} probability */
export function logit(probability) {
  const p = Math.min(1 - 1e-7, Math.max(1e-7, probability));
  return Math.log(p / (1 - p));
}
