/**
 * Models that each teach one thing, with the stream that they learn from. What is to be seen stands in `words/make.js`.
 *
 * @typedef {object} Lesson
 * @property {string} id
 * @property {string} stream
 * @property {number} rate minibatches a second
 * @property {Partial<import('./draft.js').Draft>} model
 */

import { layersOf } from './draft.js';

/** @type {Lesson[]} */
export const lessons = [
  { id: 'slope', stream: 'gaussians', rate: 50, model: { layers: [], momentum: '0' } },
  { id: 'xor', stream: 'xor', rate: 100, model: { layers: layersOf('tanh', 1) } },
  { id: 'crater', stream: 'circles', rate: 50, model: { layers: layersOf('tanh', 4) } },
  { id: 'spirals', stream: 'two-spirals', rate: 200, model: { layers: layersOf('tanh', 8, 8) } },
  {
    id: 'folds',
    stream: 'checkerboard',
    rate: 200,
    model: { layers: layersOf('relu', 12, 12), optimizer: 'adam', learningRate: '0.01' },
  },
  { id: 'fast', stream: 'moons', rate: 50, model: { layers: layersOf('tanh', 6, 6), learningRate: '3' } },
  { id: 'dead', stream: 'moons', rate: 50, model: { layers: layersOf('relu', 8, 8), learningRate: '0.5' } },
  { id: 'change', stream: 'moons', rate: 100, model: { layers: layersOf('tanh', 6, 6) } },
];
