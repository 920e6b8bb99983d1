/** The timeline: drag anywhere into the run while it goes on; its right end is live. */

import { css, html, nothing } from 'lit';
import { Part, base, styles } from '../material/base.js';
import { count, timeOfDay } from '../material/format.js';
import { icons } from '../material/icons.js';
import { nearest } from '../state/series.js';
import { spanOf } from '../state/span.js';
import { StoreController, store } from '../state/store.js';
import { seek, setSpeed, setStepsPerSecond, stepBy, toggleBackwards, toggleLoop, togglePlay } from '../state/time-cursor.js';
import { goLive } from '../state/viewing.js';
import { words } from '../words/page.js';

const SPEEDS = [0.01, 0.1, 0.25, 0.5, 1, 2, 5, 10, 50, 0];
const STEPS_PER_SECOND = [10, 100, 1000];

export class CarveTimeline extends Part {
  static properties = { pointed: { state: true } };

  static styles = [
    base,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 12px;
        height: 56px;
        padding: 0 16px;
        border-top: 1px solid var(--hairline);
        background: var(--panel);
      }
      .controls {
        display: flex;
        align-items: center;
      }
      .controls .play {
        min-width: 36px;
      }
      .toggle[aria-pressed='true'] {
        color: var(--accent);
      }
      select {
        height: 28px;
        border: 1px solid transparent;
        border-radius: var(--radius);
        background: transparent;
        font-size: var(--label);
      }
      select:hover {
        background: var(--hover);
      }
      option {
        background: var(--panel);
        color: var(--ink);
      }
      .track {
        position: relative;
        flex: 1;
        min-width: 80px;
        height: 40px;
        cursor: pointer;
        touch-action: none;
        border-radius: var(--radius);
      }
      .recorded,
      .played {
        position: absolute;
        left: 0;
        top: 50%;
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
      .end {
        position: absolute;
        top: 50%;
        width: 2px;
        height: 18px;
        margin-left: -1px;
        background: var(--control);
        transform: translateY(-50%);
      }
      .thumb {
        position: absolute;
        top: 50%;
        width: 14px;
        height: 14px;
        margin: -7px 0 0 -7px;
        border-radius: 50%;
        background: var(--accent);
        border: 2px solid var(--panel);
        box-shadow: 0 0 0 1px var(--accent);
      }
      .marker {
        position: absolute;
        top: 0;
        transform: translateX(-50%);
        font-size: 10px;
        line-height: 12px;
        color: var(--quiet);
        cursor: help;
      }
      .marker.DRIFT {
        color: var(--warning);
      }
      .marker.DIVERGED {
        color: var(--bad);
      }
      .pointed {
        position: absolute;
        bottom: 100%;
        transform: translateX(-50%);
        padding: 3px 8px;
        border: 1px solid var(--hairline);
        border-radius: var(--radius);
        background: var(--panel);
        box-shadow: var(--popover-shadow);
        font-size: var(--label);
        white-space: nowrap;
        pointer-events: none;
        z-index: 3;
      }
      .live {
        min-width: 72px;
        white-space: nowrap;
        display: inline-flex;
        align-items: center;
        gap: 6px;
      }
      .dot {
        width: 8px;
        height: 8px;
        border-radius: 50%;
        background: var(--good);
      }
      .where {
        min-width: 168px;
        text-align: right;
        font-size: var(--label);
        color: var(--quiet);
        white-space: nowrap;
        line-height: 1.35;
      }
      .where b {
        font-weight: 600;
        color: var(--ink);
      }
      @media (max-width: 1099px) {
        .where {
          min-width: 0;
        }
      }
      @media (max-width: 699px) {
        :host {
          flex-wrap: wrap;
          height: auto;
          gap: 0 8px;
          padding: 4px 12px 8px;
        }
        .track {
          order: -1;
          flex: 1 0 100%;
        }
        .where {
          flex: 1 0 auto;
        }
        .where .more,
        .where .step {
          display: none;
        }
      }
    `,
  ];

  #watch = new StoreController(
    this,
    'frame',
    'cursor',
    'newest',
    'first',
    'following',
    'playing',
    'live',
    'speed',
    'stepsPerSecond',
    'backwards',
    'loop',
    'events',
    'history',
    'connection',
  );
  /** @type {{x: number, step: number}|null} */
  pointed = null;
  /** While it is dragged the scale stands still. @type {{low: number, high: number}|null} */
  #held = null;

  render() {
    const { state } = store;
    const { frame, cursor, newest, following, live, playing, backwards, loop } = state;
    if (!frame) return nothing;
    const span = this.#held ?? spanOf(state);
    const moving = playing || (following && live);
    return html`
      <div class="controls" role="group" aria-label=${words.timeline}>
        <button class="plain" aria-label=${words.first} title=${words.first} @click=${() => seek(state.first.step)}>${icons.first}</button>
        <button class="plain" aria-label=${words.back} title=${words.back} @click=${() => stepBy(-1)}>${icons.back}</button>
        <button class="plain play" data-testid="play" aria-label=${moving ? words.pause : words.play} title=${moving ? words.pause : words.play} @click=${togglePlay}>
          ${moving ? icons.pause : icons.play}
        </button>
        <button class="plain" aria-label=${words.forward} title=${words.forward} ?disabled=${following && live} @click=${() => stepBy(1)}>${icons.forward}</button>
        <select aria-label=${words.speed} title=${words.speed} data-testid="speed" @change=${(/** @type {any} */ event) => choosePace(event.target.value)}>
          ${paces(state).map(([value, text, chosen]) => html`<option value=${value} ?selected=${chosen}>${text}</option>`)}
        </select>
        <button class="plain toggle" data-testid="backwards" aria-pressed=${backwards} aria-label=${words.backwards} title=${words.backwards} @click=${toggleBackwards}>${icons.backwards}</button>
        <button class="plain toggle" data-testid="loop" aria-pressed=${loop} aria-label=${words.loop} title=${words.loop} @click=${toggleLoop}>${icons.loop}</button>
      </div>
      <div
        class="track"
        role="slider"
        tabindex="0"
        data-testid="timeline"
        aria-label=${words.timeline}
        aria-valuemin=${span.low}
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
        <div class="recorded" ${styles({ width: share(newest.step, span) })}></div>
        <div class="played" ${styles({ width: share(cursor, span) })}></div>
        <div class="end" ${styles({ left: share(Math.max(newest.step, cursor), span) })}></div>
        ${state.events.filter((event) => event.step >= span.low && event.step <= span.high && !QUIET.has(event.type)).map((event) => this.#marker(event, span))}
        <div class="thumb" ${styles({ left: share(cursor, span) })}></div>
        ${this.pointed ? this.#pointedLabel(state) : nothing}
      </div>
      ${this.#live(state)}
      <div class="where">
        <div class="step"><b>${words.step} ${count(cursor)}</b></div>
        <div><span class="more">${words.examples(frame.examplesSeen)} · </span>${timeOfDay(frame.time)}</div>
      </div>
    `;
  }

  /** @param {any} event @param {{low: number, high: number}} span */
  #marker(event, span) {
    const [shape, name] = words.event[/** @type {keyof typeof words.event} */ (event.type)] ?? words.event.other;
    return html`<span class="marker ${event.type}" role="img" aria-label="${name}: ${event.text}" title=${event.text} ${styles({ left: share(event.step, span) })}>${shape}</span>`;
  }

  /** @param {import('../state/store.js').State} state */
  #pointedLabel({ history, following, live }) {
    const { x, step } = /** @type {{x: number, step: number}} */ (this.pointed);
    const point = nearest(history, step);
    return html`<div class="pointed" ${styles({ left: `${x}px` })}>${words.hover(step, point?.time ?? 0, point?.accuracy ?? null)}</div>`;
  }

  /** @param {import('../state/store.js').State} state */
  #live({ live, following, frame, newest, model, models, connection }) {
    if (live && following && connection === 'reconnecting')
      return html`<span class="live quiet">${words.status.reconnecting[0]}</span>`;
    if (live && following)
      return html`<span class="live"><span class="dot" aria-hidden="true"></span>${words.live}</span>`;
    if (live) {
      const late = frame ? newest.time - frame.time : 0;
      return html`<span class="live"><span class="quiet">${words.behind(late)}</span><button class="action primary" data-testid="go-live" @click=${goLive}>${words.goLive}</button></span>`;
    }
    if (models.some((entry) => entry.model === model?.name))
      return html`<button class="action" data-testid="go-live" @click=${goLive}>${words.goLive}</button>`;
    return nothing;
  }

  /** @param {PointerEvent} event */
  #press(event) {
    if (event.button !== 0) return;
    const track = /** @type {HTMLElement} */ (event.currentTarget);
    track.setPointerCapture(event.pointerId);
    this.#held = spanOf(store.state);
    this.#seekTo(event);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const { x, step } = this.#at(event);
    this.pointed = { x, step };
    if (this.#held) this.#seekTo(event);
  }

  #release() {
    this.#held = null;
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
    const box = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect();
    const { low, high } = this.#held ?? spanOf(store.state);
    const x = Math.max(0, Math.min(box.width, event.clientX - box.left));
    const step = Math.min(store.state.newest.step, Math.round(low + (x / box.width) * (high - low)));
    return { x, step };
  }

  /** Page keys move by a twentieth; the arrows and the rest are keys of the whole page. @param {KeyboardEvent} event */
  #onKey(event) {
    const direction = event.key === 'PageUp' ? 1 : event.key === 'PageDown' ? -1 : 0;
    if (!direction) return;
    event.preventDefault();
    const { low, high } = spanOf(store.state);
    seek(store.state.cursor + (direction * (high - low)) / 20);
  }
}

/** What can be chosen, by time and by steps; an address may have asked for something else. @param {import('../state/store.js').State} state @returns {[string, string, boolean][]} */
function paces({ speed, stepsPerSecond }) {
  const speeds = SPEEDS.includes(speed) ? SPEEDS : [speed, ...SPEEDS];
  const steps = !stepsPerSecond || STEPS_PER_SECOND.includes(stepsPerSecond) ? STEPS_PER_SECOND : [stepsPerSecond, ...STEPS_PER_SECOND];
  return [
    ...speeds.map((value) => /** @type {[string, string, boolean]} */ ([`${value}`, value ? `${value}×` : words.fastest, !stepsPerSecond && value === speed])),
    ...steps.map((value) => /** @type {[string, string, boolean]} */ ([`${value}/s`, `${count(value)} ${words.stepsPerSecond}`, value === stepsPerSecond])),
  ];
}

/** @param {string} value */
function choosePace(value) {
  if (value.endsWith('/s')) setStepsPerSecond(Number.parseFloat(value));
  else setSpeed(Number(value));
}

/** Events that are no mark worth. */
const QUIET = new Set(['CREATED', 'FORKED', 'END_OF_INPUT']);

/** @param {number} step @param {{low: number, high: number}} span */
const share = (step, { low, high }) => `${Math.max(0, Math.min(100, (100 * (step - low)) / Math.max(1, high - low)))}%`;

customElements.define('carve-timeline', CarveTimeline);
