/** The English texts of the walk through one step. */

import { count, figure, percent } from '../material/format.js';

export const words = {
  loading: 'The step is being taken again…',
  none: 'No step has been taken yet. Go one snapshot on.',
  lost: (/** @type {string} */ why) => `This step cannot be taken again: ${why}`,
  title: (/** @type {number} */ step) => `step ${count(step)}`,
  newest: 'take the newest step',
  play: 'Play the step',
  pause: 'Pause',
  previous: 'Back (,)',
  next: 'On (.)',
  phases: 'Parts of the step',
  phase: {
    minibatch: 'minibatch',
    forward: (/** @type {string} */ layer) => `→ ${layer}`,
    loss: 'loss',
    backward: (/** @type {string} */ layer) => `← ${layer}`,
    update: 'update',
    again: 'once more',
  },
  classes: 'classes',
  sentence: {
    minibatch: (/** @type {number} */ n, /** @type {[string, number][]} */ classes) =>
      `A minibatch arrives: ${count(n)} examples, ${classes.map(([name, of]) => `${count(of)} ${name}`).join(', ')}.`,
    forward: (/** @type {number} */ layer, /** @type {number} */ units, /** @type {string} */ name, /** @type {number} */ low, /** @type {number} */ high) =>
      `Forward: ${layer === 1 ? 'each example becomes' : `what layer ${layer - 1} answered becomes`} ${count(units)} numbers, one for each neuron; ${name} tells the examples apart most, ${figure(low)} to ${figure(high)}.`,
    classes: (/** @type {number} */ probability, /** @type {number} */ right, /** @type {number} */ n) =>
      `Forward: a probability for each class. The right class gets ${percent(probability)} on average; ${count(right)} of ${count(n)} examples are named right.`,
    loss: (/** @type {number} */ loss, /** @type {number} */ worst, /** @type {string} */ name) =>
      `The loss is the mean of −ln of the right class’s probability: ${figure(loss)}. The worst example, of class ${name}, costs ${figure(worst)}.`,
    backward: (/** @type {string} */ layer, /** @type {string} */ name, /** @type {number} */ share) =>
      `Backward: the blame reaches ${layer}; ${name} gets the largest share, ${percent(share)} of the layer’s gradient.`,
    update: (/** @type {string} */ name, /** @type {number} */ rise, /** @type {number} */ fall, /** @type {number} */ rate) =>
      `Update: every weight moves a little against its gradient, at a learning rate of ${exact(rate)}; ${name} rises by up to ${exact(rise)} and falls by up to ${exact(fall)}.`,
    moved: (/** @type {number} */ rate) =>
      `Update: every weight moves a little against its gradient, at a learning rate of ${exact(rate)}.`,
    again: (/** @type {number} */ before, /** @type {number} */ after) =>
      `On the same examples the loss is now ${after.toPrecision(4)}, ${exact(Math.abs(after - before))} ${after < before ? 'less' : 'more'} than before. The next minibatch is waiting.`,
  },
  pure: 'Each weight moved by exactly its gradient times the learning rate.',
  carried: (/** @type {number} */ alike) =>
    `The optimiser also remembers earlier steps, or changes the size of this one: the cosine between the movement and the gradient’s opposite is ${figure(alike)}.`,
  lossOfBatch: 'loss of this minibatch',
  blame: 'blame',
  bias: '∂loss/∂bias',
  neuron: 'neuron',
  tint: (/** @type {number} */ most) => `colours: blue rose, orange fell, by up to ${exact(most)}`,
  label: (/** @type {string} */ name, /** @type {string} */ sentence) => `${name} with the examples of the minibatch. ${sentence}`,
};

/** Three significant figures, however small. @param {number} n */
export function exact(n) {
  const size = Math.abs(n);
  if (size >= 0.1 || size === 0) return figure(n);
  return size >= 1e-5 ? n.toFixed(Math.min(8, 2 - Math.floor(Math.log10(size)))).replace('-', '−') : n.toExponential(1).replace('-', '−');
}
