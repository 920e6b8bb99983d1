/** Texts of the class peaks. */

import { count, figure } from '../material/format.js';
import { plural } from './page.js';

export const words = {
  label: (/** @type {string[]} */ classes) =>
    `One landscape for each class: ${classes.join(', ')}. Its own examples stand on it. Drag or use the arrow keys to turn all, plus and minus to zoom, 0 to reset.`,
  margin: 'peak margin',
  marginTip: 'Mean height over the class’s own recent examples minus mean height over all others: 1 is as far as a class can stand out.',
  means: (/** @type {number} */ own, /** @type {number} */ others) => `${figure(own)} over its own, ${figure(others)} over the others`,
  curve: (/** @type {string} */ name) => `Peak margin of ${name} over steps. Click to go to a step.`,
  open: (/** @type {string} */ name) => `Show the landscape of ${name} in large`,
  allRight: (/** @type {number} */ all) => `All ${count(all)} recent points stand on the hill of their own class.`,
  noPoints: 'No point lies on this part of the plane.',
  wrong: (/** @type {number} */ wrong, /** @type {number} */ all) =>
    `${count(wrong)} of ${plural(all, 'recent point')} ${wrong === 1 ? 'stands' : 'stand'} on the wrong hill:`,
  on: (/** @type {number} */ points, /** @type {string} */ label, /** @type {string} */ predicted) =>
    `${count(points)} ${label} on ${predicted}’s`,
  ringed: 'ringed on the landscapes',
  page: (/** @type {number} */ from, /** @type {number} */ to, /** @type {number} */ all) =>
    `classes ${from}–${to} of ${count(all)}`,
  previous: 'Previous classes',
  next: 'Next classes',
  table: 'How each class stands out',
  columns: ['class', 'peak margin', 'mean height over its own examples', 'over the others', 'own points on a wrong hill'],
  value: (/** @type {number} */ n) => figure(n),
};
