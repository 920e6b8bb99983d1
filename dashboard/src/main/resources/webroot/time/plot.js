/** What all curves over the run share: the library that draws them, their axis and the time cursor. */

import { loadLibrary } from '../material/library.js';
import { cssColour } from '../material/theme.js';
import { cursorPosition } from '../state/axis.js';
import { spanOf } from '../state/span.js';
import { store } from '../state/store.js';

/** @returns {Promise<any>} uPlot's class */
export const loadPlot = () => loadLibrary('uplot', 'uPlot');

/** The ends of the axis that is shown. */
export function shownRange() {
  const { low, high } = spanOf(store.state);
  return [low, high];
}

/** @param {any} plot */
export function drawCursor(plot) {
  if (!store.state.frame) return;
  const x = Math.round(plot.valToPos(cursorPosition(store.state), 'x', true)) + 0.5;
  const { left, top, width, height } = plot.bbox;
  if (x < left || x > left + width) return;
  plot.ctx.save();
  plot.ctx.setLineDash([]);
  plot.ctx.beginPath();
  plot.ctx.moveTo(x, top);
  plot.ctx.lineTo(x, top + height);
  plot.ctx.strokeStyle = cssColour('accent');
  plot.ctx.lineWidth = devicePixelRatio || 1;
  plot.ctx.stroke();
  plot.ctx.restore();
}
