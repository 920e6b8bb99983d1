/** The weights of one neuron: as a picture where its inputs are the pixels of one, as bars with size and sign otherwise. */

import { css, html, nothing } from 'lit';
import { Part, base, styles } from '../material/base.js';
import { palette } from '../material/colours.js';
import { figure } from '../material/format.js';
import { parametersAt } from '../state/parameters.js';
import { StoreController, store } from '../state/store.js';
import { neuronName } from '../words/page.js';
import { words } from '../words/weights.js';

/** A square of at least so many inputs is a picture. */
const SMALLEST_PICTURE = 64;
const MOST_BARS = 24;
const EVERY_MS = 1000;

export class CarveWeights extends Part {
  static properties = { weights: { state: true }, failure: { state: true }, pointed: { state: true } };

  static styles = [
    base,
    css`
      :host {
        overflow: auto;
        padding-bottom: 8px;
      }
      p {
        color: var(--quiet);
        margin: 4px 0 12px;
      }
      canvas {
        display: block;
        width: min(100%, 420px);
        aspect-ratio: 1;
        image-rendering: pixelated;
        border-radius: var(--radius);
        border: 1px solid var(--hairline);
      }
      .pointed {
        min-height: 20px;
        margin-top: 8px;
        font-size: var(--label);
        color: var(--quiet);
      }
      .legend {
        display: flex;
        align-items: center;
        gap: 8px;
        max-width: 420px;
        margin-top: 8px;
        font-size: var(--label);
        color: var(--quiet);
      }
      .legend div {
        flex: 1;
        height: 10px;
        border-radius: 3px;
        background: linear-gradient(to right in oklab, var(--below), var(--zero), var(--above));
      }
      table {
        width: 100%;
        max-width: 520px;
        border-collapse: collapse;
      }
      caption {
        text-align: left;
        font-size: var(--label);
        color: var(--quiet);
        padding-bottom: 4px;
      }
      th {
        font-weight: inherit;
        text-align: left;
        padding: 3px 8px 3px 0;
        white-space: nowrap;
        max-width: 160px;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      td.number {
        text-align: right;
        width: 64px;
      }
      td.bar {
        width: 60%;
      }
      td.bar div {
        position: relative;
        height: 12px;
        border-left: 1px solid var(--control);
        margin-left: 50%;
      }
      td.bar span {
        position: absolute;
        top: 0;
        height: 100%;
        border-radius: 2px;
      }
      .above {
        left: 0;
        background: var(--above);
      }
      .below {
        right: 100%;
        background: var(--below);
      }
    `,
  ];

  #watch = new StoreController(this, 'model', 'selected', 'theme');
  /** @type {{subject: string, weights: ArrayLike<number>, bias: number}|null} */
  weights = null;
  failure = '';
  /** @type {number|null} index of the weight under the pointer */
  pointed = null;
  #asking = false;
  #askedAt = 0;
  #later = 0;

  connectedCallback() {
    super.connectedCallback();
    this.stop = store.listen((changed) => {
      if (['frame', 'selected', 'run'].some((key) => changed.has(key))) this.#refresh(changed.has('selected'));
    });
    this.onTheme = () => this.requestUpdate();
    document.addEventListener('carve-theme', this.onTheme);
    this.#refresh(true);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop?.();
    clearTimeout(this.#later);
    document.removeEventListener('carve-theme', /** @type {any} */ (this.onTheme));
  }

  focus() {
    /** @type {HTMLElement|null} */ (this.renderRoot.querySelector('[tabindex]'))?.focus();
  }

  /** Small networks have their weights in the frame; those of others are fetched, no more often than is read. @param {boolean} now */
  #refresh(now) {
    const { frame, run, selected } = store.state;
    if (!frame || !run || !selected) return;
    const layer = frame.layers[selected.layer - 1];
    if (!layer) return;
    const inputs = layer.weights.length / layer.units;
    if (inputs) {
      const start = selected.neuron * inputs;
      this.failure = '';
      this.weights = {
        subject: subjectOf(run, selected),
        weights: layer.weights.subarray(start, start + inputs),
        bias: layer.biases[selected.neuron],
      };
      return;
    }
    clearTimeout(this.#later);
    const wait = now ? 0 : Math.max(0, this.#askedAt + EVERY_MS - performance.now());
    this.#later = window.setTimeout(() => this.#fetch(), wait);
  }

  async #fetch() {
    const { frame, run, selected } = store.state;
    if (this.#asking || !frame || !run || !selected) return;
    this.#asking = true;
    this.#askedAt = performance.now();
    try {
      const { layers } = await parametersAt(run, frame.step);
      const { weights, bias } = layers[selected.layer - 1];
      this.failure = '';
      this.weights = { subject: subjectOf(run, selected), weights: weights[selected.neuron], bias: bias[selected.neuron] };
    } catch (error) {
      this.failure = /** @type {Error} */ (error).message;
    } finally {
      this.#asking = false;
    }
    const next = store.state;
    if (next.selected !== selected || next.run !== run) this.#refresh(true);
  }

  render() {
    const { model, run, selected } = store.state;
    if (!model || !run || !selected) return nothing;
    if (this.failure)
      return html`<p role="alert">${words.failed(this.failure)}</p>
        <button class="action" @click=${() => this.#fetch()}>${words.retry}</button>`;
    if (this.weights?.subject !== subjectOf(run, selected)) return html`<p>${words.loading}</p>`;
    const { weights } = this.weights;
    const name = neuronName(model, selected);
    const side = Math.sqrt(weights.length);
    const isPicture = selected.layer === 1 && weights.length >= SMALLEST_PICTURE && Number.isInteger(side);
    return html`
      <p>${isPicture ? words.imageSentence(name, side) : words.sentence(name)}</p>
      ${isPicture ? this.#picture(weights, side, model) : nothing} ${this.#table(weights, this.weights.bias, model, selected)}
    `;
  }

  /** @param {ArrayLike<number>} weights @param {number} side @param {import('../state/store.js').Model} model */
  #picture(weights, side, model) {
    const [best] = strongest(weights, 1);
    const reach = Math.abs(weights[best]);
    return html`
      <canvas
        width=${side}
        height=${side}
        tabindex="0"
        role="img"
        data-testid="weights-picture"
        aria-label=${words.imageLabel(words.strongest(model.inputs[best] ?? `${best}`, weights[best]))}
        @pointermove=${(/** @type {PointerEvent} */ event) => (this.pointed = this.#at(event, side))}
        @pointerleave=${() => (this.pointed = null)}
      ></canvas>
      <div class="legend" aria-hidden="true"><span>${figure(-reach)}</span><div></div><span>${figure(reach)}</span></div>
      <div class="pointed">${this.pointed === null ? nothing : words.at(model.inputs[this.pointed] ?? `${this.pointed}`, weights[this.pointed])}</div>
    `;
  }

  /** @param {PointerEvent} event @param {number} side */
  #at(event, side) {
    const box = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect();
    const column = Math.floor(((event.clientX - box.left) / box.width) * side);
    const row = Math.floor(((event.clientY - box.top) / box.height) * side);
    return column >= 0 && row >= 0 && column < side && row < side ? row * side + column : null;
  }

  /** @param {ArrayLike<number>} weights @param {number} bias @param {import('../state/store.js').Model} model @param {import('../state/store.js').Neuron} selected */
  #table(weights, bias, model, { layer }) {
    const shown = weights.length <= MOST_BARS ? Array.from(weights, (_, i) => i) : strongest(weights, MOST_BARS);
    const reach = Math.max(Math.abs(bias), ...shown.map((i) => Math.abs(weights[i]))) || 1;
    const nameOf = (/** @type {number} */ i) =>
      layer === 1 ? (model.inputs[i] ?? `${i}`) : (neuronName(model, { layer: layer - 1, neuron: i }).split(' · ').at(-1) ?? '');
    const row = (/** @type {string} */ name, /** @type {number} */ weight) => html`<tr>
      <th scope="row" title=${name}>${name}</th>
      <td class="number">${figure(weight)}</td>
      <td class="bar" aria-hidden="true"><div><span class=${weight < 0 ? 'below' : 'above'} ${styles({ width: `${(100 * Math.abs(weight)) / reach}%` })}></span></div></td>
    </tr>`;
    return html`<table data-testid="weights">
      ${shown.length < weights.length ? html`<caption>${words.listed(shown.length, weights.length)}</caption>` : nothing}
      <thead class="unseen"><tr><th scope="col">${words.input}</th><th scope="col">${words.weight}</th></tr></thead>
      <tbody>${shown.map((i) => row(nameOf(i), weights[i]))} ${row(words.bias, bias)}</tbody>
    </table>`;
  }

  updated() {
    const canvas = /** @type {HTMLCanvasElement|null} */ (this.renderRoot.querySelector('canvas'));
    if (canvas && this.weights) paint(canvas, this.weights.weights);
  }
}

/** @param {string} run @param {import('../state/store.js').Neuron} neuron */
const subjectOf = (run, { layer, neuron }) => `${run} ${layer}.${neuron}`;

/** The numbers of the weights of greatest size, the greatest first. @param {ArrayLike<number>} weights @param {number} count */
function strongest(weights, count) {
  return Array.from(weights, (_, i) => i)
    .sort((a, b) => Math.abs(weights[b]) - Math.abs(weights[a]))
    .slice(0, count);
}

/** @param {HTMLCanvasElement} canvas @param {ArrayLike<number>} weights row by row, from the top */
function paint(canvas, weights) {
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const image = context.createImageData(canvas.width, canvas.height);
  const pixels = new Uint32Array(image.data.buffer);
  const colours = new Uint32Array(palette(true).buffer);
  const reach = Math.abs(weights[strongest(weights, 1)[0]]) || 1;
  for (let i = 0; i < pixels.length; i++) pixels[i] = colours[Math.round(127.5 + 127.5 * (weights[i] / reach))];
  context.putImageData(image, 0, 0);
}

customElements.define('carve-weights', CarveWeights);
