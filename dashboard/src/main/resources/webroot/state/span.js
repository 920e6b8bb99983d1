/** The stretch of steps that the charts and the timeline show. It grows in steps of its own, so that live data does not move it. */

import { nice } from '../surface/scale.js';

/** @param {import('./store.js').State} state @returns {{low: number, high: number}} */
export function spanOf({ first, newest, live, frame }) {
  const low = Math.min(first.step, frame?.step ?? Infinity);
  const last = Math.max(newest.step, frame?.step ?? 0, low + 1);
  return { low, high: live ? low + nice(Math.max(10, (last - low) * 1.02)) : last };
}
