/** The English texts of the timeline and the charts. */

import { count, figure, percent, timeOfDay } from '../material/format.js';

export const words = {
  axis: 'Count by',
  axes: {
    step: 'Count by steps',
    examples: 'Count by examples',
    time: 'Count by wall time',
  },
  fromHere: 'Play from here on (I)',
  toHere: 'Play up to here (U)',
  clearStretch: 'Play the whole run again',
  stretchFrom: 'First step that is played',
  stretchTo: 'Last step that is played',
  stretch: (/** @type {number} */ from, /** @type {number} */ to) => `plays ${count(from)} to ${count(to)}`,
  goTo: 'Go to a step or time (G)',
  goToLabel: 'Step or time',
  goToHint: 'such as 12,000 or 14:02:30',
  go: 'Go',
  goToUnknown: 'Write a step, such as 12,000 or 12k, or a time, such as 14:02:30.',
  goToOutside: (/** @type {string} */ from, /** @type {string} */ to) => `This run goes from ${from} to ${to}.`,
  wholeRun: 'whole run',
  wholeRunTip: 'Show the whole run again (0)',
  zoomIn: 'Show a shorter part (+)',
  zoomOut: 'Show a longer part (−)',
  events: (/** @type {number} */ n) => `${count(n)} events`,
  moreEvents: (/** @type {number} */ n) => `and ${count(n)} more: zoom in to part them`,
  eventAt: (/** @type {number} */ step, /** @type {number} */ time) => `step ${count(step)} · ${timeOfDay(time)}`,
  /** Shape, what it is, and what it tells more than others about. */
  event: {
    DIVERGED: ['✕', 'divergence'],
    LEFT_BEHIND: ['✕', 'left behind'],
    DRIFT: ['▲', 'drift'],
    JOURNAL_STOPPED: ['!', 'journal stopped'],
    JOURNAL_RESUMED: ['✓', 'journal goes on'],
    RESTARTED: ['↻', 'restart'],
    ROLLED_BACK: ['↶', 'rollback'],
    RESET: ['↶', 'reset'],
    FORKED: ['◆', 'fork'],
    LEARNING_RATE_CHANGED: ['◆', 'learning rate'],
    FROZEN: ['◆', 'freeze'],
    UNFROZEN: ['◆', 'unfreeze'],
    REJECTED: ['◇', 'refused'],
    other: ['◆', 'command'],
  },

  charts: 'Charts',
  chooseCharts: 'Choose charts',
  expand: 'All charts, and their figures as a table',
  collapse: 'Only the chosen charts',
  noFigures: 'not recorded in this run',
  kinds: {
    loss: ['loss', 'Mean cross-entropy of recent examples, in nats, before learning from them.'],
    accuracy: ['accuracy', 'Share of recent examples that the network named right before it learned from them.'],
    kappa: [
      'kappa-T',
      'How much better than repeating the last label: 0 is no better, 1 is perfect, below 0 is worse.',
    ],
    learningRate: ['learning rate', 'How far a step moves along the gradient.'],
    gradient: ['gradient norm', 'Length of the gradient of the loss, before clipping.'],
    roughness: ['roughness', 'How bumpy the landscapes of each layer are: mean slope, in height per unit of the plane.'],
    separation: [
      'class separation',
      'Each class’s mean probability over its own recent examples minus that over all others.',
    ],
  },
  baseline: 'repeat last label',
  noBetter: 'repeating the last label',
  layerLine: (/** @type {number} */ l, /** @type {number} */ layers) => (l === layers ? 'classes' : `layer ${l}`),
  moment: (/** @type {number} */ step, /** @type {number} */ time) =>
    [`step ${count(step)}`, time > 0 ? timeOfDay(time) : ''].filter(Boolean).join(' · '),
  table: {
    caption: (/** @type {string} */ what) => `Figures of ${what}`,
    whole: 'the whole run',
    window: (/** @type {number} */ low, /** @type {number} */ high) => `steps ${count(low)} to ${count(high)}`,
    head: ['figure', 'first', 'last', 'lowest', 'at step', 'highest', 'at step'],
  },
};

/** Values as the charts write them. */
export const values = {
  figure,
  percent: (/** @type {number} */ share) => percent(share),
  rate: (/** @type {number} */ value) =>
    value !== 0 && Math.abs(value) < 0.001 ? value.toExponential(1).replace('e-', 'e−') : figure(value),
};
