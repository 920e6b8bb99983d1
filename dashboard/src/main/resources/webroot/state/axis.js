/**
 * What the timeline and the charts count by: steps, examples or wall time. Positions on the axis grow with the steps; between two
 * steps whose examples and times are known they lie on a line.
 *
 * @typedef {'step'|'examples'|'time'} Axis
 * @typedef {{step: number, time: number, examples: number|null}} Knot
 */

import { remember, remembered } from '../material/memory.js';

/** @type {Axis[]} */
export const AXES = ['step', 'examples', 'time'];

const KEY = 'carve.axis';

/** @param {string|null} text @returns {Axis|null} */
export const axisNamed = (text) => AXES.find((axis) => axis === text) ?? null;

/** The axis that was chosen last. */
export const rememberedAxis = () => axisNamed(remembered(KEY)) ?? 'step';

/** @param {Axis} axis */
export const rememberAxis = (axis) => remember(KEY, axis);

/** Where a moment lies on an axis. @param {Axis} axis @param {Knot} moment */
export const placeOf = (axis, moment) => moment[axis];

/** Maps steps to positions on an axis, and back. */
export class Positions {
  /** @type {number[]} */
  #steps = [];
  /** @type {number[]} */
  #places = [];

  /** @param {Axis} axis @param {Knot[]} knots by step */
  constructor(axis, knots) {
    this.axis = axis;
    if (axis === 'step') return;
    for (const knot of knots) {
      const place = placeOf(axis, knot);
      if (place === null || place < (this.#places.at(-1) ?? -Infinity) || knot.step <= (this.#steps.at(-1) ?? -1)) continue;
      this.#steps.push(knot.step);
      this.#places.push(place);
    }
  }

  /** @param {number} step */
  of(step) {
    return this.axis === 'step' ? step : along(this.#steps, this.#places, step);
  }

  /** @param {number} position */
  stepAt(position) {
    return this.axis === 'step' ? position : along(this.#places, this.#steps, position);
  }
}

/** The value at x on the line through all points, which goes on as it goes from the first to the last.
 * @param {number[]} xs ascending @param {number[]} ys @param {number} x */
function along(xs, ys, x) {
  const last = xs.length - 1;
  if (last < 1) return ys[0] ?? x;
  if (x <= xs[0]) return ys[0];
  if (x >= xs[last]) return ys[last] + ((x - xs[last]) * (ys[last] - ys[0])) / Math.max(1e-9, xs[last] - xs[0]);
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (xs[middle] <= x) low = middle;
    else high = middle;
  }
  return ys[low] + ((x - xs[low]) * (ys[high] - ys[low])) / (xs[high] - xs[low] || 1);
}

/** @type {{key: unknown[], positions: Positions}} */
let latest = { key: [], positions: new Positions('step', []) };

/** The positions on the axis that is chosen; by step as long as no other is known. @param {import('./store.js').State} state */
export function positionsOf({ axis, history, detail }) {
  const key = [axis, history, detail];
  if (key.some((part, i) => part !== latest.key[i])) {
    const known = history.length > 1 && placeOf(axis, history[0]) !== null ? axis : 'step';
    latest = { key, positions: new Positions(known, known === 'step' ? [] : knots(history, detail)) };
  }
  return latest.positions;
}

/** Where the cursor stands: exactly where the frame on the screen is known to be. Times are those of the points: a frame tells when its
 * minibatch was made, which is earlier. @param {import('./store.js').State} state */
export function cursorPosition(state) {
  const { cursor, frame } = state;
  const positions = positionsOf(state);
  return positions.axis === 'examples' && frame?.step === cursor ? frame.examplesSeen : positions.of(cursor);
}

/** The points of the window instead of those of the whole run where there are both.
 * @param {import('./store.js').Point[]} history @param {import('./store.js').Point[]|null} detail */
function knots(history, detail) {
  if (!detail?.length) return history;
  const low = detail[0].step;
  const high = detail[detail.length - 1].step;
  return [...history.filter(({ step }) => step < low), ...detail, ...history.filter(({ step }) => step > high)];
}
