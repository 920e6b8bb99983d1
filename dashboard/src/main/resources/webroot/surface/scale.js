/** The scale of heights that all neurons of a layer share. It changes rarely and in steps, so that live data does not move it. */

/**
 * @typedef {object} Scale
 * @property {boolean} signed whether heights lie on both sides of zero
 * @property {number} high the height at the top; the bottom is −high, or zero without a sign
 * @property {number} major the height of the heavier iso-line, as a share of the scale
 */

const SIGNED = new Set(['tanh', 'linear', 'leaky-relu', 'elu']);
const BOUNDED = new Set(['tanh', 'sigmoid', 'softmax']);
/** A scale stays while at least so much of it is filled. */
const FILLED = 0.35;
const STEPS = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];

/** The nice number that is not below a positive one. @param {number} value */
export function nice(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return (STEPS.find((step) => step * power >= value * (1 - 1e-9)) ?? 10) * power;
}

export class LayerScales {
  /** @type {Scale[]} */
  #scales = [];
  #key = '';

  /** The scales for a frame, layer by layer. @param {import('../state/frame.js').Frame} frame @param {import('../state/store.js').Model} model @returns {Scale[]} */
  of(frame, model) {
    if (this.#key !== model.run) {
      this.#key = model.run;
      this.#scales = [];
    }
    return frame.layers.map((layer, l) => {
      const activation = model.layers[l]?.activation ?? 'linear';
      return (this.#scales[l] = scaleOf(activation, layer, this.#scales[l]));
    });
  }
}

/** A scale on both sides of zero that changes rarely and in steps. @param {number} reach of the heights @param {Scale|null|undefined} last kept while it fits @returns {Scale} */
export function scaleFor(reach, last) {
  if (last && reach <= last.high && reach > last.high * FILLED) return last;
  return { signed: true, high: Number.isFinite(reach) && reach > 0 ? nice(reach * 1.02) : 1, major: 0 };
}

/** The scale that one neuron's own range fills. @param {Scale} scale of its layer @param {import('../state/frame.js').Surfaces} layer @param {number} unit @param {Scale|null} last @returns {Scale} */
export function ownScale(scale, layer, unit, last) {
  const reach = Math.max(Math.abs(layer.minimum[unit]), Math.abs(layer.maximum[unit]));
  if (last && last.signed === scale.signed && reach <= last.high && reach > last.high * 0.5) return last;
  return { ...scale, high: Number.isFinite(reach) && reach > 0 ? Math.min(nice(reach), scale.high) : scale.high };
}

/** @param {string} activation @param {import('../state/frame.js').Surfaces} layer @param {Scale|undefined} last @returns {Scale} */
function scaleOf(activation, layer, last) {
  const signed = SIGNED.has(activation);
  if (BOUNDED.has(activation)) return last ?? { signed, high: 1, major: signed ? 0 : 0.5 };
  let reach = 0;
  for (let i = 0; i < layer.units; i++) reach = Math.max(reach, Math.abs(layer.minimum[i]), Math.abs(layer.maximum[i]));
  if (last && reach <= last.high && reach > last.high * 0.3) return last;
  const high = Number.isFinite(reach) && reach > 0 ? nice(reach * 1.05) : 1;
  return last && last.high === high ? last : { signed, high, major: signed ? 0 : 0.01 };
}
