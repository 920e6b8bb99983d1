/**
 * One step of training, computed again from exact parameters and the examples of its minibatch: the forward pass, the loss, and the
 * gradient of the loss. All in double precision, by the formulas that the trainer uses in single precision.
 *
 * @typedef {{weights: number[][], bias: number[]}} Layer `weights`: `[units, inputs]`
 * @typedef {{count: number, mean: number[], m2: number[]}} Standardizer
 * @typedef {{features: number[], label: number}} Example
 * @typedef {{z: number[], a: number[]}} Answer of one layer to one example
 * @typedef {{weights: number[][], bias: number[], norms: number[], shares: number[]}} Gradient of one layer; of each neuron its norm, and that as a share of the layer's norms
 */

import { nonLinearityOf } from './non-linearity.js';

/** dφ/dz, from z and a = φ(z). @type {Record<string, (z: number, a: number) => number>} */
const SLOPES = {
  tanh: (_, a) => 1 - a * a,
  relu: (z) => (z > 0 ? 1 : 0),
  'leaky-relu': (z) => (z > 0 ? 1 : 0.01),
  sigmoid: (_, a) => a * (1 - a),
  elu: (z, a) => (z > 0 ? 1 : a + 1),
  linear: () => 1,
};

export class StepNetwork {
  /** @param {Layer[]} layers @param {string[]} activations of the layers, the last `softmax` @param {Standardizer} standardizer as it is after the step: the forward pass has learned of its own minibatch */
  constructor(layers, activations, standardizer) {
    this.layers = layers;
    this.activations = activations;
    this.mean = standardizer.count ? standardizer.mean : null;
    this.scale = standardizer.m2.map((m2) => (m2 > 0 ? 1 / Math.sqrt(m2 / standardizer.count) : 1));
  }

  /** @param {number[]} features @returns {number[]} as the first layer sees them */
  inputs(features) {
    const mean = this.mean;
    return mean ? features.map((feature, i) => (feature - mean[i]) * this.scale[i]) : features;
  }

  /** What each layer answers. @param {number[]} features @param {number} [until] the last layer that is asked @returns {Answer[]} */
  forward(features, until = this.layers.length) {
    let input = this.inputs(features);
    return this.layers.slice(0, until).map(({ weights, bias }, l) => {
      const z = weights.map((row, i) => row.reduce((sum, weight, j) => sum + weight * input[j], bias[i]));
      const { at } = nonLinearityOf(this.activations[l]);
      input = this.activations[l] === 'softmax' ? softmax(z) : z.map(at);
      return { z, a: input };
    });
  }

  /** The gradient of the mean loss, layer by layer. @param {Example[]} examples @param {Answer[][]} answers to them @returns {Gradient[]} */
  gradient(examples, answers) {
    const sums = this.layers.map(({ weights, bias }) => ({
      weights: weights.map((row) => row.map(() => 0)),
      bias: bias.map(() => 0),
    }));
    examples.forEach(({ features, label }, e) => {
      const last = this.layers.length - 1;
      let delta = answers[e][last].a.map((p, c) => (p - (c === label ? 1 : 0)) / examples.length);
      for (let l = last; l >= 0; l--) {
        const input = l === 0 ? this.inputs(features) : answers[e][l - 1].a;
        accumulate(sums[l], delta, input);
        if (l > 0) delta = this.#passBack(delta, l, answers[e][l - 1]);
      }
    });
    return sums.map(({ weights, bias }) => {
      const norms = bias.map((b, i) => Math.hypot(b, ...weights[i]));
      const total = norms.reduce((sum, norm) => sum + norm, 0) || 1;
      return { weights, bias, norms, shares: norms.map((norm) => norm / total) };
    });
  }

  /** @param {number[]} delta ∂L/∂z of a layer @param {number} l the layer @param {Answer} below */
  #passBack(delta, l, { z, a }) {
    const slope = SLOPES[this.activations[l - 1]] ?? SLOPES.linear;
    return z.map((zj, j) => slope(zj, a[j]) * delta.reduce((sum, d, i) => sum + d * this.layers[l].weights[i][j], 0));
  }
}

/** What an example costs: −ln of the probability of its class. @param {Answer[]} answer @param {Example} example */
export const lossOf = (answer, { label }) => -Math.log(Math.max(Number.MIN_VALUE, answer[answer.length - 1].a[label]));

/** The class that is named. @param {Answer[]} answer */
export function namedBy(answer) {
  const { a } = answer[answer.length - 1];
  return a.indexOf(Math.max(...a));
}

/** @param {number[]} z */
function softmax(z) {
  const most = Math.max(...z);
  const powers = z.map((value) => Math.exp(value - most));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** @param {{weights: number[][], bias: number[]}} sum @param {number[]} delta @param {number[]} input */
function accumulate({ weights, bias }, delta, input) {
  delta.forEach((d, i) => {
    bias[i] += d;
    for (let j = 0; j < input.length; j++) weights[i][j] += d * input[j];
  });
}
