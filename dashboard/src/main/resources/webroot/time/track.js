/** The track of the timeline: what was recorded and played, the range that is played, what happened, and the thumb. */

import { css, html, nothing } from 'lit';
import { Part, base, styles } from '../material/base.js';
import { cursorPosition, placeOf, positionsOf } from '../state/axis.js';
import { nearest } from '../state/series.js';
import { spanOf } from '../state/span.js';
import { StoreController, store } from '../state/store.js';
import { seek, setStretch } from '../state/time-cursor.js';
import { goLive } from '../state/viewing.js';
import { words as pageWords } from '../words/page.js';
import { words } from '../words/time.js';
import { marked, markersOf, nextEvent, signOf } from './markers.js';
import { tickTexts, ticksOf } from './ticks.js';
import { zoomByWheel } from './zooming.js';

const TICK_PIXELS = 96;
const HANDLE_PIXELS = 28;
const MOST_TOLD = 5;

/** @typedef {import('../state/span.js').Span} Span */

export class CarveTrack extends Part {
  static properties = { pointed: { state: true }, hovered: { state: true }, opened: { state: true }, width: { state: true } };

  static styles = [
    base,
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
      .marker {
        position: absolute;
        top: 0;
        width: 24px;
        height: 24px;
        margin-left: -12px;
        padding: 0;
        font-size: var(--label);
        line-height: 20px;
        color: var(--quiet);
        border-radius: 4px;
        white-space: nowrap;
      }
      .marker:hover,
      .marker[aria-expanded='true'] {
        color: var(--ink);
        background: var(--hover);
      }
      .marker::after {
        content: '';
        position: absolute;
        left: 50%;
        bottom: 0;
        height: 5px;
        border-left: 1px solid currentColor;
      }
      .marker small {
        font-size: 11px;
      }
      .DRIFT {
        color: var(--warning);
      }
      .DIVERGED,
      .LEFT_BEHIND,
      .JOURNAL_STOPPED {
        color: var(--bad);
      }
      .handle {
        position: absolute;
        top: 28px;
        width: 24px;
        height: 24px;
        cursor: ew-resize;
        touch-action: none;
      }
      .handle.from {
        margin-left: -24px;
      }
      .handle::before {
        content: '';
        position: absolute;
        top: -10px;
        width: 2px;
        height: 30px;
        background: var(--accent);
      }
      .handle::after {
        content: '';
        position: absolute;
        top: 10px;
        width: 9px;
        height: 10px;
        background: var(--accent);
      }
      .handle.from::before,
      .handle.from::after {
        right: 0;
      }
      .handle.to::before,
      .handle.to::after {
        left: 0;
      }
      .handle.from::after {
        border-radius: 5px 0 0 5px;
      }
      .handle.to::after {
        border-radius: 0 5px 5px 0;
      }
      .bubble {
        position: absolute;
        bottom: calc(100% + 2px);
        max-width: min(420px, calc(100vw - 24px));
        padding: 3px 8px;
        border: 1px solid var(--hairline);
        border-radius: var(--radius);
        background: var(--panel);
        box-shadow: var(--popover-shadow);
        font-size: var(--label);
        pointer-events: none;
        z-index: 3;
      }
      .pointed {
        white-space: nowrap;
      }
      .told {
        width: max-content;
        padding: 4px;
      }
      .told[data-open] {
        pointer-events: auto;
      }
      .entry {
        display: grid;
        grid-template-columns: 16px 1fr;
        gap: 0 4px;
        width: 100%;
        padding: 4px 6px;
        text-align: left;
        font-size: var(--label);
      }
      .entry:hover,
      .entry[aria-current='true'] {
        background: var(--hover);
      }
      .entry small {
        grid-column: 2;
        font-size: var(--label);
        color: var(--quiet);
      }
      .told p {
        padding: 2px 6px 2px 26px;
        color: var(--quiet);
      }
    `,
  ];

  /** Where the pointer is. @type {{x: number, step: number}|null} */
  pointed = null;
  /** The first event of the marker that the pointer is on. @type {import('./markers.js').RunEvent|null} */
  hovered = null;
  /** The event whose text is shown, and the step of the frame that was fetched for it. @type {{event: import('./markers.js').RunEvent, shown: number|null}|null} */
  opened = null;
  width = 0;

  #watch = new StoreController(
    this,
    'frame',
    'cursor',
    'newest',
    'first',
    'following',
    'live',
    'events',
    'history',
    'detail',
    'axis',
    'window',
    'stretch',
  );
  /** @type {unknown[]} */
  #placedFor = [];
  /** @type {import('./markers.js').Marker[]} */
  #marks = [];
  /** While it is dragged the scale stands still. @type {Span|null} */
  #held = null;

  connectedCallback() {
    super.connectedCallback();
    this.sizes = new ResizeObserver(() => (this.width = this.clientWidth));
    this.sizes.observe(this);
    this.onOutside = (/** @type {Event} */ event) => event.composedPath().includes(this) || (this.opened = null);
    document.addEventListener('pointerdown', this.onOutside);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.sizes?.disconnect();
    document.removeEventListener('pointerdown', /** @type {any} */ (this.onOutside));
  }

  firstUpdated() {
    zoomByWheel(this, (event) => this.#positionAt(event));
  }

  /** Goes to the event before or behind. @param {1|-1} direction */
  goToEvent(direction) {
    const { events, cursor } = store.state;
    const all = marked(events);
    const at = this.opened ? all.indexOf(this.opened.event) : -1;
    const event = at < 0 ? nextEvent(events, cursor, direction) : all[at + direction];
    if (event) this.#goTo(event);
  }

  /** Takes the text of an event away. @returns {boolean} whether there was one */
  closeEvent() {
    const wasOpen = this.opened !== null;
    this.opened = null;
    return wasOpen;
  }

  willUpdate() {
    this.#closeWhenLeft();
  }

  /** The text of an event is closed when the cursor has gone elsewhere. */
  #closeWhenLeft() {
    const { opened } = this;
    const { cursor, frame } = store.state;
    if (!opened || opened.shown === cursor || opened.event.step === cursor) return;
    if (opened.shown === null && cursor <= opened.event.step && frame?.step === cursor) opened.shown = cursor;
    else if (opened.shown !== null) this.opened = null;
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
        aria-label=${pageWords.timeline}
        aria-valuemin=${first.step}
        aria-valuemax=${Math.max(newest.step, cursor)}
        aria-valuenow=${Math.round(cursor)}
        aria-valuetext=${pageWords.timelineText(cursor, frame.time, following && live)}
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
        ${this.pointed && !this.hovered ? this.#pointedLabel(state) : nothing}
      </div>
      ${this.#handle('from', state, span)} ${this.#handle('to', state, span)} ${this.#markers(state, span)}
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

  /** @param {'from'|'to'} which @param {import('../state/store.js').State} state @param {Span} span */
  #handle(which, state, span) {
    const step = state.stretch[which];
    if (step === null) return nothing;
    const at = positionsOf(state).of(step);
    if (!isInside(at, span)) return nothing;
    return html`<div
      class="handle ${which}"
      role="slider"
      tabindex="0"
      data-testid="stretch-${which}"
      aria-label=${which === 'from' ? words.stretchFrom : words.stretchTo}
      aria-valuemin=${state.first.step}
      aria-valuemax=${state.newest.step}
      aria-valuenow=${step}
      aria-valuetext=${pageWords.stepOf(step)}
      title=${pageWords.stepOf(step)}
      ${styles({ left: share(at, span) })}
      @pointerdown=${this.#pressHandle}
      @pointermove=${(/** @type {PointerEvent} */ event) => this.#dragHandle(event, which)}
      @keydown=${(/** @type {KeyboardEvent} */ event) => this.#onHandleKey(event, which, step)}
    ></div>`;
  }

  /** @param {import('../state/store.js').State} state @param {Span} span */
  #markers(state, span) {
    const markers = this.#placed(state, span);
    const told = markers.find(({ events }) => (this.opened ? events.includes(this.opened.event) : events[0] === this.hovered));
    return html`
      ${markers.map(
        (marker) => html`<button
          class="marker ${marker.type}"
          data-testid="marker"
          data-type=${marker.type}
          tabindex="-1"
          aria-expanded=${told === marker && this.opened ? 'true' : 'false'}
          aria-label="${marker.name}: ${marker.events.slice(0, MOST_TOLD).map(({ text }) => text).join(' ')}"
          ${styles({ left: `${marker.x}px` })}
          @click=${() => this.#pressMarker(marker)}
          @pointerenter=${() => (this.hovered = marker.events[0])}
          @pointerleave=${() => (this.hovered = null)}
        >${marker.shape}${marker.events.length > 1 ? html`<small>${marker.events.length}</small>` : nothing}</button>`,
      )}
      <div role="status">${told ? this.#told(told, span) : nothing}</div>
    `;
  }

  /** The marks, placed anew only when something has moved them. @param {import('../state/store.js').State} state @param {Span} span */
  #placed({ events }, { low, high }) {
    const positions = positionsOf(store.state);
    const key = [events, positions, low, high, this.width];
    if (key.every((part, i) => part === this.#placedFor[i])) return this.#marks;
    const place = (/** @type {import('./markers.js').RunEvent} */ { step, time }) =>
      (((placeOf(positions.axis, { step, time, examples: null }) ?? positions.of(step)) - low) / Math.max(1e-9, high - low)) * this.width;
    this.#placedFor = key;
    this.#marks = markersOf(events, place, this.width);
    return this.#marks;
  }

  /** @param {import('./markers.js').Marker} marker @param {Span} span */
  #told({ x, events }, span) {
    const at = this.opened ? events.indexOf(this.opened.event) : 0;
    const start = Math.max(0, Math.min(at - 1, events.length - MOST_TOLD));
    const shown = events.slice(start, start + MOST_TOLD);
    return html`<div class="bubble told" data-testid="event-text" ?data-open=${this.opened !== null} ${styles(leaning(span.low + (x / this.width) * (span.high - span.low), span))}>
      ${shown.map((event) => {
        const [shape, name] = signOf(event.type);
        return html`<button class="entry" tabindex=${this.opened ? 0 : -1} aria-current=${event === this.opened?.event && events.length > 1} @click=${() => this.#goTo(event)}>
          <span class=${event.type} aria-hidden="true">${shape}</span><span>${event.text}</span>
          <small>${name} · ${words.eventAt(event.step, event.time)}</small>
        </button>`;
      })}
      ${events.length > shown.length ? html`<p>${words.moreEvents(events.length - shown.length)}</p>` : nothing}
    </div>`;
  }

  /** One event is gone to at once; of a crowd one is chosen. @param {import('./markers.js').Marker} marker */
  #pressMarker({ events }) {
    if (events.length === 1) this.#goTo(events[0]);
    else this.opened = this.opened && events.includes(this.opened.event) ? null : { event: events[0], shown: store.state.cursor };
  }

  /** @param {import('./markers.js').RunEvent} event */
  #goTo(event) {
    seek(event.step);
    this.opened = { event, shown: null };
  }

  /** @param {import('../state/store.js').State} state */
  #pointedLabel(state) {
    const { x, step } = /** @type {{x: number, step: number}} */ (this.pointed);
    const point = nearest(state.detail ?? state.history, step);
    const span = { low: 0, high: Math.max(1, this.width) };
    return html`<div class="bubble pointed" data-testid="pointed" ${styles(leaning(x, span))}>${pageWords.hover(step, point?.time ?? 0, point?.accuracy ?? null)}</div>`;
  }

  /** @param {PointerEvent} event */
  #press(event) {
    if (event.button !== 0) return;
    const slider = /** @type {HTMLElement} */ (event.currentTarget);
    slider.setPointerCapture(event.pointerId);
    this.opened = null;
    this.#held = spanOf(store.state);
    this.#seekTo(event);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    this.pointed = this.#at(event);
    if (this.#held) this.#seekTo(event);
  }

  /** @param {PointerEvent} event */
  #release(event) {
    this.#held = null;
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

  /** Where the pointer is on the axis. @param {MouseEvent} event */
  #positionAt(event) {
    const box = this.getBoundingClientRect();
    const { low, high } = this.#held ?? spanOf(store.state);
    return low + Math.max(0, Math.min(1, (event.clientX - box.left) / Math.max(1, box.width))) * (high - low);
  }

  /** @param {PointerEvent} event */
  #pressHandle(event) {
    if (event.button === 0) /** @type {HTMLElement} */ (event.currentTarget).setPointerCapture(event.pointerId);
  }

  /** @param {PointerEvent} event @param {'from'|'to'} which */
  #dragHandle(event, which) {
    const handle = /** @type {HTMLElement} */ (event.currentTarget);
    if (handle.hasPointerCapture(event.pointerId)) this.#putEnd(which, this.#at(event).step);
  }

  /** @param {KeyboardEvent} event @param {'from'|'to'} which @param {number} step */
  #onHandleKey(event, which, step) {
    const { low, high } = spanOf(store.state);
    const positions = positionsOf(store.state);
    const shares = { ArrowLeft: -1 / 200, ArrowRight: 1 / 200, PageDown: -1 / 20, PageUp: 1 / 20 };
    const moved = shares[/** @type {keyof typeof shares} */ (event.key)];
    if (event.key === 'Delete' || event.key === 'Backspace') setStretch({ [which]: null });
    else if (moved) {
      const wanted = Math.round(positions.stepAt(positions.of(step) + moved * (high - low)));
      this.#putEnd(which, wanted === step ? step + Math.sign(moved) : wanted);
    } else return;
    event.preventDefault();
  }

  /** An end stays on its side of the other. @param {'from'|'to'} which @param {number} step */
  #putEnd(which, step) {
    const { first, newest, stretch } = store.state;
    const low = which === 'to' && stretch.from !== null ? stretch.from + 1 : first.step;
    const high = which === 'from' && stretch.to !== null ? stretch.to - 1 : newest.step;
    setStretch({ [which]: Math.max(low, Math.min(high, step)) });
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

/** @param {number} position @param {Span} span */
const isInside = (position, { low, high }) => position >= low && position <= high;

/** @param {number} position @param {Span} span */
const fraction = (position, { low, high }) => Math.max(0, Math.min(1, (position - low) / Math.max(1e-9, high - low)));

/** @param {number} position @param {Span} span */
const share = (position, span) => `${100 * fraction(position, span)}%`;

/** From one position to another, cut at the edges. @param {number} from @param {number} to @param {Span} span */
const between = (from, to, span) => ({
  left: share(from, span),
  width: `${100 * Math.max(0, fraction(to, span) - fraction(from, span))}%`,
});

/** Centred on a position, but never beyond the edges. @param {number} position @param {Span} span */
const leaning = (position, span) => ({
  left: share(position, span),
  transform: `translateX(${-100 * fraction(position, span)}%)`,
});

customElements.define('carve-track', CarveTrack);
