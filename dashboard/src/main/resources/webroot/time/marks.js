/** What happened in the run, marked above the track. A mark is pressed, or gone to by key, to go there and read about it. */

import { css, html, nothing } from 'lit';
import { Part, base, styles } from '../material/base.js';
import { placeOf, positionsOf } from '../state/axis.js';
import { StoreController, store } from '../state/store.js';
import { seek } from '../state/time-cursor.js';
import { words } from '../words/time.js';
import { bubble } from './bubble.js';
import { marked, markersOf, nextEvent, signOf } from './markers.js';
import { leaning } from './placing.js';

const MOST_TOLD = 5;

export class CarveMarks extends Part {
  static properties = { span: { attribute: false }, width: { attribute: false }, hovered: { state: true }, opened: { state: true } };

  static styles = [
    base,
    bubble,
    css`
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

  #watch = new StoreController(this, 'events', 'cursor', 'frame', 'history', 'detail', 'axis');
  /** @type {import('../state/span.js').Span} */
  span = { low: 0, high: 1 };
  /** Of the track, in pixels. */
  width = 0;
  /** The first event of the mark that the pointer is on. @type {import('../state/events.js').RunEvent|null} */
  hovered = null;
  /** The event whose text is shown, and the step of the frame that was fetched for it. @type {{event: import('../state/events.js').RunEvent, shown: number|null}|null} */
  opened = null;
  /** @type {unknown[]} */
  #placedFor = [];
  /** @type {import('./markers.js').Marker[]} */
  #markers = [];

  connectedCallback() {
    super.connectedCallback();
    this.onOutside = (/** @type {Event} */ event) => event.composedPath().includes(this) || (this.opened = null);
    document.addEventListener('pointerdown', this.onOutside);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('pointerdown', /** @type {any} */ (this.onOutside));
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
    const markers = this.#placed();
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
      <div role="status">${told ? this.#told(told) : nothing}</div>
    `;
  }

  /** The marks, placed anew only when something has moved them. */
  #placed() {
    const { events } = store.state;
    const { low, high } = this.span;
    const positions = positionsOf(store.state);
    const key = [events, positions, low, high, this.width];
    if (key.every((part, i) => part === this.#placedFor[i])) return this.#markers;
    const place = (/** @type {import('../state/events.js').RunEvent} */ { step, time }) =>
      (((placeOf(positions.axis, { step, time, examples: null }) ?? positions.of(step)) - low) / Math.max(1e-9, high - low)) * this.width;
    this.#placedFor = key;
    this.#markers = markersOf(events, place, this.width);
    return this.#markers;
  }

  /** @param {import('./markers.js').Marker} marker */
  #told({ x, events }) {
    const at = this.opened ? events.indexOf(this.opened.event) : 0;
    const start = Math.max(0, Math.min(at - 1, events.length - MOST_TOLD));
    const shown = events.slice(start, start + MOST_TOLD);
    return html`<div class="bubble told" data-testid="event-text" ?data-open=${this.opened !== null} ${styles(leaning(x, { low: 0, high: Math.max(1, this.width) }))}>
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

  /** @param {import('../state/events.js').RunEvent} event */
  #goTo(event) {
    seek(event.step);
    this.opened = { event, shown: null };
  }
}

customElements.define('carve-marks', CarveMarks);
