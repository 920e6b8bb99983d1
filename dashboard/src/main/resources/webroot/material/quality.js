/**
 * How finely landscapes are drawn: chosen by how long drawing takes, or by the reader, who may also choose what draws. Choices stay.
 *
 * @typedef {'fine'|'normal'|'coarse'|'plain'} Tier `plain` is as coarse, and the wall shows heat maps only
 * @typedef {object} Fineness
 * @property {number} refinements how often a mesh is made twice as fine
 * @property {number} points of a mesh along each axis, at most
 * @property {number} pixels per CSS pixel, at most
 * @property {boolean} smoothsEdges whether edges are drawn with many samples, where there is a card
 * @property {number} wallPoints of a mesh on the wall along each axis; 0: heat maps only
 */

import { hasGraphicsCard } from './device.js';
import { remember, remembered } from './memory.js';

const TIER_KEY = 'carve.quality';
const RENDERER_KEY = 'carve.renderer';
/** Drawing may take so long, else it becomes coarser; finer when it takes less than the second. */
const SLOW_MS = 40;
const FAST_MS = 9;
/** So many pictures are measured before anything changes; fewer when it is far too slow. */
const TRIAL = 12;
const SHORT_TRIAL = 4;
const FAR_TOO_SLOW_MS = 200;
/** A tier that was too slow is tried again after this, and after twice as long each time. */
const PATIENCE_MS = 30_000;
const WEIGHT = 0.2;
/** What has not been drawn for so long costs nothing. */
const IDLE_MS = 1500;

/** @type {Tier[]} */
const TIERS = ['fine', 'normal', 'coarse', 'plain'];
/** @type {Record<Tier, Fineness>} */
const FINENESS = {
  fine: { refinements: 1, points: 129, pixels: 3, smoothsEdges: true, wallPoints: 33 },
  normal: { refinements: 0, points: 65, pixels: 1.5, smoothsEdges: false, wallPoints: 17 },
  coarse: { refinements: 0, points: 33, pixels: 1, smoothsEdges: false, wallPoints: 17 },
  plain: { refinements: 0, points: 33, pixels: 1, smoothsEdges: false, wallPoints: 0 },
};
/** @type {('auto'|Tier)[]} */
export const CHOICES = ['auto', 'fine', 'normal', 'coarse'];
/** @type {('auto'|'webgl2'|'canvas2d')[]} */
export const RENDERERS = ['auto', 'webgl2', 'canvas2d'];

class Quality extends EventTarget {
  /** @type {'auto'|Tier} */
  choice = stored(TIER_KEY, CHOICES);
  /** @type {'auto'|'webgl2'|'canvas2d'} */
  rendererChoice = asked() ?? stored(RENDERER_KEY, RENDERERS);
  /** @type {Tier} */
  tier = this.choice === 'auto' ? finest() : this.choice;
  /** What each canvas costs, averaged. @type {Map<unknown, {ms: number, at: number}>} */
  #costs = new Map();
  #measured = 0;
  /** @type {Map<Tier, {until: number, patienceMs: number}>} */
  #tooSlow = new Map();

  /** @returns {Fineness} */
  get fineness() {
    return FINENESS[this.tier];
  }

  /** @returns {'webgl2'|'canvas2d'} */
  get renderer() {
    if (this.rendererChoice !== 'auto') return this.rendererChoice;
    return hasGraphicsCard() ? 'webgl2' : 'canvas2d';
  }

  /** How long it takes to draw all that is drawn now, in milliseconds. */
  get frameMs() {
    const now = performance.now();
    let sum = 0;
    for (const { ms, at } of this.#costs.values()) if (now - at < IDLE_MS) sum += ms;
    return sum;
  }

  /** @param {'auto'|Tier} choice */
  choose(choice) {
    this.choice = choice;
    remember(TIER_KEY, choice);
    this.#tooSlow.clear();
    this.#become(choice === 'auto' ? finest() : choice);
  }

  /** @param {'auto'|'webgl2'|'canvas2d'} choice */
  chooseRenderer(choice) {
    this.rendererChoice = choice;
    remember(RENDERER_KEY, choice);
    this.#become(this.tier);
  }

  /** Tells how long a canvas took to draw. @param {unknown} canvas @param {number} ms */
  measured(canvas, ms) {
    const now = performance.now();
    const last = this.#costs.get(canvas);
    this.#costs.set(canvas, { ms: last ? last.ms + (ms - last.ms) * WEIGHT : ms, at: now });
    const cost = this.frameMs;
    const trial = cost > FAR_TOO_SLOW_MS ? SHORT_TRIAL : TRIAL;
    if (this.choice !== 'auto' || ++this.#measured < trial) return;
    const at = TIERS.indexOf(this.tier);
    if (cost > SLOW_MS && at < TIERS.length - 1) this.#giveUp(now, TIERS[at + 1]);
    else if (cost < FAST_MS && at > TIERS.indexOf(finest()) && this.#mayTry(TIERS[at - 1], now)) this.#become(TIERS[at - 1]);
  }

  /** A canvas is gone. @param {unknown} canvas */
  forget(canvas) {
    this.#costs.delete(canvas);
  }

  /** @param {number} now @param {Tier} next */
  #giveUp(now, next) {
    const patienceMs = 2 * (this.#tooSlow.get(this.tier)?.patienceMs ?? PATIENCE_MS / 2);
    this.#tooSlow.set(this.tier, { until: now + patienceMs, patienceMs });
    this.#become(next);
  }

  /** @param {Tier} tier @param {number} now */
  #mayTry(tier, now) {
    return now > (this.#tooSlow.get(tier)?.until ?? 0);
  }

  /** @param {Tier} tier */
  #become(tier) {
    this.tier = tier;
    this.#measured = 0;
    this.#costs.clear();
    this.dispatchEvent(new Event('changed'));
  }
}

/** Refined meshes are for graphics cards, unless the reader asks for them. @returns {Tier} */
const finest = () => (hasGraphicsCard() ? 'fine' : 'normal');

/** What the address asks for. @returns {'webgl2'|'canvas2d'|null} */
function asked() {
  const renderer = new URLSearchParams(location.search).get('renderer');
  return renderer === 'webgl2' || renderer === 'canvas2d' ? renderer : null;
}

/** @template {string} T @param {string} key @param {T[]} choices the first one if none is stored @returns {T} */
function stored(key, choices) {
  const value = /** @type {T} */ (remembered(key));
  return choices.includes(value) ? value : choices[0];
}

export const quality = new Quality();
