/** One plain sentence for each stage of a composition, with its numbers. */

import { words } from '../words/composition.js';
import { words as pageWords } from '../words/page.js';
import { rangeOf } from './composition-sum.js';
import { leanOf, opposite } from './lean.js';
import { nonLinearityOf } from './non-linearity.js';

/** What a contribution must change, as a share of the largest, to be worth a word. */
const FLAT = 0.02;
/** Nearer to a limit than this a landscape is a plateau. */
const NEAR = 0.1;

/**
 * @typedef {import('./composition-sum.js').Sum} Sum
 * @typedef {import('./composition-sum.js').Term} Term
 * @typedef {{neuron: import('../state/store.js').Neuron, model: import('../state/store.js').Model, frame: import('../state/frame.js').Frame}} Subject
 */

/** @param {import('./composition-stages.js').Stage} stage @param {Sum} sum @param {Subject} subject @returns {string} */
export function sentenceOf({ kind, term }, sum, subject) {
  switch (kind) {
    case 'inputs':
      return inputs(sum, subject);
    case 'weights':
      return weights(sum, subject);
    case 'term':
      return added(sum, term, subject);
    case 'bias':
      return words.sentence.bias(
        sum.bias,
        shareOf(sum.sums[sum.terms.length], (z) => z > 0),
        shareOf(sum.z, (z) => z > 0),
      );
    case 'bend':
      return bend(sum, subject);
    case 'result':
      return result(sum, subject);
  }
}

/** z of every class at a point, if the neuron is a class and all that feeds it is known. @param {Sum} sum @param {Subject} subject @param {number} at */
export function classPreActivations({ feeders }, { neuron, model, frame }, at) {
  const { weights, biases, units } = frame.layers[neuron.layer - 1];
  const width = weights.length / units;
  if (neuron.layer !== model.layers.length || feeders.length !== width) return null;
  return Array.from(biases, (bias, c) =>
    feeders.reduce((z, { unit, heights }) => z + weights[c * width + unit] * heights[at], bias),
  );
}

/** What a term is called where there is little space. @param {Term} term @param {Sum} sum @param {import('../state/store.js').Model} model */
export function nameOf({ layer, unit }, { others }, model) {
  if (unit < 0) return words.others(others);
  return layer === 0 ? (model.inputs[unit] ?? String(unit)) : pageWords.neuron(unit);
}

/** @param {Term} term @param {Sum} sum @param {Subject} subject */
const named = (term, sum, { model }) => (term.unit < 0 ? words.otherNames(sum.others) : nameOf(term, sum, model));

/** @param {Sum} sum @param {Subject} subject */
function inputs({ others }, { neuron: { layer }, model }) {
  if (layer === 1) return words.sentence.slopes(model.inputs, others);
  return words.sentence.landscapes(model.layers[layer - 2].units, layer - 1, others);
}

/** @param {Sum} sum @param {Subject} subject */
function weights(sum, subject) {
  const single = sum.terms.filter(({ unit }) => unit >= 0);
  const strongest = single.reduce((best, term) => (term.range > best.range ? term : best), single[0]);
  return words.sentence.weights(named(strongest, sum, subject), strongest.weight);
}

/** @param {Sum} sum @param {number} i @param {Subject} subject */
function added(sum, i, subject) {
  const term = sum.terms[i];
  const { low, high } = rangeOf(term.contribution);
  const raised = leanOf(term.contribution, sum.columns, sum.rows);
  const { low: sumLow, high: sumHigh } = rangeOf(sum.sums[i + 1]);
  return words.sentence.term({
    name: named(term, sum, subject),
    weight: term.unit < 0 ? null : term.weight,
    low,
    high,
    flat: term.range < FLAT * Math.max(...sum.terms.map(({ range }) => range)),
    raised,
    lowered: raised && opposite(raised),
    sumLow,
    sumHigh,
  });
}

/** @param {Sum} sum @param {Subject} subject */
function bend({ z, a }, { neuron, model }) {
  const { activation } = model.layers[neuron.layer - 1];
  if (activation === 'softmax') {
    const name = model.classes[neuron.neuron];
    return words.sentence.softmax(
      name,
      shareOf(a, (height) => height > 1 - NEAR),
      shareOf(a, (height) => height < NEAR),
    );
  }
  const { limits } = nonLinearityOf(activation);
  const isSquashed = activation === 'tanh' || activation === 'sigmoid';
  const cropped = isSquashed
    ? shareOf(a, (height) => limits.some((limit) => Math.abs(height - limit) < NEAR))
    : shareOf(z, (height) => height < 0);
  return words.sentence.bend(activation, cropped);
}

/** @param {Sum} sum @param {Subject} subject */
function result({ a, columns, rows }, { neuron, model }) {
  const { low, high } = rangeOf(a);
  if (neuron.layer === model.layers.length) {
    return words.sentence.probability(model.classes[neuron.neuron], low, high);
  }
  return words.sentence.result(low, high, leanOf(a, columns, rows));
}

/** The share of the area where a height is such. @param {Float32Array} heights @param {(height: number) => boolean} isSuch */
export function shareOf(heights, isSuch) {
  return heights.reduce((n, height) => n + (isSuch(height) ? 1 : 0), 0) / heights.length;
}
