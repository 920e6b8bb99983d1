/** How far each class stood out over a run: the server's figures of the past, and what was seen since. */

import { json, part } from './api.js';

const POINTS = 120;
const MOST = 800;

export class Margins {
  #run = '';
  /** @type {number[]} */
  #steps = [];
  /** Of each class. @type {(number|null)[][]} */
  #margins = [];
  failed = false;

  /** @param {() => void} arrived called when the past has arrived */
  constructor(arrived) {
    this.arrived = arrived;
  }

  /** Asks for the past of a run, once. @param {string} run */
  async of(run) {
    if (this.#run === run) return;
    this.#run = run;
    this.#steps = [];
    this.#margins = [];
    this.failed = false;
    const answer = await json(`/api/runs/${part(run)}/figures?points=${POINTS}`).catch(() => null);
    if (this.#run !== run) return;
    this.failed = answer === null;
    const last = answer?.points.at(-1)?.step ?? -1;
    const later = this.#steps.findIndex((step) => step > last);
    const seen = later < 0 ? [] : this.#steps.slice(later);
    const past = answer?.points ?? [];
    const classes = past[0]?.classes.length ?? 0;
    const seenOf = (/** @type {number} */ c) => (later < 0 ? [] : (this.#margins[c] ?? []).slice(later));
    this.#margins = Array.from({ length: Math.max(classes, this.#margins.length) }, (_, c) => [
      ...past.map((/** @type {any} */ point) => point.classes[c]?.separation ?? null),
      ...seenOf(c),
    ]);
    this.#steps = [...past.map((/** @type {any} */ point) => point.step), ...seen];
    this.arrived();
  }

  /** Goes on with what is seen, if it is newer than all. @param {number} step @param {number[]} margins of each class */
  add(step, margins) {
    if (step <= (this.#steps.at(-1) ?? -1)) return;
    this.#steps = [...this.#steps, step];
    this.#margins = margins.map((margin, c) => [...(this.#margins[c] ?? []), Number.isFinite(margin) ? margin : null]);
    if (this.#steps.length > MOST) this.#thin();
  }

  /** @param {number} c @returns {[number[], (number|null)[]]} steps and margins */
  curveOf(c) {
    return [this.#steps, this.#margins[c] ?? this.#steps.map(() => null)];
  }

  #thin() {
    const keep = (/** @type {any[]} */ values) => values.filter((_, i) => i % 2 === 0 || i === values.length - 1);
    this.#steps = keep(this.#steps);
    this.#margins = this.#margins.map(keep);
  }
}
