/** Curves over steps, drawn by uPlot. */

import { loadLibrary } from '../material/library.js';
import { cssColour } from '../material/theme.js';

/** @returns {Promise<any>} uPlot's class */
export const loadPlot = () => loadLibrary('uplot', 'uPlot');

/** A series. @param {string} token of its colour @param {number} width */
export function line(token, width) {
  return { stroke: cssColour(token), width, points: { show: false }, spanGaps: true };
}

/** Draws the step that is shown. @param {any} plot @param {number} step */
export function drawCursor(plot, step) {
  const x = Math.round(plot.valToPos(step, 'x', true)) + 0.5;
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
