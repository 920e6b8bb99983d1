/** The places on the axis that carry a number: round ones, so far apart that they can be read. */

import { short } from '../material/format.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TIME_STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 14, 30, 90, 365].map((n) => n * DAY),
];
const clock = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const clockSeconds = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short' });

/** @param {import('../state/axis.js').Axis} axis @param {import('../state/span.js').Span} span @param {number} most how many at most
 * @returns {number[]} positions on the axis */
export function ticksOf(axis, { low, high }, most) {
  const least = (high - low) / Math.max(1, most);
  const by = axis === 'time' ? timeStep(least) : roundStep(least);
  const shift = axis === 'time' && by >= HOUR ? new Date(low).getTimezoneOffset() * MINUTE : 0;
  const ticks = [];
  for (let tick = Math.ceil((low - shift) / by) * by + shift; tick <= high; tick += by) ticks.push(tick);
  return ticks;
}

/** What is written at the ticks. @param {import('../state/axis.js').Axis} axis @param {number[]} ticks @returns {string[]} */
export function tickTexts(axis, ticks) {
  if (axis !== 'time') return ticks.map(short);
  const by = ticks.length > 1 ? ticks[1] - ticks[0] : MINUTE;
  const format = by >= DAY ? day : by >= MINUTE ? clock : clockSeconds;
  return ticks.map((tick) => format.format(new Date(tick)));
}

/** @param {number} least */
const timeStep = (least) => TIME_STEPS.find((step) => step >= least) ?? Math.ceil(least / (365 * DAY)) * 365 * DAY;

/** @param {number} least */
function roundStep(least) {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, least)));
  return [1, 2, 5, 10].map((n) => n * power).find((step) => step >= least) ?? 10 * power;
}
