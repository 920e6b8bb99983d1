/** A slider whose steps are factors, with its value in words. Tells `carve-slide` while it moves and `carve-chosen` when it has been let go. */

import { css, html, noChange } from 'lit';
import { Part, base } from '../material/base.js';

const STEPS = 100;

export class CarveLogSlider extends Part {
  static properties = {
    label: {},
    value: { type: Number },
    low: { type: Number },
    high: { type: Number },
    inWords: { attribute: false },
    moving: { state: true },
  };

  static styles = [
    base,
    css`
      label {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 2px 8px;
      }
      .name {
        font-size: var(--label);
        color: var(--quiet);
      }
      output {
        font-size: var(--label);
      }
      input {
        grid-column: 1 / -1;
        width: 100%;
        height: 24px;
        margin: 0;
        accent-color: var(--accent);
      }
    `,
  ];

  label = '';
  value = 1;
  low = 1;
  high = 1000;
  /** @type {(value: number) => string} */
  inWords = String;
  /** @type {number|null} */
  moving = null;

  render() {
    const value = this.moving ?? this.value;
    const text = this.inWords(value);
    const at = Math.log(value / this.low) / Math.log(this.high / this.low);
    return html`<label>
      <span class="name">${this.label}</span><output>${text}</output>
      <input type="range" min="0" max=${STEPS} .value=${this.moving === null ? String(Math.round(STEPS * Math.max(0, Math.min(1, at)))) : noChange} aria-valuetext=${text} @input=${this.#slide} @change=${this.#choose} />
    </label>`;
  }

  /** @param {Event} event */
  #slide(event) {
    const at = Number(/** @type {HTMLInputElement} */ (event.target).value) / STEPS;
    this.moving = Number((this.low * (this.high / this.low) ** at).toPrecision(2));
    this.dispatchEvent(new CustomEvent('carve-slide', { detail: this.moving }));
  }

  #choose() {
    const chosen = this.moving;
    if (chosen === null) return;
    this.value = chosen;
    this.moving = null;
    this.dispatchEvent(new CustomEvent('carve-chosen', { detail: chosen }));
  }
}

customElements.define('carve-log-slider', CarveLogSlider);
