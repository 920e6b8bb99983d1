/**
 * A walk through one step: its parts, and what can be said of each.
 *
 * @typedef {{kind: 'minibatch'|'forward'|'loss'|'backward'|'update'|'again', layer: number}} Phase `layer`: from 1, 0 where it is about none
 *
 * @typedef {object} Walk
 * @property {number} step
 * @property {import('../state/store.js').Model} model
 * @property {import('./step-network.js').Example[]} examples
 * @property {StepNetwork} before
 * @property {StepNetwork} after
 * @property {import('./step-network.js').Answer[][]} answers of the network before the step to each example
 * @property {import('./step-network.js').Gradient[]} gradient
 * @property {number} loss of the minibatch before the step
 * @property {number} lossAfter and after it
 * @property {number} learningRate
 * @property {number} alike cosine between the movement and the gradient's opposite
 * @property {boolean} isPure whether the movement is the gradient times the learning rate
 */

import { words } from '../words/one-step.js';
import { shortNeuronName, words as pageWords } from '../words/page.js';
import { StepNetwork, lossOf, namedBy } from './step-network.js';

/** How far the movement may be from the gradient's, as a share, where nothing but rounding differs. */
const ROUNDING = 0.02;

/** @param {{before: any, after: any, minibatch: any}} taken as the interface answers @param {import('../state/store.js').Model} model @returns {Walk} */
export function walkOf({ before, after, minibatch }, model) {
  const activations = model.layers.map(({ activation }) => activation);
  const [from, to] = [before, after].map(({ layers }) => new StepNetwork(layers, activations, after.standardizer));
  const { examples } = minibatch;
  const answers = examples.map((/** @type {any} */ { features }) => from.forward(features));
  const gradient = from.gradient(examples, answers);
  const { alike, isPure } = movement(before.layers, after.layers, gradient, after.learningRate);
  return {
    step: after.step,
    model,
    examples,
    before: from,
    after: to,
    answers,
    gradient,
    loss: meanLoss(examples, answers),
    lossAfter: meanLoss(examples, examples.map((/** @type {any} */ { features }) => to.forward(features))),
    learningRate: after.learningRate,
    alike,
    isPure,
  };
}

/** @param {import('../state/store.js').Model} model @returns {Phase[]} */
export function phasesOf({ layers }) {
  const all = layers.map((_, l) => l + 1);
  return [
    { kind: 'minibatch', layer: 0 },
    ...all.map((layer) => ({ kind: /** @type {const} */ ('forward'), layer })),
    { kind: 'loss', layer: layers.length },
    ...[...all].reverse().map((layer) => ({ kind: /** @type {const} */ ('backward'), layer })),
    { kind: 'update', layer: 0 },
    { kind: 'again', layer: 0 },
  ];
}

/** What the wall lights. @param {Phase} phase @param {Walk} walk @returns {import('../state/store.js').Lit} */
export function litBy({ kind, layer }, { gradient, model }) {
  const all = [0, ...model.layers.map((_, l) => l + 1)];
  if (kind === 'update' || kind === 'again') return { layers: all, shares: gradient.map(({ shares }) => shares) };
  if (kind === 'backward') return { layers: [layer], shares: gradient.map(({ shares }, l) => (l + 1 >= layer ? shares : [])) };
  return { layers: [layer], shares: [] };
}

/** @param {Phase} phase @param {Walk} walk @param {{name: string, rise: number, fall: number}|null} carved the selected neuron's surface */
export function sentenceOf({ kind, layer }, walk, carved) {
  const { model, examples, answers } = walk;
  switch (kind) {
    case 'minibatch':
      return words.sentence.minibatch(
        examples.length,
        model.classes.map((name, c) => [name, examples.filter(({ label }) => label === c).length]),
      );
    case 'forward':
      return layer === model.layers.length ? classes(walk) : forward(layer, walk);
    case 'loss': {
      const costs = answers.map((answer, e) => lossOf(answer, examples[e]));
      const worst = costs.indexOf(Math.max(...costs));
      return words.sentence.loss(walk.loss, costs[worst], model.classes[examples[worst].label]);
    }
    case 'backward': {
      const { shares } = walk.gradient[layer - 1];
      const most = shares.indexOf(Math.max(...shares));
      const place = layer === model.layers.length ? words.classes : pageWords.layer(layer);
      return words.sentence.backward(place, shortNeuronName(model, { layer, neuron: most }), shares[most]);
    }
    case 'update':
      return carved
        ? words.sentence.update(carved.name, carved.rise, carved.fall, walk.learningRate)
        : words.sentence.moved(walk.learningRate);
    case 'again':
      return words.sentence.again(walk.loss, walk.lossAfter);
  }
}

/** @param {Walk} walk */
function classes({ model, examples, answers }) {
  const right = examples.filter(({ label }, e) => namedBy(answers[e]) === label).length;
  const probability = answers.reduce((sum, answer, e) => sum + answer[model.layers.length - 1].a[examples[e].label], 0);
  return words.sentence.classes(probability / examples.length, right, examples.length);
}

/** @param {number} layer @param {Walk} walk */
function forward(layer, { model, answers }) {
  const ranges = model.layers[layer - 1] && answers[0][layer - 1].a.map((_, unit) => {
    const heights = answers.map((answer) => answer[layer - 1].a[unit]);
    return { low: Math.min(...heights), high: Math.max(...heights) };
  });
  const width = ranges.map(({ low, high }) => high - low);
  const most = width.indexOf(Math.max(...width));
  return words.sentence.forward(layer, ranges.length, shortNeuronName(model, { layer, neuron: most }), ranges[most].low, ranges[most].high);
}

/** @param {import('./step-network.js').Example[]} examples @param {import('./step-network.js').Answer[][]} answers */
const meanLoss = (examples, answers) =>
  answers.reduce((sum, answer, e) => sum + lossOf(answer, examples[e]), 0) / examples.length;

/** How the parameters moved, beside what the gradient alone would have done.
 * @param {import('./step-network.js').Layer[]} before @param {import('./step-network.js').Layer[]} after @param {import('./step-network.js').Gradient[]} gradient @param {number} rate */
function movement(before, after, gradient, rate) {
  let [moved, pushed, along, apart] = [0, 0, 0, 0];
  const add = (/** @type {number} */ from, /** @type {number} */ to, /** @type {number} */ g) => {
    moved += (to - from) ** 2;
    pushed += (rate * g) ** 2;
    along -= (to - from) * rate * g;
    apart += (to - from + rate * g) ** 2;
  };
  before.forEach(({ weights, bias }, l) => {
    bias.forEach((b, i) => add(b, after[l].bias[i], gradient[l].bias[i]));
    weights.forEach((row, i) => row.forEach((w, j) => add(w, after[l].weights[i][j], gradient[l].weights[i][j])));
  });
  return { alike: along / Math.sqrt(moved * pushed || 1), isPure: Math.sqrt(apart) < ROUNDING * Math.sqrt(pushed) };
}
