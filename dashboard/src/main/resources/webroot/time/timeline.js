/** The timeline: drag anywhere into the run while it goes on; its right end is live. */

import { css, html, nothing } from 'lit';
import { Part, base } from '../material/base.js';
import { count, timeOfDay } from '../material/format.js';
import { icons } from '../material/icons.js';
import { loadPart } from '../material/parts.js';
import { AXES } from '../state/axis.js';
import { showWhole } from '../state/span.js';
import { statusOf, statusWords } from '../state/status.js';
import { StoreController, store } from '../state/store.js';
import { seek, setStretch, stepBy, toggleBackwards, toggleLoop, togglePlay } from '../state/time-cursor.js';
import { goLive } from '../state/viewing.js';
import { words as pageWords } from '../words/page.js';
import { words } from '../words/time.js';
import { choosePace, paces } from './pace.js';
import './track.js';

export class CarveTimeline extends Part {
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
      .pace {
        position: relative;
        display: inline-flex;
        align-items: center;
        height: 28px;
        padding: 0 6px;
        border-radius: var(--radius);
        font-size: var(--label);
        white-space: nowrap;
        min-width: 44px;
        justify-content: center;
      }
      .pace:hover {
        background: var(--hover);
      }
      .pace:focus-within {
        outline: 2px solid var(--accent);
        outline-offset: 2px;
      }
      select {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        opacity: 0;
        cursor: pointer;
        font-size: var(--body);
      }
      option {
        background: var(--panel);
        color: var(--ink);
      }
      carve-track {
        flex: 1;
        min-width: 80px;
      }
      .live {
        white-space: nowrap;
        display: inline-flex;
        align-items: center;
        gap: 6px;
      }
      .late {
        min-width: 104px;
        text-align: right;
      }
      carve-go-to {
        display: contents;
      }
      .dot {
        width: 8px;
        height: 8px;
        border-radius: 50%;
        background: var(--good);
      }
      .where {
        display: grid;
        grid-template-columns: auto auto;
        justify-content: end;
        gap: 0 8px;
        min-width: 168px;
        font-size: var(--label);
      }
      .where button {
        height: 24px;
        color: var(--quiet);
        white-space: nowrap;
        border-radius: 4px;
      }
      .where .step {
        grid-column: 1 / -1;
        justify-self: end;
      }
      .where button:hover {
        background: var(--hover);
      }
      .where button[aria-pressed='true'] {
        color: var(--ink);
        font-weight: 600;
      }
      .where [aria-pressed='true'] span {
        border-bottom: 1px solid var(--accent);
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
          padding: 0 12px 4px;
        }
        carve-track {
          order: -1;
          flex: 1 0 100%;
        }
        .controls {
          width: 100%;
          justify-content: space-between;
        }
        .live {
          order: 1;
        }
        .where {
          flex: 1 0 auto;
          display: flex;
          order: 2;
        }
      }
    `,
  ];

  #watch = new StoreController(
    this,
    'frame',
    'cursor',
    'newest',
    'following',
    'playing',
    'live',
    'speed',
    'stepsPerSecond',
    'backwards',
    'loop',
    'stretch',
    'axis',
    'window',
    'connection',
    'metrics',
  );

  /** Goes to the event before or behind. @param {1|-1} direction */
  goToEvent(direction) {
    this.#part('carve-track')?.marks?.goToEvent?.(direction);
  }

  /** Takes the text of an event away. @returns {boolean} whether there was one */
  closeEvent() {
    return this.#part('carve-track')?.marks?.closeEvent?.() ?? false;
  }

  /** Asks for a step or time to go to. */
  async goTo() {
    await loadPart(() => import('./goto.js'));
    this.#part('carve-go-to')?.open(this.#part('.go-to').getBoundingClientRect());
  }

  render() {
    const { state } = store;
    if (!state.frame) return nothing;
    return html`
      <div class="controls" role="group" aria-label=${pageWords.timeline}>${this.#controls(state)}</div>
      <carve-track></carve-track>
      ${state.window ? html`<button class="action" data-testid="whole-run" title=${words.wholeRunTip} @click=${showWhole}>${words.wholeRun}</button>` : nothing}
      ${this.#live(state)}
      <div class="where" role="group" aria-label=${words.axis}>${AXES.map((axis) => this.#axis(axis, state))}</div>
      <carve-go-to></carve-go-to>
    `;
  }

  /** @param {import('../state/store.js').State} state */
  #controls(state) {
    const { following, live, playing, backwards, loop, stretch, cursor, first } = state;
    const moving = playing || (following && live);
    const choices = paces(state);
    const bounded = stretch.from !== null || stretch.to !== null;
    return html`
      ${button(pageWords.first, icons.first, () => seek(first.step))} ${button(pageWords.back, icons.back, () => stepBy(-1))}
      <button class="plain play" data-testid="play" aria-label=${moving ? pageWords.pause : pageWords.play} title=${moving ? pageWords.pause : pageWords.play} @click=${togglePlay}>
        ${moving ? icons.pause : icons.play}
      </button>
      <button class="plain" aria-label=${pageWords.forward} title=${pageWords.forward} ?disabled=${following && live} @click=${() => stepBy(1)}>${icons.forward}</button>
      <span class="pace" title="${pageWords.speed} (< >)">
        <span aria-hidden="true">${choices.find(([, , chosen]) => chosen)?.[1]}</span>
        <select aria-label=${pageWords.speed} data-testid="speed" @change=${(/** @type {any} */ event) => choosePace(event.target.value)}>
          ${choices.map(([value, text, chosen]) => html`<option value=${value} .selected=${chosen}>${text}</option>`)}
        </select>
      </span>
      <button class="plain toggle" data-testid="backwards" aria-pressed=${backwards} aria-label=${pageWords.backwards} title=${pageWords.backwards} @click=${toggleBackwards}>${icons.backwards}</button>
      <button class="plain toggle" data-testid="loop" aria-pressed=${loop} aria-label=${pageWords.loop} title=${pageWords.loop} @click=${toggleLoop}>${icons.loop}</button>
      ${button(words.fromHere, icons.from, () => setStretch({ from: Math.round(cursor) }), 'from-here')}
      ${button(words.toHere, icons.to, () => setStretch({ to: Math.round(cursor) }), 'to-here')}
      ${bounded ? button(words.clearStretch, icons.close, () => setStretch({ from: null, to: null }), 'clear-stretch') : nothing}
      <button class="plain go-to" data-testid="go-to" aria-label=${words.goTo} title=${words.goTo} @click=${this.goTo}>${icons.goTo}</button>
    `;
  }

  /** The cursor as one of the axes counts it; pressed, the timeline and the charts count so. @param {import('../state/axis.js').Axis} axis @param {import('../state/store.js').State} state */
  #axis(axis, { axis: chosen, cursor, frame }) {
    const text = { step: `${pageWords.step} ${count(cursor)}`, examples: pageWords.examples(frame?.examplesSeen ?? 0), time: timeOfDay(frame?.time ?? 0) }[axis];
    return html`<button class=${axis} data-testid="axis-${axis}" aria-pressed=${axis === chosen} aria-label="${words.axes[axis]}: ${text}" title=${words.axes[axis]} @click=${() => store.update({ axis })}><span>${text}</span></button>`;
  }

  /** @param {import('../state/store.js').State} state */
  #live({ live, following, frame, newest, model, models }) {
    if (live && following) {
      const status = statusOf(store.state);
      if (status !== 'live') return html`<span class="live quiet">${statusWords(status)[0]}</span>`;
      return html`<span class="live"><span class="dot" aria-hidden="true"></span>${pageWords.live}</span>`;
    }
    if (live) {
      const late = frame ? newest.time - frame.time : 0;
      return html`<span class="live"><span class="late quiet">${pageWords.behind(late)}</span><button class="action primary" data-testid="go-live" @click=${goLive}>${pageWords.goLive}</button></span>`;
    }
    if (models.some((entry) => entry.model === model?.name))
      return html`<button class="action" data-testid="go-live" @click=${goLive}>${pageWords.goLive}</button>`;
    return nothing;
  }

  /** @param {string} selector @returns {any} */
  #part(selector) {
    return this.renderRoot.querySelector(selector);
  }
}

/** @param {string} name @param {unknown} icon @param {() => void} action @param {string} [testId] */
const button = (name, icon, action, testId) =>
  html`<button class="plain" data-testid=${testId ?? nothing} aria-label=${name} title=${name} @click=${action}>${icon}</button>`;

customElements.define('carve-timeline', CarveTimeline);
