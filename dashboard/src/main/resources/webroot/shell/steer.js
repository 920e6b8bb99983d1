/** The panel for steering a live model: its learning rate, the stream that feeds it, points by hand, a fork, a reset. */

import { css, html, nothing } from 'lit';
import { Part, base } from '../material/base.js';
import { dialogs } from '../material/dialog.js';
import { typed } from '../material/format.js';
import { loadPart } from '../material/parts.js';
import { form } from '../start/form.js';
import '../start/log-slider.js';
import { streamNamed, streams } from '../start/streams.js';
import { command, fetchStreams, setStreamRate, startStream, stopStream } from '../state/acts.js';
import { StoreController, store } from '../state/store.js';
import { words as makeWords } from '../words/make.js';
import { words } from '../words/steer.js';
import { say } from './saying.js';

const [SLOWEST_RATE, FASTEST_RATE] = [1, 1000];
export const [LOWEST_LEARNING_RATE, HIGHEST_LEARNING_RATE] = [0.0001, 10];

export class CarveSteer extends Part {
  static properties = { stream: { state: true }, available: { state: true }, asking: { state: true } };

  static styles = [
    base,
    dialogs,
    form,
    css`
      :host {
        display: grid;
        gap: 12px;
        width: 336px;
        max-width: calc(100vw - 16px);
        padding: 12px 16px 16px;
      }
      h2 {
        font-size: var(--emphasis);
        font-weight: 600;
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .line .action {
        flex: 1;
        padding: 0 8px;
        white-space: nowrap;
      }
      p {
        color: var(--quiet);
      }
      dialog p {
        margin-top: 8px;
      }
      .end {
        display: flex;
        justify-content: flex-end;
        gap: 8px;
        margin-top: 20px;
      }
    `,
  ];

  #watch = new StoreController(this, 'model');
  #learningRate = 0;
  /** The stream of Carve's own that feeds the model. @type {import('../state/acts.js').Stream|undefined} */
  stream = undefined;
  /** Whether this Carve has streams of its own. */
  available = false;
  asking = false;
  /** How fast the stream was before it paused. */
  #rate = 50;

  connectedCallback() {
    super.connectedCallback();
    this.stop = store.listen((changed) => {
      const learningRate = store.state.metrics?.learningRate;
      if (changed.has('metrics') && learningRate !== this.#learningRate) this.requestUpdate();
      this.#learningRate = learningRate;
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop?.();
  }

  /** Asks again what feeds the model. */
  async refresh() {
    const name = store.state.model?.name;
    const { streams: fed, available } = await fetchStreams().catch(() => ({ streams: [], available: [] }));
    this.available = available.length > 0;
    this.stream = fed.find((stream) => stream.model === name);
  }

  render() {
    const { model, metrics } = store.state;
    if (!model) return nothing;
    return html`
      <h2>${words.title}</h2>
      <carve-log-slider data-testid="learning-rate" label=${words.learningRate} .low=${LOWEST_LEARNING_RATE} .high=${HIGHEST_LEARNING_RATE} .value=${metrics?.learningRate || 0.1} .inWords=${typed} @carve-chosen=${(/** @type {CustomEvent} */ event) => this.#setLearningRate(event.detail)}></carve-log-slider>
      ${this.available ? this.#streamOf(model) : html`<p>${words.noStream}</p>`}
      <div class="line">
        ${model.inputs.length === 2 ? html`<button class="action" data-testid="paint" @click=${() => this.#paint(model.name)}>${words.paint}</button>` : nothing}
        <button class="action" data-testid="fork" @click=${this.#fork}>${words.fork}</button>
        <button class="action" data-testid="reset" @click=${() => (this.asking = true)}>${words.reset}</button>
      </div>
      ${this.asking ? this.#resetDialog(model) : nothing}
    `;
  }

  updated() {
    const dialog = /** @type {HTMLDialogElement|null} */ (this.renderRoot.querySelector('dialog'));
    if (dialog && !dialog.open) dialog.showModal();
  }

  /** Which of Carve's own streams feeds the model, and how fast. @param {import('../state/store.js').Model} model */
  #streamOf({ inputs, classes }) {
    const { stream } = this;
    const fitting = inputs.length === 2 ? streams.filter((kind) => kind.classes.length <= classes.length) : [];
    if (!fitting.length && !stream) return html`<p>${words.noStream}</p>`;
    return html`
      <label class="field"><span>${words.stream}</span>
        <select data-testid="stream-kind" @change=${(/** @type {any} */ event) => this.#setStream(event.target.value)}>
          ${stream ? nothing : html`<option value="" selected disabled>${words.fromElsewhere}</option>`}
          ${fitting.map(({ name }) => html`<option value=${name} ?selected=${name === stream?.stream}>${makeWords.streams[name]}</option>`)}
        </select>
      </label>
      ${
        stream
          ? html`<carve-log-slider data-testid="stream-rate" label=${words.speed} .low=${SLOWEST_RATE} .high=${FASTEST_RATE} .value=${stream.minibatchesPerSecond || this.#rate} .inWords=${makeWords.perSecond} @carve-chosen=${(/** @type {CustomEvent} */ event) => this.#setRate(event.detail)}></carve-log-slider>
            <button class="action" data-testid="pause-stream" @click=${() => this.#setRate(stream.minibatchesPerSecond ? 0 : this.#rate)}>${stream.minibatchesPerSecond ? words.pause : words.resume}</button>`
          : nothing
      }
    `;
  }

  /** @param {import('../state/store.js').Model} model */
  #resetDialog(model) {
    return html`<dialog aria-labelledby="ask" data-testid="reset-dialog" @close=${() => (this.asking = false)}>
      <h2 id="ask">${words.resetAsk(model.name)}</h2>
      <p>${words.resetText}</p>
      <div class="end">
        <button class="action" @click=${() => (this.asking = false)}>${words.cancel}</button>
        <button class="action primary" data-testid="do-reset" @click=${this.#reset}>${words.resetDo}</button>
      </div>
    </dialog>`;
  }

  /** @param {number} learningRate */
  async #setLearningRate(learningRate) {
    await this.#command({ type: 'set-learning-rate', learningRate });
  }

  async #reset() {
    this.asking = false;
    await this.#command({ type: 'reset' });
    this.#close();
  }

  /** @param {{type: string, learningRate?: number}} what */
  async #command(what) {
    const { model } = store.state;
    if (model) await command(model.name, what).catch((error) => say(error.message));
  }

  /** @param {number} rate minibatches a second, 0 to pause */
  #setRate(rate) {
    this.#rate = this.stream?.minibatchesPerSecond || this.#rate;
    return this.#change((model) => setStreamRate(model, rate));
  }

  /** Another stream in place of this one: for the model, the world has changed. @param {string} name */
  #setStream(name) {
    const stream = streamNamed(name);
    return this.#change(async (model, before) => {
      if (before) await stopStream(model);
      const { minibatchesPerSecond = this.#rate, seed = 1 } = before ?? {};
      return startStream({ model, stream: name, minibatchesPerSecond, noise: stream?.noise ?? 0, seed });
    });
  }

  /** @param {(model: string, before: import('../state/acts.js').Stream|undefined) => Promise<import('../state/acts.js').Stream>} change */
  async #change(change) {
    const { model } = store.state;
    if (!model) return;
    try {
      this.stream = await change(model.name, this.stream);
    } catch (error) {
      say(/** @type {Error} */ (error).message);
    }
  }

  /** @param {string} painting */
  #paint(painting) {
    this.#close();
    store.update({ painting });
  }

  async #fork() {
    this.#close();
    await loadPart(() => import('./fork.js'));
    this.dispatchEvent(new CustomEvent('carve-fork', { bubbles: true, composed: true }));
  }

  #close() {
    this.dispatchEvent(new CustomEvent('carve-close'));
  }
}

customElements.define('carve-steer', CarveSteer);
