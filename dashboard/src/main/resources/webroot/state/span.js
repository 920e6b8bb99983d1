/** The part of the axis that the charts and the timeline show: the whole run, or a window of it that the reader has chosen. */

import { nice } from '../surface/scale.js';
import { cursorPosition, positionsOf } from './axis.js';
import { store } from './store.js';

/** The fewest steps in a window. */
const NARROWEST = 10;
/** The shortest axis of a run that has just begun, in milliseconds of it where it counts time. */
const SHORTEST = { step: 10, examples: 100, time: 10_000 };

/** @typedef {{low: number, high: number}} Span positions on the axis */

/** What is shown. @param {import('./store.js').State} state @returns {Span} */
export function spanOf(state) {
  const { window } = state;
  if (!window) return wholeSpan(state);
  const positions = positionsOf(state);
  const low = positions.of(window.low);
  return { low, high: Math.max(positions.of(window.high), low + SHORTEST[positions.axis] / 10) };
}

/** The whole run. While it is live it grows in steps of its own, so that live data does not move it. @param {import('./store.js').State} state @returns {Span} */
function wholeSpan(state) {
  const { first, newest, live, frame } = state;
  const positions = positionsOf(state);
  const low = positions.of(Math.min(first.step, frame?.step ?? Infinity));
  const shown = frame ? cursorPosition(state) : low;
  const last = Math.max(positions.of(newest.step), shown, low + 1);
  return { low, high: live ? low + nice(Math.max(SHORTEST[positions.axis], (last - low) * 1.02)) : last };
}

/** Shows less (a factor below 1) or more of the axis, around a position that stays where it is.
 * @param {number} factor @param {number} [around] the cursor if it is in sight, else the middle */
export function zoom(factor, around) {
  const { low, high } = spanOf(store.state);
  const cursor = cursorPosition(store.state);
  const fixed = around ?? (cursor >= low && cursor <= high ? cursor : (low + high) / 2);
  showSpan(fixed - (fixed - low) * factor, fixed + (high - fixed) * factor);
}

/** Moves the window by a share of its width. @param {number} share */
export function pan(share) {
  if (!store.state.window) return;
  const { low, high } = spanOf(store.state);
  const whole = wholeSpan(store.state);
  const by = Math.max(whole.low - low, Math.min(whole.high - high, share * (high - low)));
  showSpan(low + by, high + by);
}

/** Shows a part of the axis, and no more than there is. @param {number} low @param {number} high */
export function showSpan(low, high) {
  const { state } = store;
  const whole = wholeSpan(state);
  if (low <= whole.low && high >= whole.high) return showWhole();
  const positions = positionsOf(state);
  const from = Math.floor(positions.stepAt(Math.max(whole.low, low)));
  const to = Math.ceil(positions.stepAt(Math.min(whole.high, high)));
  if (to - from < NARROWEST) return;
  store.update({ window: { low: from, high: to } });
}

export const showWhole = () => store.update({ window: null });

/** Moves the window to a step that lies outside it. @param {number} step */
export function bringIntoSight(step) {
  const { window } = store.state;
  if (!window || (step >= window.low && step <= window.high)) return;
  const half = (window.high - window.low) / 2;
  const low = Math.max(store.state.first.step, Math.round(step - half));
  store.update({ window: { low, high: low + 2 * half } });
}
