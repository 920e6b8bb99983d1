/** The one cursor in time: seeking, stepping and playing. Seeks are conflated: one question at a time, always for the newest wish. */

import { fetchFrame } from './api.js';
import { replay } from './connection.js';
import { decodeFrame, stepOf } from './frame.js';
import { store } from './store.js';
import { traffic } from './traffic.js';

/** Where a replay that has caught up with a live run becomes live. */
const LIVE_WITHIN_MS = 1500;

/** @type {number|null} */
let wanted = null;
let asking = false;
/** @type {ReturnType<typeof replay>|null} */
let replaying = null;
/** What the address says of a replay besides what the store holds. @type {{from?: number, to?: number}} */
let stretch = {};
/** @type {ArrayBuffer|null} */
let undrawn = null;

/** Shows the step, or the newest snapshot before it. @param {number} step */
export function seek(step) {
  stopPlaying();
  const { first, newest } = store.state;
  wanted = Math.round(Math.max(first.step, Math.min(newest.step || step, step)));
  store.update({ following: false, paused: false, cursor: wanted });
  if (!asking) ask();
}

async function ask() {
  asking = true;
  try {
    while (wanted !== null) {
      const step = wanted;
      const { run } = store.state;
      wanted = null;
      if (!run) break;
      const frame = await fetchFrame(run, step);
      if (store.state.run === run && !store.state.following) showFrame(frame, wanted ?? undefined);
    }
  } catch {
    document.dispatchEvent(new Event('carve-seek-failed'));
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
  stopPlaying();
  wanted = null;
  store.update({ following: false, paused: false });
  if (count > 0) stepForward(run, frame.step, count);
  else await stepBack(run, frame.step, -count);
}

/** @param {string} run @param {number} step @param {number} count */
async function stepBack(run, step, count) {
  for (let i = 0; i < count && step > store.state.first.step; i++) {
    const frame = await fetchFrame(run, step - 1).catch(() => null);
    if (!frame || frame.step >= step || wanted !== null || store.state.run !== run || store.state.following) return;
    step = frame.step;
    showFrame(frame);
  }
}

/** @param {string} run @param {number} step @param {number} count */
function stepForward(run, step, count) {
  let left = count;
  const { stop } = replay(
    run,
    { from: step + 1, speed: 0 },
    {
      message: () => {},
      frame: (buffer) => {
        if (stepOf(buffer).step <= step || left === 0) return;
        left--;
        if (!store.state.following) showFrame(decodeFrame(buffer));
        if (left === 0) stop();
      },
    },
  );
}

/** Space: stands still when it moves, moves when it stands still. */
export function togglePlay() {
  const { following, playing, live, frame, newest, first, backwards } = store.state;
  if (playing) {
    stopPlaying();
    store.update({ paused: true });
  } else if (following && live) store.update({ following: false, paused: true });
  else if (frame && backwards) play(frame.step <= (stretch.from ?? first.step) ? (stretch.to ?? newest.step) : frame.step - 1);
  else if (frame && frame.step >= (stretch.to ?? newest.step) && !live) play(stretch.from ?? first.step);
  else play(frame ? frame.step + 1 : first.step);
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
export function playCourse({ from, to, step, speed, stepsPerSecond, backwards = false, loop = false }) {
  stretch = { from, to };
  store.update({ speed: speed ?? store.state.speed, stepsPerSecond: stepsPerSecond ?? 0, backwards, loop });
  play(step ?? from ?? store.state.first.step);
}

/** What an address has said does not hold for another run. */
export function forgetStretch() {
  stretch = {};
}

/** @param {number} step */
function play(step) {
  const { run, speed, stepsPerSecond, backwards, loop, first } = store.state;
  if (!run) return;
  stopPlaying();
  wanted = null;
  store.update({ following: false, playing: true, paused: false });
  const { from = first.step, to } = stretch;
  const pace = stepsPerSecond ? { stepsPerSecond } : { speed };
  replaying = replay(
    run,
    { from, to, step: Math.max(0, step), ...pace, backwards, loop },
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
  const { live, frame, newest, backwards } = store.state;
  if (backwards || stretch.to !== undefined) {
    store.update({ playing: false });
    return;
  }
  const progressed = frame && frame.step >= from;
  const caughtUp = frame && (newest.step <= frame.step || newest.time - frame.time < LIVE_WITHIN_MS);
  if (live && caughtUp) store.update({ playing: false, following: true, paused: false });
  else if (live && frame && progressed) play(frame.step + 1);
  else store.update({ playing: false });
}

function breakOff() {
  stopPlaying();
  document.dispatchEvent(new Event('carve-seek-failed'));
}

export function stopPlaying() {
  replaying?.stop();
  replaying = null;
  undrawn = null;
  store.update({ playing: false });
}
