/** The part of the form that says what the network is and how it learns. Tells `carve-draft` with what was changed. */

import { css, html, nothing } from 'lit';
import { Part, base } from '../material/base.js';
import { icons } from '../material/icons.js';
import '../shell/term.js';
import { words } from '../words/make.js';
import { ACTIVATIONS, OPTIMIZERS, shapeOf, specOf } from './draft.js';
import { form } from './form.js';
import './network-picture.js';

const MOST_LAYERS = 16;

export class CarveNetworkForm extends Part {
  static properties = { draft: { attribute: false }, mistakes: { attribute: false }, copied: { state: true } };

  static styles = [
    base,
    form,
    css`
      :host {
        display: grid;
        gap: 12px;
        align-content: start;
      }
      .layer {
        display: grid;
        grid-template-columns: 56px 72px minmax(0, 1fr) 28px;
        align-items: center;
        gap: 4px 8px;
        margin-bottom: 4px;
      }
      .layer .mistake {
        grid-column: 2 / -1;
      }
      .pair {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 12px;
      }
      .add {
        margin-top: 4px;
      }
      summary {
        cursor: pointer;
        min-height: 24px;
      }
      .yaml {
        position: relative;
      }
      pre {
        margin: 4px 0 0;
        padding: 8px 12px;
        border: 1px solid var(--hairline);
        border-radius: var(--radius);
        background: var(--paper);
        font: var(--label) / 1.5 ui-monospace, monospace;
        overflow: auto;
        max-height: 220px;
      }
      .copy {
        position: absolute;
        right: 8px;
        top: 32px;
        background: var(--panel);
      }
    `,
  ];

  draft = /** @type {import('./draft.js').Draft} */ (/** @type {unknown} */ (null));
  /** @type {Record<string, string>} */
  mistakes = {};
  copied = false;

  render() {
    const { draft } = this;
    return html`
      <carve-network-picture .shape=${shapeOf(draft)}></carve-network-picture>
      <fieldset>
        ${draft.layers.map((layer, i) => this.#layer(layer, i))}
        ${draft.layers.length ? nothing : html`<p class="quiet">${words.noLayers}</p>`}
        <button type="button" class="action add" data-testid="add-layer" ?disabled=${draft.layers.length >= MOST_LAYERS} @click=${this.#addLayer}>${words.addLayer}</button>
        ${this.#mistake('layers')}
      </fieldset>
      <div class="pair">
        <label class="field"><span>${words.optimizer}</span>
          <select data-testid="optimizer" @change=${(/** @type {any} */ event) => this.#chooseOptimizer(event.target.value)}>
            ${Object.keys(OPTIMIZERS).map((type) => html`<option value=${type} ?selected=${type === draft.optimizer}>${type}</option>`)}
          </select>
        </label>
        ${this.#number('learningRate', words.learningRate)}
        ${draft.optimizer === 'sgd' ? this.#number('momentum', words.momentum) : nothing}
        ${this.#number('batchSize', words.batchSize)} ${this.#number('seed', words.seed)}
        <label class="check"><input type="checkbox" .checked=${draft.standardize} @change=${(/** @type {any} */ event) => this.#change({ standardize: event.target.checked })} />${words.standardize}</label>
      </div>
      <details class="yaml">
        <summary>${words.yaml}</summary>
        <pre data-testid="yaml" tabindex="0" aria-label=${words.yaml}>${specOf(draft).yaml}</pre>
        <button type="button" class="action copy" @click=${this.#copy}>${this.copied ? words.copied : words.copy}</button>
      </details>
    `;
  }

  /** @param {{units: string, activation: string}} layer @param {number} i */
  #layer({ units, activation }, i) {
    const field = `layer-${i}`;
    return html`<div class="layer">
      <span class="quiet" aria-hidden="true">${words.layer(i)}</span>
      <input data-testid="units-${i}" inputmode="numeric" autocomplete="off" aria-label=${words.units(i)} .value=${units} aria-invalid=${field in this.mistakes} aria-describedby="m-${field}" @input=${(/** @type {any} */ event) => this.#changeLayer(i, { units: event.target.value })} />
      <select aria-label=${words.activation(i)} @change=${(/** @type {any} */ event) => this.#changeLayer(i, { activation: event.target.value })}>
        ${ACTIVATIONS.map((name) => html`<option value=${name} ?selected=${name === activation}>${name}</option>`)}
      </select>
      <button type="button" class="plain" aria-label=${words.removeLayer(i)} title=${words.removeLayer(i)} @click=${() => this.#change({ layers: this.draft.layers.filter((_, j) => j !== i) })}>${icons.close}</button>
      ${this.#mistake(field)}
    </div>`;
  }

  /** @param {'learningRate'|'momentum'|'batchSize'|'seed'} field @param {string} name */
  #number(field, name) {
    return html`<label class="field"><span>${name}</span>
      <input data-testid=${field} inputmode="decimal" autocomplete="off" .value=${this.draft[field]} aria-invalid=${field in this.mistakes} aria-describedby="m-${field}" @input=${(/** @type {any} */ event) => this.#change({ [field]: event.target.value })} />
      ${this.#mistake(field)}
    </label>`;
  }

  /** @param {string} field */
  #mistake(field) {
    return html`<span class="mistake" id="m-${field}" data-testid="mistake-${field}" role="status" ?hidden=${!this.mistakes[field]}>${this.mistakes[field]}</span>`;
  }

  #addLayer() {
    const last = this.draft.layers.at(-1) ?? { units: '8', activation: 'tanh' };
    this.#change({ layers: [...this.draft.layers, { ...last }] });
  }

  /** @param {number} i @param {Partial<{units: string, activation: string}>} change */
  #changeLayer(i, change) {
    this.#change({ layers: this.draft.layers.map((layer, j) => (j === i ? { ...layer, ...change } : layer)) });
  }

  /** @param {string} optimizer */
  #chooseOptimizer(optimizer) {
    this.#change({ optimizer, learningRate: OPTIMIZERS[optimizer] });
  }

  /** @param {Partial<import('./draft.js').Draft>} detail */
  #change(detail) {
    this.copied = false;
    this.dispatchEvent(new CustomEvent('carve-draft', { detail }));
  }

  async #copy() {
    await navigator.clipboard?.writeText(specOf(this.draft).yaml).catch(() => {});
    this.copied = true;
  }
}

customElements.define('carve-network-form', CarveNetworkForm);
