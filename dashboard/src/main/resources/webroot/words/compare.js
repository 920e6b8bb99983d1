/** Texts of the comparison of two moments. */

import { count, moment } from '../material/format.js';

export const words = {
  here: 'what is on the screen',
  there: 'compared with',
  run: 'Run to compare with',
  step: 'Step to compare with',
  sameStep: 'same step',
  sameStepTip: 'The other side goes to the step that the timeline is at.',
  thisMoment: 'this moment',
  thisMomentTip: 'Pin the moment that is on the screen now, to compare later ones with it.',
  difference: 'difference',
  differenceTip: 'How much higher the surface on the screen is than the other: blue where it is, orange where it is lower.',
  same: 'none, both are the same',
  differs: 'The two have no common grid, so that there is no difference to show.',
  noNeuron: 'The other network has no such neuron.',
  loading: 'Fetching the other moment…',
  failed: (/** @type {string} */ why) => `The other moment could not be fetched: ${why}`,
  runName: (/** @type {string} */ name, /** @type {string} */ startedAt) => `${name} · ${moment(startedAt)}`,
  stepName: (/** @type {number} */ step) => `step ${count(step)}`,
  table: 'The two moments in figures',
  figure: 'figure',
  loss: 'loss',
  accuracy: 'accuracy',
  examples: 'examples seen',
  learningRate: 'learning rate',
  range: 'range of the neuron',
  moved: 'mean difference of the neuron',
  pictures: (/** @type {string} */ name) => `${name}: on the screen, compared with, and the difference. All turn together.`,
};
