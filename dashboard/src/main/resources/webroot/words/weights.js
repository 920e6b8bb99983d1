/** Texts about the weights of one neuron. */

import { count, figure } from '../material/format.js';

export const words = {
  loading: 'Fetching the weights…',
  failed: (/** @type {string} */ why) => `The weights could not be fetched: ${why}`,
  retry: 'Try again',
  sentence: (/** @type {string} */ name) => `What ${name} multiplies its inputs by before it adds them up.`,
  imageSentence: (/** @type {string} */ name, /** @type {number} */ side) =>
    `How ${name} weighs ${side} × ${side} pixels: blue ones lift it, orange ones lower it.`,
  imageLabel: (/** @type {string} */ strongest) => `The weights as a picture. ${strongest}`,
  strongest: (/** @type {string} */ name, /** @type {number} */ weight) => `Strongest: ${name} × ${figure(weight)}.`,
  at: (/** @type {string} */ input, /** @type {number} */ weight) => `${input} × ${figure(weight)}`,
  listed: (/** @type {number} */ shown, /** @type {number} */ all) => `the ${count(shown)} strongest of ${count(all)} weights`,
  input: 'input',
  weight: 'weight',
  bias: 'bias',
};
