/** The track of the timeline: what was recorded and played, and the thumb; on it what happened and the range that is played. */

import { css, html, nothing } from 'lit';
import { Part, base, styles } from '../material/base.js';
import { loadLater } from '../material/first-picture.js';
import { cursorPosition, positionsOf } from '../state/axis.js';
import { nearest } from '../state/series.js';
import { spanOf } from '../state/span.js';
import { StoreController, store } from '../state/store.js';
import { seek } from '../state/time-cursor.js';
import { goLive } from '../state/viewing.js';
import { words } from '../words/page.js';
import { bubble } from './bubble.js';
import { between, isInside, leaning, share } from './placing.js';
import { tickTexts, ticksOf } from './ticks.js';
import { Pinch, zoomByWheel } from './zooming.js';

loadLater(() => Promise.all([import('./marks.js'), import('./stretch.js')]));

const TICK_PIXELS = 96;
const HANDLE_PIXELS = 28;

/** @typedef {import('../state/span.js').Span} Span */

export class CarveTrack extends Part {
  static properties = { pointed: { state: true }, width: { state: true } };

  static styles = [
    base,
    bubble,
    css`
      :host {
        position: relative;
        height: 52px;
        --line: 29px;
      }
      .slider {
        position: absolute;
        inset: 0;
        cursor: pointer;
        touch-action: none;
        border-radius: var(--radius);
      }
      .slider:focus-visible {
        outline-offset: -2px;
      }
      .clip {
        position: absolute;
        inset: 0;
        overflow: hidden;
      }
      .recorded,
      .played,
      .band {
        position: absolute;
        top: var(--line);
        height: 0;
        transform: translateY(-50%);
      }
      .recorded {
        border-top: 2px dotted var(--control);
      }
      .played {
        height: 3px;
        border-radius: 2px;
        background: var(--accent);
      }
      .band {
        height: 14px;
        border-radius: 3px;
        background: var(--accent);
        opacity: 0.18;
      }
      .end {
        position: absolute;
        top: var(--line);
        width: 2px;
        height: 14px;
        margin-left: -1px;
        background: var(--control);
        transform: translateY(-50%);
      }
      .thumb {
        position: absolute;
        top: var(--line);
        width: 14px;
        height: 14px;
        margin: -7px 0 0 -7px;
        border-radius: 50%;
        background: var(--accent);
        border: 2px solid var(--panel);
        box-shadow: 0 0 0 1px var(--accent);
      }
      .tick {
        position: absolute;
        bottom: 0;
        font-size: 11px;
        line-height: 14px;
        color: var(--quiet);
        white-space: nowrap;
        pointer-events: none;
      }
      .pointed {
        white-space: nowrap;
      }
    `,
  ];

  /** Where the pointer is. @type {{x: number, step: number}|null} */
  pointed = null;
  width = 0;

  #watch = new StoreController(
    this,
    'frame',
    'cursor',
    'newest',
    'first',
    'following',
    'live',
    'history',
    'detail',
    'axis',
    'window',
    'stretch',
  );
  /** While it is dragged the scale stands still. @type {Span|null} */
  #held = null;
  #pinch = new Pinch();

  connectedCallback() {
    super.connectedCallback();
    this.sizes = new ResizeObserver(() => (this.width = this.clientWidth));
    this.sizes.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.sizes?.disconnect();
  }

  firstUpdated() {
    zoomByWheel(this, (event) => this.#positionAt(event));
  }

  /** The marks of what happened. @returns {any} */
  get marks() {
    return this.renderRoot.querySelector('carve-marks');
  }

  render() {
    const { state } = store;
    const { frame, cursor, newest, following, live, first } = state;
    if (!frame) return nothing;
    const span = this.#held ?? spanOf(state);
    const positions = positionsOf(state);
    const end = positions.of(Math.max(newest.step, cursor));
    const here = cursorPosition(state);
    return html`
      <div
        class="slider"
        role="slider"
        tabindex="0"
        data-testid="timeline"
        aria-label=${words.timeline}
        aria-valuemin=${first.step}
        aria-valuemax=${Math.max(newest.step, cursor)}
        aria-valuenow=${Math.round(cursor)}
        aria-valuetext=${words.timelineText(cursor, frame.time, following && live)}
        @pointerdown=${this.#press}
        @pointermove=${this.#move}
        @pointerup=${this.#release}
        @pointercancel=${this.#release}
        @pointerleave=${() => (this.pointed = null)}
        @keydown=${this.#onKey}
      >
        <div class="clip">
          <div class="recorded" ${styles(between(positions.of(first.step), end, span))}></div>
          ${this.#band(state, span)}
          <div class="played" ${styles(between(positions.of(first.step), here, span))}></div>
          ${isInside(end, span) ? html`<div class="end" ${styles({ left: share(end, span) })}></div>` : nothing}
        </div>
        ${this.#ticks(positions.axis, span)}
        ${isInside(here, span) ? html`<div class="thumb" ${styles({ left: share(here, span) })}></div>` : nothing}
        ${this.pointed ? this.#pointedLabel(state) : nothing}
      </div>
      <carve-stretch .span=${span}></carve-stretch>
      <carve-marks .span=${span} .width=${this.width}></carve-marks>
    `;
  }

  /** @param {import('../state/axis.js').Axis} axis @param {Span} span */
  #ticks(axis, span) {
    const { from, to } = store.state.stretch;
    const perPixel = (span.high - span.low) / Math.max(1, this.width);
    const taken = [from, to].filter((step) => step !== null).map((step) => positionsOf(store.state).of(step));
    const ticks = ticksOf(axis, span, this.width / TICK_PIXELS).filter((tick) => taken.every((at) => Math.abs(at - tick) > HANDLE_PIXELS * perPixel));
    const texts = tickTexts(axis, ticks);
    return ticks.map((tick, i) => html`<span class="tick" aria-hidden="true" ${styles(leaning(tick, span))}>${texts[i]}</span>`);
  }

  /** @param {import('../state/store.js').State} state @param {Span} span */
  #band(state, span) {
    const { from, to } = state.stretch;
    if (from === null && to === null) return nothing;
    const positions = positionsOf(state);
    return html`<div class="band" data-testid="stretch" ${styles(between(from === null ? span.low : positions.of(from), to === null ? span.high : positions.of(to), span))}></div>`;
  }

  /** @param {import('../state/store.js').State} state */
  #pointedLabel(state) {
    const { x, step } = /** @type {{x: number, step: number}} */ (this.pointed);
    const point = nearest(state.detail ?? state.history, step);
    const span = { low: 0, high: Math.max(1, this.width) };
    return html`<div class="bubble pointed" data-testid="pointed" ${styles(leaning(x, span))}>${words.hover(step, point?.time ?? 0, point?.accuracy ?? null)}</div>`;
  }

  /** @param {PointerEvent} event */
  #press(event) {
    if (event.button !== 0) return;
    const slider = /** @type {HTMLElement} */ (event.currentTarget);
    slider.setPointerCapture(event.pointerId);
    this.#pinch.press(event);
    this.#held = this.#pinch.isOn ? null : spanOf(store.state);
    if (this.#held) this.#seekTo(event);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    this.#pinch.move(event, (finger) => this.#positionAt(finger));
    if (this.#pinch.isOn) return;
    this.pointed = this.#at(event);
    if (this.#held) this.#seekTo(event);
  }

  /** @param {PointerEvent} event */
  #release(event) {
    this.#held = null;
    this.#pinch.release(event);
    if (event.pointerType !== 'mouse') this.pointed = null;
    this.requestUpdate();
  }

  /** @param {PointerEvent} event */
  #seekTo(event) {
    const { step } = this.#at(event);
    if (step >= store.state.newest.step && store.state.live) goLive();
    else seek(step);
  }

  /** @param {PointerEvent} event */
  #at(event) {
    const { first, newest } = store.state;
    const position = this.#positionAt(event);
    const { low, high } = this.#held ?? spanOf(store.state);
    const step = Math.round(positionsOf(store.state).stepAt(position));
    return {
      x: ((position - low) / Math.max(1e-9, high - low)) * this.width,
      step: Math.max(first.step, Math.min(newest.step, step)),
    };
  }

  /** Where the pointer is on the axis. @param {{clientX: number}} event */
  #positionAt(event) {
    const box = this.getBoundingClientRect();
    const { low, high } = this.#held ?? spanOf(store.state);
    return low + Math.max(0, Math.min(1, (event.clientX - box.left) / Math.max(1, box.width))) * (high - low);
  }

  /** Page keys move by a twentieth; the arrows and the rest are keys of the whole page. @param {KeyboardEvent} event */
  #onKey(event) {
    const direction = event.key === 'PageUp' ? 1 : event.key === 'PageDown' ? -1 : 0;
    if (!direction) return;
    event.preventDefault();
    const { low, high } = spanOf(store.state);
    const positions = positionsOf(store.state);
    seek(positions.stepAt(positions.of(store.state.cursor) + (direction * (high - low)) / 20));
  }
}

customElements.define('carve-track', CarveTrack);
