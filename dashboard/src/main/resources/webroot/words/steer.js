/** The English texts of steering a live model. */

import { count, percent } from '../material/format.js';

export const words = {
  title: 'Steer the training',
  learningRate: 'Learning rate',
  stream: 'Stream',
  fromElsewhere: 'from elsewhere',
  noStream: 'Its examples come from elsewhere.',
  speed: 'Speed of the stream',
  pause: 'Pause the stream',
  resume: 'Let the stream go on',
  paint: 'Paint points…',

  reset: 'Reset…',
  resetAsk: (/** @type {string} */ model) => `Start “${model}” anew?`,
  resetText: 'It begins a new run from the initial weights. The run so far stays in the list of runs.',
  resetDo: 'Reset',
  cancel: 'Cancel',

  fork: 'Fork here…',
  forkTitle: (/** @type {number} */ step) => `What if, from step ${count(step)}`,
  forkText: (/** @type {string} */ model) =>
    `A new model goes on from this step, on the same minibatches as ${model}, which is not touched.`,
  accuracyThen: (/** @type {number} */ accuracy) => `Its accuracy there was ${percent(accuracy)}.`,
  name: 'Name',
  forkDo: 'Fork and watch',
};
