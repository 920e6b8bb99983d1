/** What all curves over the run share: the library that draws them, their axis, the time cursor and the names of the lines. */

import { loadLibrary } from '../material/library.js';
import { cssColour } from '../material/theme.js';
import { cursorPosition } from '../state/axis.js';
import { spanOf } from '../state/span.js';
import { store } from '../state/store.js';
import { isNumber } from './chart-kinds.js';

/** @returns {Promise<any>} uPlot's class */
export const loadPlot = () => loadLibrary('uplot', 'uPlot');

/** The ends of the axis that is shown. */
export function shownRange() {
  const { low, high } = spanOf(store.state);
  return [low, high];
}

/** The place of the cursor in time. @param {any} plot */
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

/** What the lines are called, at their ends, where there are several. @param {any} plot @param {import('./chart-kinds.js').Line[]} lines */
export function drawMarks(plot, lines) {
  const ratio = devicePixelRatio || 1;
  const { left, top, width, height } = plot.bbox;
  const { ctx } = plot;
  ctx.save();
  ctx.font = `${11 * ratio}px system-ui, sans-serif`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  /** @type {{y: number, column: number}[]} */
  const taken = [];
  for (const [i, { token, mark }] of lines.entries()) {
    const last = mark ? plot.data[i + 1].findLastIndex((/** @type {any} */ value) => isNumber(value)) : -1;
    if (last < 0) continue;
    const y = Math.max(top + 5 * ratio, Math.min(top + height - 5 * ratio, plot.valToPos(plot.data[i + 1][last], 'y', true)));
    const near = taken.filter((other) => Math.abs(other.y - y) < 10 * ratio).map((other) => other.column);
    let column = 0;
    while (near.includes(column)) column++;
    taken.push({ y, column });
    ctx.fillStyle = cssColour(token === 'accent' ? 'quiet' : token);
    ctx.fillText(mark, Math.min(left + width, plot.valToPos(plot.data[0][last], 'x', true)) + (4 + 9 * column) * ratio, y);
  }
  ctx.restore();
}
