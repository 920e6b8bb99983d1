/** Which of Carve's own streams, how noisy and how fast. Tells `carve-stream` with what was changed. */

import { css, html } from 'lit';
import { Part, base } from '../material/base.js';
import { words } from '../words/make.js';
import { form } from './form.js';
import './log-slider.js';
import './stream-picture.js';
import { streams } from './streams.js';

/** @typedef {{stream: string, noise: string, seed: string, rate: number}} StreamChoice */

export class CarveStreamForm extends Part {
  static properties = { choice: { attribute: false }, mistakes: { attribute: false } };

  static styles = [
    base,
    form,
    css`
      :host {
        display: grid;
        gap: 16px;
        align-content: start;
      }
      .streams {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: 8px;
      }
      .stream {
        position: relative;
        display: grid;
        gap: 4px;
        padding: 6px 2px;
        border: 1px solid var(--hairline);
        border-radius: var(--radius);
        min-width: 0;
        font-size: var(--label);
        text-align: center;
        overflow-wrap: anywhere;
        cursor: pointer;
      }
      .stream:hover {
        background: var(--hover);
      }
      .stream:has(:checked) {
        border-color: var(--accent);
        box-shadow: inset 0 0 0 1px var(--accent);
      }
      .stream:has(:focus-visible) {
        outline: 2px solid var(--accent);
        outline-offset: 2px;
      }
      .stream input {
        position: absolute;
        opacity: 0;
      }
      .pair {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 12px;
      }
    `,
  ];

  choice = /** @type {StreamChoice} */ (/** @type {unknown} */ (null));
  /** @type {Record<string, string>} */
  mistakes = {};

  render() {
    const { stream, noise, rate } = this.choice;
    return html`
      <fieldset>
        <legend class="unseen">${words.stream}</legend>
        <div class="streams">
          ${streams.map(
            ({ name, noise: usual }) => html`<label class="stream">
              <input type="radio" name="stream" data-testid="stream-${name}" value=${name} .checked=${name === stream} @change=${() => this.#change({ stream: name, noise: String(usual) })} />
              <carve-stream-picture stream=${name} .noise=${name === stream ? noiseOf(noise) : usual}></carve-stream-picture>
              ${words.streams[name]}
            </label>`,
          )}
        </div>
      </fieldset>
      <div class="pair">${this.#number('noise', words.noise, words.noiseTip)} ${this.#number('seed', words.streamSeed)}</div>
      <carve-log-slider data-testid="rate" label=${words.rate} .low=${1} .high=${1000} .value=${rate} .inWords=${words.perSecond} @carve-chosen=${(/** @type {CustomEvent} */ event) => this.#change({ rate: event.detail })}></carve-log-slider>
    `;
  }

  /** @param {'noise'|'seed'} field @param {string} name @param {string} [tip] */
  #number(field, name, tip = '') {
    const mistake = this.mistakes[field] ?? '';
    return html`<label class="field" title=${tip}><span>${name}</span>
      <input data-testid="stream-${field}" inputmode="decimal" autocomplete="off" .value=${this.choice[field]} aria-invalid=${Boolean(mistake)} aria-describedby="m-${field}" @input=${(/** @type {any} */ event) => this.#change({ [field]: event.target.value })} />
      <span class="mistake" id="m-${field}" data-testid="mistake-${field}" role="status" ?hidden=${!mistake}>${mistake}</span>
    </label>`;
  }

  /** @param {Partial<StreamChoice>} detail */
  #change(detail) {
    this.dispatchEvent(new CustomEvent('carve-stream', { detail }));
  }
}

/** @param {string} text */
function noiseOf(text) {
  const noise = Number(text);
  return noise >= 0 && noise < 10 ? noise : 0;
}

customElements.define('carve-stream-form', CarveStreamForm);
