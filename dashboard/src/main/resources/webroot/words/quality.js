/** What the page says of how it draws. */

import { rate } from '../material/format.js';

export const words = {
  button: (/** @type {string} */ tier) => `How finely landscapes are drawn: ${tier}`,
  title: 'Drawing',
  tier: 'fineness',
  tiers: {
    auto: 'as time allows',
    fine: 'fine',
    normal: 'normal',
    coarse: 'coarse',
    plain: 'coarse, wall of heat maps',
  },
  now: (/** @type {string} */ tier) => `now: ${tier}`,
  renderer: 'drawn by',
  renderers: { auto: 'as the machine allows', webgl2: 'WebGL', canvas2d: 'Canvas2D' },
  software: 'drawn without a graphics card',
  card: 'drawn by a graphics card',
  figures: {
    frameTime: 'to draw',
    received: 'frames received',
    dropped: 'of these not drawn',
  },
  ms: (/** @type {number} */ ms) => (ms > 0 ? `${rate(ms)} ms` : '–'),
  perSecond: (/** @type {number} */ n) => `${rate(n)} /s`,
};
