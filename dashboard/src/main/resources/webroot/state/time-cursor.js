/** The one cursor in time: seeking, stepping and playing. Seeks are conflated: one question at a time, always for the newest wish. */

import { ApiError, fetchFrame } from './api.js';
import { replay } from './connection.js';
import { decodeFrame, stepOf } from './frame.js';
import { bringIntoSight } from './span.js';
import { store } from './store.js';
import { traffic } from './traffic.js';

/** Where a replay that has caught up with a live run becomes live. */
const LIVE_WITHIN_MS = 1500;

/** @type {number|null} */
let wanted = null;
let asking = false;
/** @type {ReturnType<typeof replay>|null} */
let replaying = null;
/** Steps back that are still to be taken. */
let back = 0;
/** Steps forward that are under way. @type {{left: number, stop: () => void}|null} */
let steps = null;
/** @type {ArrayBuffer|null} */
let undrawn = null;

/** Shows the step, or the newest snapshot before it. @param {number} step */
export function seek(step) {
  stopPlaying();
  const { first, newest } = store.state;
  wanted = Math.round(Math.max(first.step, Math.min(newest.step || step, step)));
  store.update({ following: false, paused: false, cursor: wanted });
  bringIntoSight(wanted);
  if (!asking) ask();
}

async function ask() {
  asking = true;
  try {
    while (wanted !== null) {
      const step = wanted;
      const { run, plane } = store.state;
      wanted = null;
      if (!run) break;
      const frame = await fetchFrame(run, step, plane);
      if (store.state.run === run && store.state.plane === plane && !store.state.following) showFrame(frame, wanted ?? undefined);
    }
  } catch (error) {
    const detail = error instanceof ApiError ? error.message : '';
    document.dispatchEvent(new CustomEvent('carve-seek-failed', { detail }));
  } finally {
    asking = false;
  }
}

/** @param {import('./frame.js').Frame} frame @param {number} [cursor] */
function showFrame(frame, cursor = frame.step) {
  store.update({ frame, cursor });
}

/** Moves by snapshots. @param {number} count negative: back */
export async function stepBy(count) {
  const { frame, run } = store.state;
  if (!frame || !run) return;
  if (count < 0 || !steps) stopPlaying();
  wanted = null;
  store.update({ following: false, paused: false, cursor: frame.step });
  if (count > 0) stepForward(run, frame.step, count);
  else await stepBack(run, frame.step, -count);
}

/** @param {string} run @param {number} step @param {number} count */
async function stepBack(run, step, count) {
  const isUnderWay = back > 0;
  back += count;
  if (isUnderWay) return;
  for (; back > 0 && step > store.state.first.step; back--) {
    const frame = await fetchFrame(run, step - 1, store.state.plane).catch(() => null);
    const { cursor, following } = store.state;
    if (!frame || frame.step >= step || cursor !== step || store.state.run !== run || following) break;
    step = frame.step;
    showFrame(frame);
    bringIntoSight(step);
  }
  back = 0;
}

/** Steps that are asked for while others are under way are taken behind them. @param {string} run @param {number} step @param {number} count */
function stepForward(run, step, count) {
  if (steps) {
    steps.left += count;
    return;
  }
  const taken = { left: count, stop: () => {} };
  steps = taken;
  const { stop } = replay(
    run,
    { from: step + 1, speed: 0, plane: store.state.plane },
    {
      message: () => {},
      frame: (buffer) => {
        if (stepOf(buffer).step <= step || taken.left === 0) return;
        taken.left--;
        if (!store.state.following) {
          showFrame(decodeFrame(buffer));
          bringIntoSight(store.state.cursor);
        }
        if (taken.left === 0) endSteps();
      },
      ended: () => steps === taken && endSteps(),
    },
  );
  taken.stop = stop;
}

function endSteps() {
  steps?.stop();
  steps = null;
}

/** Space: stands still when it moves, moves when it stands still. */
export function togglePlay() {
  const { following, playing, live, frame, backwards, stretch } = store.state;
  const { from, to } = bounds();
  if (playing) {
    stopPlaying();
    store.update({ paused: true });
  } else if (following && live) store.update({ following: false, paused: true });
  else if (frame && backwards) play(frame.step <= from || frame.step > to ? to : frame.step - 1);
  else if (frame && frame.step >= to && (!live || stretch.to !== null)) play(from);
  else play(frame ? Math.max(from, frame.step + 1) : from);
}

/** The first and the last step that are played. */
function bounds() {
  const { first, newest, stretch } = store.state;
  return { from: stretch.from ?? first.step, to: stretch.to ?? newest.step };
}

/** @param {number} speed */
export function setSpeed(speed) {
  store.update({ speed, stepsPerSecond: 0 });
  replaying?.change({ speed });
}

/** @param {number} stepsPerSecond */
export function setStepsPerSecond(stepsPerSecond) {
  store.update({ stepsPerSecond });
  replaying?.change({ stepsPerSecond });
}

/** Turns round. */
export function toggleBackwards() {
  const backwards = !store.state.backwards;
  store.update({ backwards });
  replaying?.change({ backwards });
}

export function toggleLoop() {
  const loop = !store.state.loop;
  store.update({ loop });
  replaying?.change({ loop });
}

/** Plays as an address says. @param {import('./connection.js').Course} course */
export function playCourse({ step, speed, stepsPerSecond, backwards = false, loop = false }) {
  store.update({ speed: speed ?? store.state.speed, stepsPerSecond: stepsPerSecond ?? 0, backwards, loop });
  const { from, to } = bounds();
  play(step ?? (backwards ? to : from));
}

/** Plays only these steps from now on. Ends that cross take the other one's place away. @param {{from?: number|null, to?: number|null}} ends */
export function setStretch(ends) {
  const { from, to } = { ...store.state.stretch, ...ends };
  const crossed = from !== null && to !== null && from >= to;
  store.update({ stretch: { from: crossed && 'to' in ends ? null : from, to: crossed && !('to' in ends) ? null : to } });
  replaying?.change({ from: store.state.stretch.from ?? store.state.first.step, to: store.state.stretch.to ?? Number.MAX_SAFE_INTEGER });
}

/** @param {number} step */
function play(step) {
  const { run, speed, stepsPerSecond, backwards, loop, stretch, plane } = store.state;
  if (!run) return;
  stopPlaying();
  wanted = null;
  store.update({ following: false, playing: true, paused: false });
  const { from } = bounds();
  const to = stretch.to ?? undefined;
  const pace = stepsPerSecond ? { stepsPerSecond } : { speed };
  replaying = replay(
    run,
    { from, to, step: Math.max(0, step), ...pace, backwards, loop, plane },
    {
      message: () => {},
      frame: (buffer) => {
        traffic.came(undrawn !== null);
        if (!undrawn) requestAnimationFrame(drawReplay);
        undrawn = buffer;
      },
      ended: (whole) => {
        if (undrawn) drawReplay();
        if (whole) endReplay(step);
        else breakOff();
      },
    },
  );
}

function drawReplay() {
  if (!undrawn) return;
  const frame = decodeFrame(undrawn);
  undrawn = null;
  if (store.state.playing) showFrame(frame);
}

/** A live run has grown meanwhile: plays on, or becomes live when there is nearly nothing left. @param {number} from */
function endReplay(from) {
  replaying = null;
  const { live, frame, newest, backwards, stretch } = store.state;
  if (backwards || stretch.to !== null) {
    store.update({ playing: false });
    return;
  }
  const progressed = frame && frame.step >= from;
  const caughtUp = frame && (newest.step <= frame.step || newest.time - frame.time < LIVE_WITHIN_MS);
  if (live && caughtUp) store.update({ playing: false, following: true, paused: false });
  else if (live && frame && progressed) play(frame.step + 1);
  else store.update({ playing: false });
}

/** Shows the moment again, on another plane; what plays goes on. */
export function lookAgain() {
  const { following, playing, frame, cursor } = store.state;
  if (following) return;
  if (playing && frame) play(frame.step);
  else seek(cursor);
}

function breakOff() {
  stopPlaying();
  document.dispatchEvent(new Event('carve-seek-failed'));
}

export function stopPlaying() {
  endSteps();
  replaying?.stop();
  replaying = null;
  undrawn = null;
  store.update({ playing: false });
}
