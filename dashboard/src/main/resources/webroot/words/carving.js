/** Texts of the carving. */

import { count, figure, percent } from '../material/format.js';
import { plural } from './page.js';

/** @param {number} n with its sign */
const signed = (n) => (n > 0 ? `+${figure(n)}` : figure(n));

export const words = {
  label: (/** @type {string} */ name, /** @type {number} */ from, /** @type {number} */ to) =>
    `What training carved into ${name} from step ${count(from)} to step ${count(to)}. Drag or use the arrow keys to turn it, plus and minus to zoom, 0 to reset.`,
  since: 'since',
  sinceTip: 'The moment that the shown step is compared with',
  start: 'the start of the run',
  back: (/** @type {number} */ steps) => `${count(steps)} steps ago`,
  event: (/** @type {string} */ name, /** @type {number} */ step) => `${name}, step ${count(step)}`,
  noEvent: 'the last event (none yet)',
  pinned: (/** @type {number} */ step) => `step ${count(step)}`,
  pin: 'Pin this moment',
  pinTip: 'Measure from the step that is shown now',
  fromTo: (/** @type {number} */ from, /** @type {number} */ to) => `step ${count(from)} to ${count(to)}`,
  asHeight: 'difference as height',
  hint: 'on the floor: where the heavy line ran earlier, the fainter the longer ago',
  fetching: (/** @type {number} */ step) => `Fetching step ${count(step)}…`,
  notFetched: (/** @type {number} */ step) => `Step ${count(step)} could not be fetched.`,
  again: 'Try again',
  rise: 'largest rise',
  fall: 'largest fall',
  mean: 'mean change',
  meanTip: 'Mean of the absolute change over the whole area',
  moved: 'area that moved',
  movedTip: 'Where the surface changed by more than a hundredth of its scale',
  at: (/** @type {string} */ u, /** @type {number} */ s, /** @type {string} */ v, /** @type {number} */ t) =>
    `${u} ${figure(s)}, ${v} ${figure(t)}`,
  signed,
  percent: (/** @type {number} */ share) => percent(share),
  carvers: 'Which minibatches did it?',
  carversTip: 'Takes the steps again, one by one, and measures how far each moved this surface',
  tooMany: (/** @type {number} */ steps, /** @type {number} */ most) =>
    `${count(steps)} steps lie between; at most ${count(most)} can be ranked. Choose a nearer moment.`,
  backwards: 'Choose a moment before the shown step to ask which minibatches did it.',
  ranking: (/** @type {number} */ steps) => `Taking ${plural(steps, 'step')} again…`,
  stop: 'Stop',
  ranked: (/** @type {number} */ from, /** @type {number} */ to) =>
    `Minibatches that moved it most, step ${count(from)} to ${count(to)}`,
  noCarvers: 'No minibatch moved it.',
  step: 'step',
  goTo: (/** @type {number} */ step) => `Go to step ${count(step)}`,
  examples: 'examples',
  moving: 'moved it by',
  share: 'of the change',
  shareTip: 'Part of the whole change that this step made; below zero it carved the other way',
  failed: 'The minibatches could not be ranked:',
};
