/** Six stops that point at the parts of the page: arrows go on and back, Escape leaves. */

import { css, html, nothing } from 'lit';
import { Part, base, styles } from '../material/base.js';
import { icons } from '../material/icons.js';
import { store } from '../state/store.js';
import { words } from '../words/tour.js';

const [CARD_WIDTH, GAP, RIM] = [320, 12, 4];

/** Where each stop is: a part of the page by its place in the shadow trees. @type {Record<string, (lastHidden: number, classLayer: number) => string>} */
const STOPS = {
  inputs: () => 'carve-wall [data-testid="input-0"]',
  slope: () => 'carve-wall [data-testid="tile-1-0"]',
  composition: (lastHidden) => `carve-wall [data-testid="tile-${lastHidden}-0"]`,
  peaks: (_, classLayer) => `carve-wall [data-testid="tile-${classLayer}-0"]`,
  timeline: () => 'carve-timeline',
  own: () => 'carve-bar carve-model-menu',
};
const NAMES = Object.keys(STOPS);

export class CarveTour extends Part {
  static properties = { at: { state: true }, box: { state: true } };

  static styles = [
    base,
    css`
      .layer {
        position: fixed;
        inset: 0;
        width: auto;
        height: auto;
        margin: 0;
        padding: 0;
        border: 0;
        background: none;
        overflow: visible;
        pointer-events: none;
      }
      .ring {
        position: fixed;
        border: 2px solid var(--accent);
        border-radius: var(--radius);
        box-shadow: 0 0 0 200vmax rgb(0 0 0 / 18%);
        transition: all var(--motion);
      }
      .card {
        position: fixed;
        width: 320px;
        max-width: calc(100vw - 24px);
        padding: 16px;
        border: 1px solid var(--hairline);
        border-radius: var(--radius);
        background: var(--panel);
        color: var(--ink);
        box-shadow: var(--popover-shadow);
        pointer-events: auto;
      }
      .head,
      .foot {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 8px;
      }
      .foot {
        margin-top: 16px;
      }
      .end {
        display: flex;
        gap: 8px;
      }
      h2 {
        font-size: var(--emphasis);
        font-weight: 600;
      }
      p {
        margin-top: 8px;
      }
      .quiet {
        font-size: var(--label);
      }
    `,
  ];

  at = -1;
  /** @type {DOMRect|null} */
  box = null;
  /** @type {Element|null} */
  #before = null;

  connectedCallback() {
    super.connectedCallback();
    this.onMove = () => this.at >= 0 && this.#point();
    addEventListener('resize', this.onMove);
    addEventListener('scroll', this.onMove, true);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('resize', /** @type {any} */ (this.onMove));
    removeEventListener('scroll', /** @type {any} */ (this.onMove), true);
  }

  async start() {
    this.#before = deepActive();
    this.at = 0;
    await this.updateComplete;
    this.#layer()?.showPopover();
    this.#goTo(0);
  }

  leave() {
    this.at = -1;
    if (this.#before instanceof HTMLElement) this.#before.focus();
  }

  render() {
    if (this.at < 0) return nothing;
    const name = NAMES[this.at];
    const [title, text] = words.stops[name];
    const last = this.at === NAMES.length - 1;
    return html`<div class="layer" popover="manual" @keydown=${this.#onKey}>
      ${this.box ? html`<div class="ring" ${styles(ringAround(this.box))}></div>` : nothing}
      <div class="card" role="dialog" aria-labelledby="title" aria-describedby="text" data-testid="tour" data-stop=${name} ${styles(cardBeside(this.box))}>
        <div class="head"><h2 id="title">${title}</h2><button class="plain" aria-label=${words.leave} title=${words.leave} @click=${this.leave}>${icons.close}</button></div>
        <p id="text">${text}</p>
        <div class="foot">
          <span class="quiet">${words.of(this.at + 1, NAMES.length)} · ${words.keys}</span>
          <span class="end">
            ${this.at ? html`<button class="action" @click=${() => this.#goTo(this.at - 1)}>${words.back}</button>` : nothing}
            <button class="action primary" data-testid="tour-next" @click=${() => (last ? this.leave() : this.#goTo(this.at + 1))}>${last ? words.end : words.next}</button>
          </span>
        </div>
      </div>
    </div>`;
  }

  /** @param {number} at */
  async #goTo(at) {
    this.at = Math.max(0, Math.min(NAMES.length - 1, at));
    await this.updateComplete;
    partOf(NAMES[this.at])?.scrollIntoView({ block: 'center', inline: 'center' });
    this.#point();
    /** @type {HTMLElement|null} */ (this.renderRoot.querySelector('.primary'))?.focus();
  }

  #point() {
    this.box = partOf(NAMES[this.at])?.getBoundingClientRect() ?? null;
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.key === 'Escape') this.leave();
    else if (event.key === 'ArrowRight') this.#goTo(this.at + 1);
    else if (event.key === 'ArrowLeft') this.#goTo(this.at - 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #layer() {
    return /** @type {HTMLElement|null} */ (this.renderRoot.querySelector('.layer'));
  }
}

/** The element that a stop points at. @param {string} name @returns {Element|null} */
function partOf(name) {
  const layers = store.state.model?.layers.length ?? 1;
  const place = STOPS[name](Math.max(1, layers - 1), layers);
  return place.split(' ').reduce(within, /** @type {Element|null} */ (document.querySelector('carve-page')));
}

/** @param {Element|null} host @param {string} selector */
const within = (host, selector) => host?.shadowRoot?.querySelector(selector) ?? null;

/** The element that has the focus, through all shadow trees. */
function deepActive() {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

/** Around the part, within the window. @param {DOMRect} box */
function ringAround({ left, top, right, bottom }) {
  const [x, y] = [Math.max(0, left - RIM), Math.max(0, top - RIM)];
  const width = Math.min(innerWidth, right + RIM) - x;
  const height = Math.min(innerHeight, bottom + RIM) - y;
  return { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` };
}

/** Beside what it points at: to the right where there is space, else to the left, else above or below. @param {DOMRect|null} box */
function cardBeside(box) {
  const width = Math.min(CARD_WIDTH, innerWidth - 24);
  const within = (/** @type {number} */ value, /** @type {number} */ low, /** @type {number} */ high) =>
    Math.max(low, Math.min(high, value));
  if (!box) return { left: `${(innerWidth - width) / 2}px`, top: `${innerHeight / 3}px`, bottom: 'auto' };
  const right = box.right + GAP + width < innerWidth;
  const left = box.left - GAP - width > 0;
  if (right || left)
    return box.bottom > innerHeight - 120
      ? { left: `${within(box.left, 12, innerWidth - width - 12)}px`, top: 'auto', bottom: `${innerHeight - box.top + GAP}px` }
      : { left: `${right ? box.right + GAP : box.left - GAP - width}px`, top: `${within(box.top, 12, innerHeight - 220)}px`, bottom: 'auto' };
  const x = `${within(box.left + box.width / 2 - width / 2, 12, innerWidth - width - 12)}px`;
  return box.top > innerHeight / 2
    ? { left: x, top: 'auto', bottom: `${innerHeight - box.top + GAP}px` }
    : { left: x, top: `${box.bottom + GAP}px`, bottom: 'auto' };
}

customElements.define('carve-tour', CarveTour);
