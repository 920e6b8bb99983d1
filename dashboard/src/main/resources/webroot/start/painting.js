/** A map on which points are put by hand. Each goes to the model at once; and all of them again and again, so that few are enough to learn from. */

import { css, html, nothing } from 'lit';
import { Part, Redraw, base, fit, styles } from '../material/base.js';
import { classToken } from '../material/colours.js';
import { icons } from '../material/icons.js';
import { mark, shapeOf } from '../material/marks.js';
import { cssColour } from '../material/theme.js';
import { sendExamples } from '../state/acts.js';
import { PAINTED, feed, isPainted, setFeedingRate, stopFeeding } from '../state/feeding.js';
import { StoreController, store } from '../state/store.js';
import { words } from '../words/make.js';
import { form } from './form.js';
import './log-slider.js';

const MARK = 4;
const CROSS = 8;
/** Points of a stroke lie at least so far apart, in pixels. */
const APART = 7;
const CROSS_STEP = 0.05;
const FIRST_RATE = 30;

/** @typedef {{x: number, y: number, label: number}} Point from −1 to 1 */

export class CarvePainting extends Part {
  static properties = {
    points: { state: true },
    label: { state: true },
    cross: { state: true },
    again: { state: true },
    mistake: { state: true },
    said: { state: true },
  };

  static styles = [
    base,
    form,
    css`
      :host {
        display: grid;
        gap: 8px;
        align-content: start;
        padding: 12px 16px;
        overflow: auto;
        background: var(--panel);
      }
      .head,
      .line {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 8px;
      }
      h2 {
        font-size: var(--emphasis);
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .map {
        position: relative;
        aspect-ratio: 1;
        max-width: 420px;
        border: 1px solid var(--control);
        border-radius: var(--radius);
        background: var(--paper);
        touch-action: none;
        cursor: crosshair;
        overflow: hidden;
      }
      canvas {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
      }
      .classes {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
      }
      .class {
        display: inline-flex;
        align-items: center;
        gap: 4px;
        height: 28px;
        padding: 0 8px;
        border: 1px solid var(--hairline);
        border-radius: var(--radius);
        cursor: pointer;
      }
      .class:has(:checked) {
        border-color: var(--accent);
        box-shadow: inset 0 0 0 1px var(--accent);
      }
      .class:has(:focus-visible) {
        outline: 2px solid var(--accent);
        outline-offset: 2px;
      }
      .class input {
        position: absolute;
        opacity: 0;
      }
      .hint {
        font-size: var(--label);
        color: var(--quiet);
      }
    `,
  ];

  #watch = new StoreController(this, 'feeding', 'model');
  /** @type {Point[]} */
  points = [];
  label = 0;
  cross = { x: 0, y: 0 };
  again = true;
  mistake = '';
  said = '';
  /** @type {import('../state/feeding.js').Example[]} */
  #examples = [];
  /** @type {import('../state/feeding.js').Example[]} */
  #unsent = [];
  #sending = false;
  /** @type {{x: number, y: number}|null} */
  #last = null;
  #redraw = new Redraw(() => this.#draw());

  connectedCallback() {
    super.connectedCallback();
    this.onTheme = () => this.#redraw.ask();
    document.addEventListener('carve-theme', this.onTheme);
    this.sizes = new ResizeObserver(() => this.#redraw.ask());
    this.sizes.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('carve-theme', /** @type {any} */ (this.onTheme));
    this.sizes?.disconnect();
    this.#redraw.stop();
    if (isPainted(store.state.feeding)) stopFeeding();
  }

  render() {
    const { model, feeding } = store.state;
    if (!model) return nothing;
    const [x, y] = model.inputs;
    return html`
      <div class="head">
        <h2>${words.painting.title(model.name)}</h2>
        <button class="plain" aria-label=${words.close} @click=${() => store.update({ painting: null })}>${icons.close}</button>
      </div>
      <div class="classes" role="radiogroup" aria-label=${words.painting.classes}>
        ${model.classes.map(
          (name, i) => html`<label class="class"><input type="radio" name="class" data-testid="paint-${i}" .checked=${i === this.label} @change=${() => (this.label = i)} /><span aria-hidden="true" ${styles({ color: cssColour(classToken(model.looks[i])) })}>${shapeOf(model.looks[i])}</span>${name}</label>`,
        )}
      </div>
      <div class="map" tabindex="0" role="application" data-testid="map" aria-label=${words.painting.map(model.classes[this.label], x, y)} @pointerdown=${this.#press} @pointermove=${this.#drag} @pointerup=${this.#release} @pointercancel=${this.#release} @keydown=${this.#onKey}>
        <canvas aria-hidden="true"></canvas>
      </div>
      <div class="line hint"><span>${words.painting.hint}</span><b data-testid="points" data-points=${this.points.length}>${words.painting.counts(this.points.length)}</b></div>
      <p class="unseen" role="status">${this.said}</p>
      <label class="check"><input type="checkbox" data-testid="again" .checked=${this.again} @change=${this.#toggleAgain} />${words.painting.again}</label>
      <carve-log-slider label=${words.rate} .low=${1} .high=${300} .value=${feeding?.rate ?? FIRST_RATE} .inWords=${words.perSecond} @carve-chosen=${(/** @type {CustomEvent} */ event) => setFeedingRate(event.detail)}></carve-log-slider>
      <div class="line"><button class="action" ?disabled=${!this.points.length} @click=${this.#clear}>${words.painting.clear}</button></div>
      ${new Set(this.points.map(({ label }) => label)).size < 2 ? html`<p class="quiet">${words.painting.first}</p>` : nothing}
      ${this.mistake ? html`<p class="mistake" role="alert">${this.mistake}</p>` : nothing}
    `;
  }

  updated() {
    this.#redraw.ask();
  }

  /** @param {Point} point */
  #put({ x, y, label }) {
    const { model } = store.state;
    if (!model) return;
    const point = { x: Number(x.toFixed(3)), y: Number(y.toFixed(3)), label };
    const example = { features: [point.x, point.y], label: model.classes[label] };
    this.points = [...this.points, point];
    this.#examples.push(example);
    this.#unsent.push(example);
    this.said = words.painting.at(model.classes[label], point.x, point.y);
    if (!this.#sending) this.#send();
    if (this.again && !isPainted(store.state.feeding)) this.#feed();
  }

  /** What is painted while an answer is waited for goes with the next request. */
  async #send() {
    const { model } = store.state;
    if (!model) return;
    this.#sending = true;
    try {
      while (this.#unsent.length) {
        const lines = this.#unsent.map((example) => JSON.stringify(example));
        this.#unsent = [];
        await sendExamples(model.name, `${lines.join('\n')}\n`);
      }
      this.mistake = '';
    } catch (error) {
      this.mistake = /** @type {Error} */ (error).message;
    }
    this.#sending = false;
  }

  #feed() {
    const { model, feeding } = store.state;
    if (!model || !this.#examples.length) return;
    feed({
      model: model.name,
      source: PAINTED,
      examples: this.#examples,
      batchSize: model.batchSize || 8,
      rate: feeding?.rate ?? FIRST_RATE,
      passes: 0,
      shuffled: true,
    });
  }

  /** @param {Event} event */
  #toggleAgain(event) {
    this.again = /** @type {HTMLInputElement} */ (event.target).checked;
    if (this.again) this.#feed();
    else if (isPainted(store.state.feeding)) stopFeeding();
  }

  #clear() {
    this.points = [];
    this.#examples = [];
    if (isPainted(store.state.feeding)) stopFeeding();
  }

  /** @param {PointerEvent} event */
  #at(event) {
    const box = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect();
    const inside = (/** @type {number} */ share) => Math.max(-1, Math.min(1, 2 * share - 1));
    return { x: inside((event.clientX - box.left) / box.width), y: -inside((event.clientY - box.top) / box.height) };
  }

  /** @param {PointerEvent} event */
  #press(event) {
    if (event.button !== 0) return;
    /** @type {HTMLElement} */ (event.currentTarget).setPointerCapture(event.pointerId);
    this.#last = { x: event.clientX, y: event.clientY };
    this.cross = this.#at(event);
    this.#put({ ...this.cross, label: this.label });
  }

  /** @param {PointerEvent} event */
  #drag(event) {
    if (!this.#last || Math.hypot(event.clientX - this.#last.x, event.clientY - this.#last.y) < APART) return;
    this.#last = { x: event.clientX, y: event.clientY };
    this.cross = this.#at(event);
    this.#put({ ...this.cross, label: this.label });
  }

  #release() {
    this.#last = null;
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { cross } = this;
    const by = event.shiftKey ? 4 * CROSS_STEP : CROSS_STEP;
    const within = (/** @type {number} */ value) => Number(Math.max(-1, Math.min(1, value)).toFixed(3));
    const classes = store.state.model?.classes.length ?? 0;
    if (event.key === 'ArrowLeft') this.cross = { ...cross, x: within(cross.x - by) };
    else if (event.key === 'ArrowRight') this.cross = { ...cross, x: within(cross.x + by) };
    else if (event.key === 'ArrowUp') this.cross = { ...cross, y: within(cross.y + by) };
    else if (event.key === 'ArrowDown') this.cross = { ...cross, y: within(cross.y - by) };
    else if (event.key === 'Enter' || event.key === ' ') this.#put({ ...cross, label: this.label });
    else if (/^[1-9]$/.test(event.key) && Number(event.key) <= classes) this.label = Number(event.key) - 1;
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #draw() {
    const canvas = this.renderRoot.querySelector('canvas');
    const { model } = store.state;
    const size = canvas?.clientWidth ?? 0;
    if (!canvas || !model || !size) return;
    const context = fit(canvas, size, size);
    context.clearRect(0, 0, size, size);
    context.strokeStyle = cssColour('hairline');
    context.lineWidth = 1;
    for (let i = 1; i < 4; i++) {
      const at = Math.round((i * size) / 4) + 0.5;
      line(context, at, 0, at, size);
      line(context, 0, at, size, at);
    }
    const place = (/** @type {number} */ value) => ((value + 1) / 2) * size;
    for (const { x, y, label } of this.points) mark(context, model.looks[label], place(x), place(-y), MARK, false);
    const [x, y] = [place(this.cross.x), place(-this.cross.y)];
    context.strokeStyle = cssColour('ink');
    context.lineWidth = 1.5;
    line(context, x - CROSS, y, x + CROSS, y);
    line(context, x, y - CROSS, x, y + CROSS);
  }
}

/** @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {number} toX @param {number} toY */
function line(context, x, y, toX, toY) {
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(toX, toY);
  context.stroke();
}

customElements.define('carve-painting', CarvePainting);
