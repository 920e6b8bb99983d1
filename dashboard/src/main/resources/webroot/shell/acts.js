/** What one can do to the model that is looked at: let it learn, freeze it, one minibatch at a time, and steer it. Every act comes back as an event on the timeline. */

import { css, html, nothing } from 'lit';
import { Part, base } from '../material/base.js';
import { figure } from '../material/format.js';
import { icons } from '../material/icons.js';
import { command, fetchStreams, setStreamRate, startStream, stopStream } from '../state/acts.js';
import { StoreController, store } from '../state/store.js';
import { words } from '../words/make.js';
import { form } from '../start/form.js';
import '../start/log-slider.js';
import { streamNamed, streams } from '../start/streams.js';
import { say } from './saying.js';

const [SLOWEST_RATE, FASTEST_RATE] = [1, 1000];
const [LOWEST_LEARNING_RATE, HIGHEST_LEARNING_RATE] = [0.0001, 10];

export class CarveActs extends Part {
  static properties = { busy: { state: true }, stream: { state: true }, available: { state: true }, asking: { state: true } };

  static styles = [
    base,
    form,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 2px;
      }
      .on {
        color: var(--accent);
      }
      #steer {
        width: 300px;
        max-width: calc(100vw - 16px);
        padding: 12px 16px;
      }
      #steer > * + * {
        margin-top: 12px;
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      p {
        color: var(--quiet);
      }
      dialog {
        width: 420px;
        max-width: calc(100vw - 24px);
        padding: 20px 24px;
        border: 1px solid var(--hairline);
        border-radius: var(--radius);
        background: var(--panel);
        color: var(--ink);
        box-shadow: var(--popover-shadow);
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 35%);
      }
      h2 {
        font-size: var(--emphasis);
        margin-bottom: 8px;
      }
      .end {
        display: flex;
        justify-content: flex-end;
        gap: 8px;
        margin-top: 20px;
      }
      @media (max-width: 1279px) {
        .name {
          display: none;
        }
      }
    `,
  ];

  #watch = new StoreController(this, 'model', 'live', 'readOnly', 'models');
  /** The parts of the figures that are shown here. */
  #key = '';
  busy = false;
  /** The stream of Carve's own that feeds the model. @type {import('../state/acts.js').Stream|undefined} */
  stream = undefined;
  /** Whether this Carve has streams of its own. */
  available = false;
  /** How fast the stream was before it paused. */
  #rate = 50;
  asking = false;

  connectedCallback() {
    super.connectedCallback();
    this.stop = store.listen((changed) => {
      if (!changed.has('metrics')) return;
      const { metrics } = store.state;
      const key = `${metrics?.state} ${metrics?.learningRate}`;
      if (key !== this.#key) this.requestUpdate();
      this.#key = key;
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop?.();
  }

  render() {
    const { model, live, readOnly } = store.state;
    if (!model || !live || readOnly) return nothing;
    const frozen = store.state.metrics?.state === 'frozen';
    return html`
      <button class="plain ${frozen ? 'on' : ''}" data-testid="freeze" aria-label=${frozen ? words.acts.unfreeze : words.acts.freeze} title=${frozen ? words.acts.unfreezeTip : words.acts.freezeTip} ?disabled=${this.busy} @click=${() => this.#do({ type: frozen ? 'unfreeze' : 'freeze' })}>${frozen ? icons.learn : icons.freeze}<span class="name">${frozen ? words.acts.unfreeze : words.acts.freeze}</span></button>
      <button class="plain" data-testid="one-minibatch" aria-label=${words.acts.step} title=${words.acts.stepTip} ?disabled=${this.busy} @click=${this.#step}>${icons.oneStep}</button>
      <button class="plain" data-testid="steer" popovertarget="steer" aria-label=${words.acts.more} title=${words.acts.moreTip} @click=${this.#openSteer}>${icons.steer}<span class="name">${words.acts.more}</span></button>
      <div id="steer" class="popover" popover aria-label=${words.acts.title}>${this.#steer(model)}</div>
      ${this.asking ? this.#resetDialog(model) : nothing}
    `;
  }

  updated() {
    const dialog = /** @type {HTMLDialogElement|null} */ (this.renderRoot.querySelector('dialog'));
    if (dialog && !dialog.open) dialog.showModal();
  }

  /** @param {import('../state/store.js').Model} model */
  #steer(model) {
    const { metrics } = store.state;
    return html`
      <carve-log-slider data-testid="learning-rate" label=${words.acts.learningRate} .low=${LOWEST_LEARNING_RATE} .high=${HIGHEST_LEARNING_RATE} .value=${metrics?.learningRate ?? 0.1} .inWords=${figure} @carve-chosen=${(/** @type {CustomEvent} */ event) => this.#do({ type: 'set-learning-rate', learningRate: event.detail })}></carve-log-slider>
      ${this.available ? this.#streamOf(model) : html`<p>${words.acts.noStream}</p>`}
      <div class="line">
        ${model.inputs.length === 2 ? html`<button class="action" data-testid="paint" @click=${() => this.#paint(model.name)}>${words.acts.paint}</button>` : nothing}
        <button class="action" data-testid="fork" @click=${this.#fork}>${words.acts.fork}</button>
        <button class="action" data-testid="reset" @click=${this.#askReset}>${words.acts.reset}</button>
      </div>
    `;
  }

  /** Which of Carve's own streams feeds the model, and how fast. @param {import('../state/store.js').Model} model */
  #streamOf({ inputs, classes }) {
    const { stream } = this;
    const fitting = inputs.length === 2 ? streams.filter((kind) => kind.classes.length <= classes.length) : [];
    if (!fitting.length && !stream) return html`<p>${words.acts.noStream}</p>`;
    return html`
      <label class="field"><span>${words.acts.stream}</span>
        <select data-testid="stream-kind" @change=${(/** @type {any} */ event) => this.#setStream(event.target.value)}>
          ${stream ? nothing : html`<option value="" selected disabled>${words.acts.fromElsewhere}</option>`}
          ${fitting.map(({ name }) => html`<option value=${name} ?selected=${name === stream?.stream}>${words.streams[name]}</option>`)}
        </select>
      </label>
      ${
        stream
          ? html`<carve-log-slider data-testid="stream-rate" label=${words.acts.speed} .low=${SLOWEST_RATE} .high=${FASTEST_RATE} .value=${stream.minibatchesPerSecond || this.#rate} .inWords=${words.perSecond} @carve-chosen=${(/** @type {CustomEvent} */ event) => this.#setRate(event.detail)}></carve-log-slider>
            <button class="action" data-testid="pause-stream" @click=${() => this.#setRate(stream.minibatchesPerSecond ? 0 : this.#rate)}>${stream.minibatchesPerSecond ? words.acts.pause : words.acts.resume}</button>`
          : nothing
      }
    `;
  }

  /** @param {import('../state/store.js').Model} model */
  #resetDialog(model) {
    return html`<dialog aria-labelledby="ask" @close=${() => (this.asking = false)}>
      <h2 id="ask">${words.acts.resetAsk(model.name)}</h2>
      <p>${words.acts.resetText}</p>
      <div class="end">
        <button class="action" @click=${() => (this.asking = false)}>${words.acts.cancel}</button>
        <button class="action primary" data-testid="do-reset" @click=${this.#reset}>${words.acts.resetDo}</button>
      </div>
    </dialog>`;
  }

  /** @param {{type: string, learningRate?: number, steps?: number}} what @returns {Promise<boolean>} */
  async #do(what) {
    const { model } = store.state;
    if (!model) return false;
    this.busy = true;
    try {
      await command(model.name, what);
      return true;
    } catch (error) {
      say(/** @type {Error} */ (error).message);
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** Only a frozen model takes steps one by one. */
  async #step() {
    const frozen = store.state.metrics?.state === 'frozen' || (await this.#do({ type: 'freeze' }));
    if (frozen) await this.#do({ type: 'take-steps', steps: 1 });
  }

  /** @param {MouseEvent} event */
  async #openSteer(event) {
    const box = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect();
    const popover = /** @type {HTMLElement} */ (this.renderRoot.querySelector('#steer'));
    popover.style.top = `${box.bottom + 6}px`;
    popover.style.left = `${Math.max(8, Math.min(box.left, innerWidth - 308))}px`;
    const model = store.state.model?.name ?? '';
    const { streams: fed, available } = await fetchStreams().catch(() => ({ streams: [], available: [] }));
    this.available = available.length > 0;
    this.stream = fed.find((stream) => stream.model === model);
  }

  #closeSteer() {
    /** @type {any} */ (this.renderRoot.querySelector('#steer')).hidePopover();
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
    this.#closeSteer();
    store.update({ painting });
  }

  async #fork() {
    this.#closeSteer();
    await import('./fork.js');
    this.dispatchEvent(new CustomEvent('carve-fork', { bubbles: true, composed: true }));
  }

  #askReset() {
    this.#closeSteer();
    this.asking = true;
  }

  async #reset() {
    this.asking = false;
    await this.#do({ type: 'reset' });
  }
}

customElements.define('carve-acts', CarveActs);
