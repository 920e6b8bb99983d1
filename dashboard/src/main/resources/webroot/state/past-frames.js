/**
 * Frames of a run's past that are looked at beside the one on the screen. Few are kept, by the step that was asked for; what is missing
 * is fetched one after the other, always for the newest wish.
 */

import { fetchFrame } from './api.js';

const MOST = 40;

export class PastFrames {
  #run = '';
  #plane = '';
  /** @type {Map<number, import('./frame.js').Frame>} */
  #frames = new Map();
  /** @type {Set<number>} */
  #failed = new Set();
  /** @type {number[]} */
  #wanted = [];
  #asking = false;

  /** @param {() => void} arrived called when a frame has arrived or could not be fetched */
  constructor(arrived) {
    this.arrived = arrived;
  }

  /** Keeps frames of this run and plane only. @param {string} run @param {string} plane as the interface names planes */
  of(run, plane) {
    if (this.#run === run && this.#plane === plane) return;
    this.#run = run;
    this.#plane = plane;
    this.#frames.clear();
    this.#failed.clear();
    this.#wanted = [];
  }

  /** Keeps a frame that was heard, unless one is kept that is nearer than a distance. @param {import('./frame.js').Frame} frame @param {number} distance in steps */
  keep(frame, distance) {
    if (!this.at(frame.step, distance)) this.#put(frame.step, frame);
  }

  /** The frame kept for a step, or else the nearest within a distance. @param {number} step @param {number} [distance] in steps */
  at(step, distance = 0) {
    const exact = this.#frames.get(step);
    if (exact) this.#put(step, exact);
    if (exact || distance === 0) return exact ?? null;
    let best = null;
    for (const frame of this.#frames.values()) {
      const far = Math.abs(frame.step - step);
      if (far <= distance && !(best && Math.abs(best.step - step) <= far)) best = frame;
    }
    return best;
  }

  /** Whether a step was asked for in vain. @param {number} step */
  hasFailed(step) {
    return this.#failed.has(step);
  }

  /** Fetches what is not kept, the first wish first. @param {{step: number, distance: number}[]} wishes `distance`: how far from the step its frame may be */
  want(wishes) {
    const missing = wishes.filter(({ step, distance }) => !this.at(step, distance) && !this.#failed.has(step));
    this.#wanted = missing.map(({ step }) => step);
    if (this.#wanted.length && !this.#asking) this.#fetch();
  }

  /** Tries again what failed. */
  forgive() {
    this.#failed.clear();
  }

  async #fetch() {
    this.#asking = true;
    for (let step = this.#wanted.shift(); step !== undefined; step = this.#wanted.shift()) {
      const [run, plane] = [this.#run, this.#plane];
      const frame = await fetchFrame(run, step, plane).catch(() => null);
      if (run !== this.#run || plane !== this.#plane) continue;
      if (frame) this.#put(step, frame);
      else this.#failed.add(step);
      this.arrived();
    }
    this.#asking = false;
  }

  /** What was needed last is kept longest. @param {number} step @param {import('./frame.js').Frame} frame */
  #put(step, frame) {
    this.#frames.delete(step);
    this.#frames.set(step, frame);
    if (this.#frames.size > MOST) this.#frames.delete(/** @type {number} */ (this.#frames.keys().next().value));
  }
}
