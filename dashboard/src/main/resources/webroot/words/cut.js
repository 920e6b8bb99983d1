/** Texts of the cross-section. */

import { count, figure, percent } from '../material/format.js';

export const words = {
  label: (/** @type {string} */ name, /** @type {number} */ height) =>
    `Landscape of ${name}, cut at ${figure(height)}. Drag or use the arrow keys to turn it, plus and minus to zoom, 0 to reset.`,
  slider: 'Height of the cut',
  hint: 'drag the handle, or move it with ↑ ↓',
  height: 'cut at',
  heightTip: 'What the neuron answers along the cut. Arrows up and down move it, with Shift ten times as far.',
  above: 'of the area lies above',
  nothing: 'The landscape does not reach this height.',
  everything: 'The whole landscape lies above this height.',
  straight: 'A neuron of the first layer is a slope: its cross-section is a straight line at every height.',
  table: 'Recent examples above the cut, class by class',
  class: 'class',
  share: 'above',
  examples: 'examples',
  none: 'none lately',
  percent: (/** @type {number} */ share) => percent(share),
  of: (/** @type {number} */ above, /** @type {number} */ all) => `${count(above)} of ${count(all)}`,
};
