/** What somebody writes to go somewhere: a step, or a time of day. */

import { fetchHistory } from '../state/api.js';
import { store } from '../state/store.js';

const DAY_MS = 86_400_000;
const POINTS = 600;
const THOUSANDS = { '': 1, k: 1e3, m: 1e6 };

/** @param {string} text @returns {{step: number}|{time: number}|null} a time of day is that of the last day of the run at which it was */
export function parseMoment(text, now = store.state.newest.time || Date.now()) {
  const step = /^(?:step\s+)?(\d[\d,. \u00a0]*?)\s*([km]?)$/i.exec(text.trim());
  if (step) {
    const unit = THOUSANDS[/** @type {''|'k'|'m'} */ (step[2].toLowerCase())];
    const digits = unit === 1 ? step[1].replace(/[,. \u00a0]/g, '') : step[1].replace(/[, \u00a0]/g, '');
    return Number.isFinite(Number(digits)) ? { step: Math.round(Number(digits) * unit) } : null;
  }
  const clock = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text.trim());
  if (clock) {
    const [hours, minutes, seconds] = [clock[1], clock[2], clock[3] ?? '0'].map(Number);
    if (hours > 23 || minutes > 59 || seconds > 59) return null;
    const time = new Date(now).setHours(hours, minutes, seconds, 0);
    return { time: time > now ? time - DAY_MS : time };
  }
  const date = /^\d{4}-\d\d-\d\d[T ]\d/.test(text.trim()) ? Date.parse(text.trim().replace(' ', 'T')) : NaN;
  return Number.isFinite(date) ? { time: date } : null;
}

/** The newest snapshot at a time, looked for in ever shorter parts of the run; in the last of them the server tells every one.
 * @param {number} time @returns {Promise<number>} its step */
export async function stepAtTime(time) {
  const { run, first, newest } = store.state;
  let [from, to] = [first.step, newest.step];
  for (;;) {
    const points = await fetchHistory(run ?? '', { from, to, points: POINTS });
    const next = points.findIndex((/** @type {any} */ point) => timeOf(point) > time);
    const before = points.at(next < 0 ? -1 : next - 1);
    if (next === 0 || !before) return from;
    const after = next < 0 ? to : points[next].step;
    if (to - from <= POINTS || after - before.step >= to - from) return before.step;
    [from, to] = [before.step, after];
  }
}

/** @param {any} point */
const timeOf = ({ time }) => (typeof time === 'number' ? time : Date.parse(time));
