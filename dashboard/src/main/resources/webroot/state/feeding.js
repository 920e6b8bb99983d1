/**
 * Examples that the page itself sends to a model: a file of one's own, or points painted by hand. One at a time; it goes on while the page is
 * open.
 *
 * @typedef {{features: number[], label: string|number}} Example
 *
 * @typedef {object} Feeding as the store tells it
 * @property {string} model
 * @property {string} source the file that the examples come from, or `PAINTED`
 * @property {number} size examples in one pass
 * @property {number} pass the current one, from 1
 * @property {number} passes 0: until stopped
 * @property {number} sent examples of all passes
 * @property {number} rate minibatches a second
 * @property {'running'|'done'|'failed'} state
 * @property {string} mistake
 */

import { sendExamples } from './acts.js';
import { store } from './store.js';

/** The source of points that are painted by hand. */
export const PAINTED = 'painted points';

const TICK_MS = 100;
/** The store hears how far it is no more often than this. */
const TELL_EVERY_MS = 300;
const LARGEST_PIECE = 1 << 20;
const MOST_AT_ONCE = 5000;

/** @type {Sender|null} */
let sender = null;

class Sender {
  pass = 0;
  sent = 0;
  stopped = false;
  #toldAt = 0;
  /** What of the pass is still to be sent, last first. @type {number[]} */
  #left = [];

  /** @param {{model: string, source: string, examples: Example[], batchSize: number, rate: number, passes: number, shuffled: boolean}} plan */
  constructor(plan) {
    this.plan = plan;
  }

  async run() {
    let due = this.plan.batchSize;
    let last = performance.now();
    try {
      while (!this.stopped && !this.#isDone()) {
        if (due >= 1) {
          const lines = this.#next(Math.floor(Math.min(due, MOST_AT_ONCE)));
          if (lines.length) await sendExamples(this.plan.model, `${lines.join('\n')}\n`);
          if (this.stopped) return;
          this.sent += lines.length;
          due -= lines.length;
          if (performance.now() - this.#toldAt > TELL_EVERY_MS) this.tell('running');
        }
        await new Promise((resolve) => setTimeout(resolve, TICK_MS));
        const now = performance.now();
        due = Math.min(MOST_AT_ONCE, due + ((now - last) / 1000) * this.plan.rate * this.plan.batchSize);
        last = now;
      }
      if (!this.stopped) this.tell('done');
    } catch (error) {
      if (!this.stopped) this.tell('failed', /** @type {Error} */ (error).message);
    }
  }

  #isDone() {
    return this.plan.passes > 0 && this.pass >= this.plan.passes && this.#left.length === 0;
  }

  /** @param {number} count @returns {string[]} at most so many, fewer where they are long or the last pass ends */
  #next(count) {
    const lines = [];
    for (let size = 0; lines.length < count && size < LARGEST_PIECE && !this.#isDone(); ) {
      if (!this.#left.length && !this.#begin()) break;
      const line = JSON.stringify(this.plan.examples[/** @type {number} */ (this.#left.pop())]);
      lines.push(line);
      size += line.length;
    }
    return lines;
  }

  #begin() {
    this.pass++;
    this.#left = this.plan.examples.map((_, i) => i).reverse();
    if (this.plan.shuffled) shuffle(this.#left);
    return this.#left.length > 0;
  }

  /** @param {Feeding['state']} state @param {string} [mistake] */
  tell(state, mistake = '') {
    const { model, source, examples, passes, rate } = this.plan;
    const { pass, sent } = this;
    this.#toldAt = performance.now();
    store.update({ feeding: { model, source, size: examples.length, pass, passes, sent, rate, state, mistake } });
  }
}

/** Sends examples at a pace, in place of what was sent before. `examples` may grow meanwhile. @param {Sender['plan']} plan */
export function feed(plan) {
  stopFeeding();
  sender = new Sender(plan);
  sender.tell('running');
  sender.run();
}

/** @param {Feeding|null} feeding */
export const isPainted = (feeding) => feeding?.source === PAINTED;

/** @param {number} rate minibatches a second */
export function setFeedingRate(rate) {
  if (!sender) return;
  sender.plan.rate = rate;
  if (store.state.feeding) store.update({ feeding: { ...store.state.feeding, rate } });
}

export function stopFeeding() {
  if (sender) sender.stopped = true;
  sender = null;
  store.update({ feeding: null });
}

/** Fisher and Yates' shuffle, in place. @param {number[]} items */
function shuffle(items) {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [items[i], items[j]] = [items[j], items[i]];
  }
}
