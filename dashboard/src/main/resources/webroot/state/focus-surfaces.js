/**
 * One neuron taken apart: its figures, and at full precision its surface before and behind the non-linearity and how it adds up.
 *
 * The binary layout of surfaces, version 1: little-endian, without padding.
 *
 *      0  u32 magic "CRVS"     4  u16 version         6  u16 flags
 *      8  f64 step            16  u16 columns        18  u16 rows
 *     20  u32 surfaces n
 *     24  f32 uMinimum        28  f32 uMaximum       32  f32 vMinimum    36  f32 vMaximum
 *     40  n × { u16 role; u16 layer; i32 unit; f32 weight }
 *         n × { f32 heights[rows × columns] }                                 row 0 is the lowest v
 *
 * @typedef {'preActivation'|'activation'|'feeder'|'contribution'|'runningSum'|'rise'} Role
 *     of a neuron before and behind its non-linearity; of what feeds it: its surface, that times the weight, the sum up to there;
 *     how much an activation rose between two steps
 *
 * @typedef {object} FocusSurface
 * @property {Role} role
 * @property {number} layer 1 is the first hidden one, 0 the inputs
 * @property {number} unit −1 for the rest of the feeders together
 * @property {number} weight of the feeder, else 1
 * @property {Float32Array} heights `[rows, columns]`
 *
 * @typedef {object} SurfaceSet
 * @property {number} step
 * @property {number} columns
 * @property {number} rows
 * @property {import('./frame.js').Frame['extent']} extent
 * @property {FocusSurface[]} surfaces
 *
 * @typedef {object} FocusQuestion
 * @property {string} run
 * @property {number} step
 * @property {import('./store.js').Neuron} neuron
 * @property {number} [grid] points along each axis
 * @property {string} [plane] as the interface names planes
 *
 * @typedef {SurfaceSet & {figures: any}} Focus `figures`: the schema `Focus` of the interface
 */

import { ask, json, part } from './api.js';
import { readFloats } from './frame.js';

const MAGIC = 0x53565243;
const HEADER_BYTES = 40;
const SURFACE_BYTES = 12;
/** @type {Role[]} */
const ROLES = ['preActivation', 'activation', 'feeder', 'contribution', 'runningSum', 'rise'];

/** @param {string} run @param {number} step @param {import('./store.js').Neuron} neuron @param {{grid?: number, plane?: string}} [view] @param {AbortSignal} [signal] @returns {Promise<Focus>} */
export async function fetchFocus(run, step, neuron, view, signal) {
  const [figures, surfaces] = await Promise.all([
    json(focusPath({ run, step, neuron, ...view }), { signal }),
    fetchFocusSurfaces({ run, step, neuron, ...view }, signal),
  ]);
  return { figures, ...surfaces };
}

/** The surfaces alone. @param {FocusQuestion} question @param {AbortSignal} [signal] */
export async function fetchFocusSurfaces(question, signal) {
  const response = await ask(focusPath(question, '/surfaces'), { signal });
  return decodeSurfaces(await response.arrayBuffer());
}

/** @param {FocusQuestion} question @param {string} [suffix] */
function focusPath({ run, step, neuron, grid, plane }, suffix = '') {
  const query = new URLSearchParams({ neuron: `${neuron.layer}.${neuron.neuron}` });
  if (grid) query.set('grid', String(grid));
  if (plane) query.set('plane', plane);
  return `/api/runs/${part(run)}/focus/${Math.max(0, Math.round(step))}${suffix}?${query}`;
}

/** @param {ArrayBuffer} buffer @returns {SurfaceSet} @throws {Error} if they are not surfaces of version 1 */
export function decodeSurfaces(buffer) {
  const view = new DataView(buffer);
  if (buffer.byteLength < HEADER_BYTES || view.getUint32(0, true) !== MAGIC)
    throw new Error(`Surfaces must start with their magic number: bytes=${buffer.byteLength}`);
  const version = view.getUint16(4, true);
  if (version !== 1) throw new Error(`The version of surfaces must be 1: version=${version}`);
  const float = (/** @type {number} */ offset) => view.getFloat32(offset, true);
  const [columns, rows, count] = [view.getUint16(16, true), view.getUint16(18, true), view.getUint32(20, true)];
  const points = columns * rows;
  const heightsAt = HEADER_BYTES + SURFACE_BYTES * count;
  return {
    step: view.getFloat64(8, true),
    columns,
    rows,
    extent: { uMinimum: float(24), uMaximum: float(28), vMinimum: float(32), vMaximum: float(36) },
    surfaces: Array.from({ length: count }, (_, i) => {
      const at = HEADER_BYTES + SURFACE_BYTES * i;
      return {
        role: ROLES[view.getUint16(at, true) - 1],
        layer: view.getUint16(at + 2, true),
        unit: view.getInt32(at + 4, true),
        weight: float(at + 8),
        heights: readFloats(view, heightsAt + 4 * points * i, points),
      };
    }),
  };
}

/** Asks again and again as steps go by: one question at a time, the newest only, and no more often than told. */
export class FocusQuestions {
  /** @type {FocusQuestion|null} */
  #next = null;
  #timer = 0;
  #askedAt = -Infinity;
  /** @type {AbortController|null} */
  #asking = null;

  /** @param {(surfaces: SurfaceSet, question: FocusQuestion) => void} answered @param {(error: Error) => void} failed @param {number} [everyMs] */
  constructor(answered, failed, everyMs = 300) {
    this.answered = answered;
    this.failed = failed;
    this.everyMs = everyMs;
  }

  /** @param {FocusQuestion} question */
  ask(question) {
    this.#next = question;
    if (!this.#asking) this.#askSoon();
  }

  /** Forgets what was asked. */
  stop() {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    this.#timer = 0;
    this.#asking = this.#next = null;
  }

  #askSoon() {
    const wait = Math.max(0, this.#askedAt + this.everyMs - performance.now());
    this.#timer ||= window.setTimeout(() => {
      this.#timer = 0;
      this.#ask();
    }, wait);
  }

  async #ask() {
    const question = this.#next;
    if (!question) return;
    const asking = new AbortController();
    this.#next = null;
    this.#asking = asking;
    this.#askedAt = performance.now();
    try {
      const surfaces = await fetchFocusSurfaces(question, asking.signal);
      if (this.#asking === asking) this.answered(surfaces, question);
    } catch (error) {
      if (this.#asking === asking) this.failed(/** @type {Error} */ (error));
    }
    if (this.#asking !== asking) return;
    this.#asking = null;
    if (this.#next) this.#askSoon();
  }
}
