/** The English texts of the composition. */

import { count, figure } from '../material/format.js';

/** @param {number} n */
const signed = (n) => `${n < 0 ? '' : '+'}${figure(n)}`;

/** @param {number} share */
const share = (share) => `${Math.round(share * 100)} %`;

/** @param {import('../focus/lean.js').Region|null} region @param {string} otherwise */
const the = (region, otherwise) => (region ? `the ${region}` : otherwise);

/** @param {number} low @param {number} high */
const reach = (low, high) => `from ${figure(low)} to ${figure(high)}`;

/** What a non-linearity does, with the share of the area that it does it to. @type {Record<string, (cropped: number) => string>} */
const bends = {
  tanh: (cropped) =>
    cropped < 0.03
      ? 'tanh presses everything between −1 and 1. Hardly any of it comes near these limits yet, so the shape stays.'
      : `tanh presses everything between −1 and 1: ${share(cropped)} of the area ends within 0.1 of a limit. Peaks and valleys become plateaus, the slopes between them stay.`,
  sigmoid: (cropped) =>
    cropped < 0.03
      ? 'The sigmoid presses everything between 0 and 1. Hardly any of it comes near these limits yet, so the shape stays.'
      : `The sigmoid presses everything between 0 and 1: ${share(cropped)} of the area ends within 0.1 of a limit. Peaks and valleys become plateaus.`,
  relu: (cropped) => {
    if (cropped === 0) return 'The ReLU cuts everything below zero. Nothing lies there, so nothing changes.';
    if (cropped === 1) return 'The ReLU cuts everything below zero, and that is all of it: here the neuron is dead.';
    return `The ReLU cuts everything below zero, ${share(cropped)} of the area: the valleys become plateaus.`;
  },
  'leaky-relu': (cropped) =>
    `The leaky ReLU leaves a hundredth of what lies below zero, ${share(cropped)} of the area: the valleys become nearly level.`,
  elu: (cropped) =>
    `ELU lets nothing fall below −1: what lies below zero, ${share(cropped)} of the area, levels out towards it.`,
  linear: () => 'There is no non-linearity: the landscape stays as it adds up.',
};

export const words = {
  title: 'How this landscape is made',
  label: (/** @type {string} */ name, /** @type {string} */ sentence) =>
    `How ${name} is made: its inputs, their sum and the result as landscapes. ${sentence} Drag or use the arrow keys to turn them all, plus and minus to zoom.`,
  loading: 'The neuron is being taken apart…',
  failed: 'The neuron could not be taken apart at this step. It is tried again with the next one.',

  play: 'Play all stages',
  pause: 'Pause',
  previous: 'Previous stage (,)',
  next: 'Next stage (.)',
  stages: 'Stages',
  stage: {
    inputs: 'inputs',
    weights: '× weights',
    term: (/** @type {string} */ name) => `+ ${name}`,
    bias: '+ bias',
    result: 'result',
  },
  stageOf: (/** @type {number} */ stage, /** @type {number} */ stages, /** @type {string} */ name) =>
    `${name}, stage ${stage + 1} of ${stages}`,

  sentence: {
    slopes: (/** @type {string[]} */ names, /** @type {number} */ others) =>
      others
        ? `This neuron sees all ${count(names.length)} inputs. On this plane each of them is a slope; the ${names.length - others} that count most are shown, the others together.`
        : `This neuron sees the inputs ${list(names)}. Each of them is a slope.`,
    landscapes: (/** @type {number} */ n, /** @type {number} */ layer, /** @type {number} */ others) =>
      `This neuron sees the ${count(n)} landscapes of layer ${layer}, as they are.${others ? ` The ${n - others} that count most are shown, the others together.` : ''}`,
    weights: (/** @type {string} */ name, /** @type {number} */ weight) =>
      `Each is multiplied by its weight: a larger one makes it steeper, a negative one turns it upside down; ${name}, times ${figure(weight)}, counts most.`,
    term: (/** @type {Effect} */ effect) =>
      `${effect.weight === null ? effect.name : `${signed(effect.weight)} × ${effect.name}`} ${changes(effect)}. The sum now reaches ${reach(effect.sumLow, effect.sumHigh)}.`,
    bias: (/** @type {number} */ bias, /** @type {number} */ before, /** @type {number} */ after) =>
      figure(Math.abs(bias)) === '0.00'
        ? `The bias is ${figure(bias)}: it leaves the landscape where it is.`
        : `The bias ${bias > 0 ? 'lifts' : 'lowers'} the whole landscape by ${figure(Math.abs(bias))}: ${share(after)} of it lies above zero now, ${share(before)} before.`,
    bend: (/** @type {string} */ activation, /** @type {number} */ cropped) => (bends[activation] ?? bends.linear)(cropped),
    softmax: (/** @type {string} */ name, /** @type {number} */ above, /** @type {number} */ below) =>
      above + below < 0.01
        ? `Softmax: e^z divided by the sum over classes. Nowhere does ${name} stand far above or below the others yet, so its probability stays in between.`
        : `Softmax: e^z divided by the sum over classes. Where ${name} stands far above the others, on ${share(above)} of the area, that is nearly 1; where another does, on ${share(below)}, nearly 0.`,
    result: (/** @type {number} */ low, /** @type {number} */ high, /** @type {import('../focus/lean.js').Region|null} */ region) =>
      `The result, on its own scale: ${reach(low, high)}${region ? `, high in ${the(region, '')}` : ''}. This is what the next layer sees.`,
    probability: (/** @type {string} */ name, /** @type {number} */ low, /** @type {number} */ high) =>
      `The result: the probability of ${name}, ${reach(low, high)}.`,
  },

  others: (/** @type {number} */ n) => `${count(n)} others`,
  otherNames: (/** @type {number} */ n) => `the ${count(n)} others together`,
  inputsTitle: (/** @type {number} */ high) => `inputs × weights, heights to ±${figure(high)}`,
  sumTitle: 'sum',
  biasTitle: 'with its bias',
  bendTitle: (/** @type {string} */ activation) => `after ${activation}`,
  aboveZero: (/** @type {number} */ above) => `${share(above)} lies above zero`,
  scale: (/** @type {number} */ low, /** @type {number} */ high) => `${figure(low)} … ${figure(high)}`,
  how: (/** @type {string} */ name) => `Show how ${name} is made`,
  readers: 'feeds',
  reader: (/** @type {string} */ name, /** @type {number} */ weight) => `${name} × ${figure(weight)}`,

  point: 'At the point ▼',
  map: 'Map of the result: click to move the point',
  eastward: (/** @type {string} */ name) => `${name}, eastwards`,
  northward: (/** @type {string} */ name) => `${name}, northwards`,
  plot: (/** @type {string} */ activation, /** @type {string} */ z, /** @type {string} */ a) =>
    `${activation}: ${z} becomes ${a} at the point. The bars show how much of the area lies at each height before.`,
  above: 'z above the others',
  formula: 'Formula',
  inNumbers: 'at ▼',
};

/**
 * What adding a term does.
 *
 * @typedef {{name: string, weight: number|null, low: number, high: number, flat: boolean, raised: import('../focus/lean.js').Region|null, lowered: import('../focus/lean.js').Region|null, sumLow: number, sumHigh: number}} Effect
 *     `weight`: null for what stands for many
 */

/** @param {Effect} effect */
function changes({ low, high, flat, raised, lowered }) {
  if (flat) return Math.abs(high) < 0.005 ? 'changes nothing' : `${high > 0 ? 'raises' : 'lowers'} everything by ${figure(Math.abs(high))}`;
  const up = `raises ${the(raised, 'some places')} by up to ${figure(high)}`;
  const down = `lowers ${the(lowered, low < 0 && high > 0 ? 'others' : 'some places')} by up to ${figure(-low)}`;
  if (low >= -0.005) return up;
  return high <= 0.005 ? down : `${up} and ${down}`;
}

/** @param {string[]} names */
const list = (names) => (names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`);
