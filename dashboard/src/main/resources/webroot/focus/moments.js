/** The moment that a carving is measured from, and those on the way to the shown step. */

import { store } from '../state/store.js';
import { nextEvent } from '../time/markers.js';

export const STEPS_BACK = 1000;
const TRAIL = 8;
/** Moments that are nearer to each other look the same. */
const NEAREST = 16;

/** Whether the shown step goes on by itself. */
export const isMoving = () => store.state.following || store.state.playing;

/** The newest event before a step. @param {number} step */
export const lastEvent = (step) => nextEvent(store.state.events, step, -1) ?? null;

/** The step that another is compared with, and how far from it a frame may be while the other moves on. @param {number} step @returns {{from: number, distance: number}} */
export function momentBefore(step) {
  const { since, first } = store.state;
  if (since === 'start') return { from: first.step, distance: 0 };
  const event = since === 'event' ? lastEvent(step) : null;
  if (event) return { from: event.step, distance: 0 };
  if (/^\d+$/.test(since)) return { from: Number(since), distance: 0 };
  const back = step - STEPS_BACK;
  if (!isMoving()) return { from: Math.max(first.step, back), distance: 0 };
  const { spacing } = trailBetween(back, step);
  return { from: Math.max(first.step, Math.floor(back / spacing) * spacing), distance: spacing };
}

/** Steps on a lattice that stays while time goes on, the newest first. @param {number} from @param {number} to @returns {{spacing: number, steps: number[]}} */
export function trailBetween(from, to) {
  const spacing = 2 ** Math.floor(Math.log2(Math.max(NEAREST, (to - from) / TRAIL)));
  const last = (Math.ceil(to / spacing) - 1) * spacing;
  const steps = Array.from({ length: TRAIL }, (_, i) => last - i * spacing).filter((step) => step >= Math.max(0, from));
  return { spacing, steps };
}
