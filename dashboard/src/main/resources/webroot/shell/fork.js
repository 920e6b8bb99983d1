/** What if: a new model that goes on from the step on the screen, with other settings. */

import { css, html, nothing } from 'lit';
import { Part, base } from '../material/base.js';
import { dialogs } from '../material/dialog.js';
import { typed } from '../material/format.js';
import { forkModel } from '../state/acts.js';
import { ApiError } from '../state/api.js';
import { store } from '../state/store.js';
import { freeName } from '../start/draft.js';
import { form } from '../start/form.js';
import '../start/log-slider.js';
import { watch } from '../start/watch.js';
import { words } from '../words/steer.js';
import { HIGHEST_LEARNING_RATE, LOWEST_LEARNING_RATE } from './steer.js';

export class CarveFork extends Part {
  static properties = { name: { state: true }, learningRate: { state: true }, mistake: { state: true }, busy: { state: true } };

  static styles = [
    base,
    dialogs,
    form,
    css`
      h2 {
        font-size: var(--heading);
      }
      h2 + p {
        margin-top: 4px;
      }
      .fields {
        display: grid;
        gap: 12px;
        margin-top: 16px;
      }
      .end {
        display: flex;
        justify-content: flex-end;
        gap: 8px;
        margin-top: 20px;
      }
    `,
  ];

  name = '';
  learningRate = 0.1;
  mistake = '';
  busy = false;
  step = 0;

  /** Asks for the settings of a fork at the step on the screen. */
  async ask() {
    const { model, models, metrics, frame, cursor } = store.state;
    this.step = Math.round(frame?.step ?? cursor);
    this.learningRate = metrics?.learningRate || 0.1;
    this.name = freeName(
      `${model?.name}-what-if`,
      models.map((entry) => entry.model),
    );
    this.mistake = '';
    this.requestUpdate();
    await this.updateComplete;
    this.#dialog().showModal();
  }

  render() {
    const { model, frame } = store.state;
    return html`<dialog aria-labelledby="title" data-testid="fork-dialog">
      <h2 id="title">${words.forkTitle(this.step)}</h2>
      <p class="quiet">${words.forkText(model?.name ?? '')} ${frame ? words.accuracyThen(frame.accuracy) : nothing}</p>
      <div class="fields">
        <label class="field"><span>${words.name}</span>
          <input data-testid="fork-name" autocomplete="off" spellcheck="false" .value=${this.name} @input=${(/** @type {any} */ event) => (this.name = event.target.value)} />
        </label>
        <carve-log-slider data-testid="fork-learning-rate" label=${words.learningRate} .low=${LOWEST_LEARNING_RATE} .high=${HIGHEST_LEARNING_RATE} .value=${this.learningRate} .inWords=${typed} @carve-chosen=${(/** @type {CustomEvent} */ event) => (this.learningRate = event.detail)}></carve-log-slider>
        ${this.mistake ? html`<p class="mistake" role="alert">${this.mistake}</p>` : nothing}
      </div>
      <div class="end">
        <button class="action" @click=${() => this.#dialog().close()}>${words.cancel}</button>
        <button class="action primary" data-testid="do-fork" ?disabled=${this.busy} @click=${this.#fork}>${words.forkDo}</button>
      </div>
    </dialog>`;
  }

  async #fork() {
    const { model, run } = store.state;
    if (!model || !run) return;
    const { step, name, learningRate } = this;
    this.busy = true;
    try {
      await forkModel(model.name, { run, step, name, learningRate });
      this.#dialog().close();
      await watch(name);
    } catch (error) {
      const mistakes = error instanceof ApiError ? error.problem?.mistakes : null;
      this.mistake = mistakes?.[0]?.text ?? /** @type {Error} */ (error).message;
    }
    this.busy = false;
  }

  #dialog() {
    return /** @type {HTMLDialogElement} */ (this.renderRoot.querySelector('dialog'));
  }
}

customElements.define('carve-fork', CarveFork);
