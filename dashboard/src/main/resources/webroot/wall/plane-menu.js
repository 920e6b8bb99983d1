/** Which plane the surfaces of a model with many inputs lie over. */

import { css, html, nothing } from 'lit';
import { Part, base } from '../material/base.js';
import { fetchPlanes } from '../state/api.js';
import { StoreController, store } from '../state/store.js';
import { choosePlane } from '../state/viewing.js';
import { words } from '../words/page.js';

/** The option that opens the fields for two inputs, where there are too many pairs for a list. */
const PAIR = 'pair';
const KINDS = /** @type {const} */ (['components', 'class-means', 'inputs']);

/** @typedef {import('../state/api.js').ListedPlane} ListedPlane */

export class CarvePlaneMenu extends Part {
  static properties = { pairing: { state: true }, listed: { state: true } };

  static styles = [
    base,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 8px;
        padding: 0 8px;
        border: 1px solid var(--hairline);
        border-radius: var(--radius);
        background: var(--panel);
        font-size: var(--label);
      }
      label {
        display: flex;
        align-items: center;
        gap: 8px;
        color: var(--quiet);
      }
      select {
        min-height: 24px;
        max-width: 220px;
        text-overflow: ellipsis;
        border: 0;
        background: var(--panel);
        color: var(--ink);
        font: inherit;
      }
      form {
        display: flex;
        gap: 8px;
        padding: 4px 0;
      }
      input {
        width: 88px;
        min-height: 24px;
        padding: 0 6px;
        border: 1px solid var(--control);
        border-radius: var(--radius);
        background: var(--paper);
      }
    `,
  ];

  /** Whether two inputs are being named. */
  pairing = false;
  /** @type {{run: string, complete: boolean, planes: ListedPlane[]}|null} */
  listed = null;
  #watch = new StoreController(this, 'model', 'plane');

  render() {
    const { model } = store.state;
    if (!model) return nothing;
    const planes = this.listed?.run === model.run ? this.listed.planes : null;
    return html`
      <label title=${words.plane.tip}>${words.plane.label}
        <select data-testid="plane" @focus=${this.#list} @pointerdown=${this.#list} @change=${this.#chosen}>
          ${this.#own(model.plane.name)} ${planes ? this.#groups(planes) : this.#unlisted()}
        </select>
      </label>
      ${this.pairing ? this.#pair(model.inputs) : nothing}
    `;
  }

  /** @param {string} name */
  #own(name) {
    return html`<option value="" .selected=${!store.state.plane && !this.pairing}>${words.plane.own(name)}</option>`;
  }

  /** The choice alone, while the others are not known. */
  #unlisted() {
    const { plane } = store.state;
    return html`
      ${plane ? html`<option value=${plane} .selected=${true}>${nameOf(plane)}</option>` : nothing}
      <option disabled>${words.plane.loading}</option>
    `;
  }

  /** @param {ListedPlane[]} planes */
  #groups(planes) {
    const { plane } = store.state;
    const isListed = !plane || planes.some(({ id }) => id === plane);
    return html`
      ${isListed ? nothing : html`<option value=${plane} .selected=${true}>${nameOf(plane)}</option>`}
      ${KINDS.map((kind) => this.#group(kind, planes.filter((listed) => listed.kind === kind)))}
      ${this.listed?.complete ? nothing : html`<option value=${PAIR} .selected=${this.pairing}>${words.plane.pair}</option>`}
    `;
  }

  /** @param {typeof KINDS[number]} kind @param {ListedPlane[]} planes */
  #group(kind, planes) {
    if (!planes.length) return nothing;
    return html`<optgroup label=${words.plane.kinds[kind]}>
      ${planes.map(({ id, name }) => html`<option value=${id} .selected=${id === store.state.plane && !this.pairing}>${name}</option>`)}
    </optgroup>`;
  }

  /** @param {string[]} inputs */
  #pair(inputs) {
    return html`<form @submit=${this.#showPair}>
      <input name="u" required list="inputs" aria-label=${words.plane.across} placeholder=${inputs[0]} data-testid="plane-u" />
      <input name="v" required list="inputs" aria-label=${words.plane.up} placeholder=${inputs[1]} data-testid="plane-v" />
      <datalist id="inputs">${inputs.map((input) => html`<option value=${input}></option>`)}</datalist>
      <button class="action" data-testid="plane-show">${words.plane.show}</button>
    </form>`;
  }

  /** What there is to choose, when somebody is about to choose. */
  #list = async () => {
    const run = store.state.model?.run;
    if (!run || this.listed?.run === run) return;
    const answer = await fetchPlanes(run).catch(() => null);
    if (answer) this.listed = { run, ...answer };
  };

  /** @param {any} event */
  #chosen({ target }) {
    this.pairing = target.value === PAIR;
    if (!this.pairing) choosePlane(target.value);
  }

  /** @param {any} event */
  #showPair(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    choosePlane(`inputs:${form.get('u')},${form.get('v')}`);
    this.pairing = false;
  }
}

/** For people, of what is not listed. @param {string} plane */
const nameOf = (plane) => plane.replace(/^[^:]*:/, '').replace(/,/g, ', ');

customElements.define('carve-plane-menu', CarvePlaneMenu);
