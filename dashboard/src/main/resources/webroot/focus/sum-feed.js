/** The sum that a neuron makes before its non-linearity bends it, fetched as steps go by. */

import { FocusQuestions } from '../state/focus-surfaces.js';
import { scaleFor } from '../surface/scale.js';
import { zeroLine } from '../surface/slope.js';

/** Points along each axis that a slope needs. */
const SLOPE_POINTS = 8;

export class SumFeed {
  /** @type {{key: string, mesh: import('../surface/mesh.js').Mesh, scale: import('../surface/scale.js').Scale}|null} */
  #sum = null;
  /** @type {{key: string, points: Float32Array}|null} */
  #line = null;
  failed = false;
  #asked = '';
  #questions = new FocusQuestions(
    (set, question) => this.#answered(set, question),
    () => {
      this.failed = true;
      this.#asked = '';
      this.changed();
    },
  );

  /** @param {() => void} changed called when there is another sum */
  constructor(changed) {
    this.changed = changed;
  }

  /** Asks for what a frame shows of a neuron; what is known of others is forgotten.
   * @param {import('../state/frame.js').Frame} frame @param {string} run @param {import('../state/store.js').Neuron} neuron @param {boolean} whole whether the surface is wanted, and not just a first-layer neuron's line */
  follow(frame, run, neuron, whole) {
    const { asked: plane } = frame.plane;
    const key = keyOf(run, neuron, plane);
    if (this.#line?.key !== key) this.#line = null;
    if (!whole || this.#sum?.key !== key) this.#sum = null;
    const grid = whole ? frame.columns : SLOPE_POINTS;
    const asked = whole || neuron.layer === 1 ? `${key} ${frame.step} ${grid}` : '';
    if (asked === this.#asked) return;
    this.#asked = asked;
    if (!asked) return;
    this.#questions.ask({ run, step: frame.step, neuron, grid, plane });
  }

  /** The surface of the sum, as shares of a scale of its own. */
  get sum() {
    return this.#sum;
  }

  /** Where a first-layer neuron's sum is zero, x and y of both ends. */
  get zeroLine() {
    return this.#line?.points ?? null;
  }

  stop() {
    this.#asked = '';
    this.#questions.stop();
  }

  /** @param {import('../state/focus-surfaces.js').SurfaceSet} set @param {import('../state/focus-surfaces.js').FocusQuestion} question */
  #answered({ columns, rows, surfaces }, { run, neuron, grid, plane }) {
    const heights = surfaces.find(({ role }) => role === 'preActivation')?.heights;
    if (!heights) return;
    this.failed = false;
    const key = keyOf(run, neuron, plane);
    const line = neuron.layer === 1 ? zeroLine({ columns, rows, heights }) : null;
    this.#line = line ? { key, points: line } : null;
    if (grid !== SLOPE_POINTS) {
      const reach = heights.reduce((most, height) => Math.max(most, Math.abs(height)), 0);
      const scale = scaleFor(reach, this.#sum?.key === key ? this.#sum.scale : null);
      this.#sum = { key, scale, mesh: { columns, rows, heights: heights.map((height) => height / scale.high) } };
    }
    this.changed();
  }
}

/** @param {string} run @param {import('../state/store.js').Neuron} neuron @param {string|undefined} plane */
const keyOf = (run, { layer, neuron }, plane) => `${run} ${layer}.${neuron} ${plane}`;
