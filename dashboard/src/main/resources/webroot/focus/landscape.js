/** The large landscape of one neuron. */

import { css, html, nothing } from 'lit';
import { Part, base, styles } from '../material/base.js';
import { classToken } from '../material/colours.js';
import { figure } from '../material/format.js';
import { shapeOf } from '../material/marks.js';
import { cssColour } from '../material/theme.js';
import { store } from '../state/store.js';
import { meshOf } from '../surface/mesh.js';
import { LayerScales, ownScale } from '../surface/scale.js';
import { spotsOf } from '../surface/scene.js';
import '../shell/term.js';
import '../surface/surfaces.js';
import { neuronName, words } from '../words/page.js';
import { peakMargin, strongestInput, strongestOutput } from './neuron-facts.js';

const FACTS_EVERY_MS = 500;
/** The facts, each with the word of the glossary that explains it. */
const TERMS = { range: 'range', bias: 'bias', input: 'weight', output: 'weight', margin: 'margin' };

export class CarveLandscape extends Part {
  static properties = { own: { state: true } };

  static styles = [
    base,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
      }
      label {
        position: absolute;
        left: 0;
        top: 0;
        z-index: 1;
        display: flex;
        align-items: center;
        gap: 4px;
        font-size: var(--label);
        white-space: nowrap;
        cursor: pointer;
      }
      input {
        margin: 0;
        accent-color: var(--accent);
      }
      .view {
        position: relative;
        flex: 1;
        min-height: 220px;
      }
      carve-surfaces {
        height: 100%;
      }
      .legend {
        position: absolute;
        right: 0;
        top: 8px;
        height: 112px;
        display: flex;
        gap: 6px;
        font-size: var(--label);
        color: var(--quiet);
        pointer-events: none;
      }
      .legend .bar {
        width: 10px;
        border-radius: 3px;
        order: 2;
      }
      .signed {
        background: linear-gradient(to top in oklab, var(--lit-below), var(--lit-zero), var(--lit-above));
      }
      .unsigned {
        background: linear-gradient(to top in oklab, var(--lit-low), var(--lit-low-middle), var(--lit-high-middle), var(--lit-high));
      }
      .legend .ends {
        display: flex;
        flex-direction: column;
        justify-content: space-between;
        text-align: right;
        line-height: 1;
      }
      .hint {
        position: absolute;
        left: 0;
        bottom: 0;
        font-size: var(--label);
        color: var(--quiet);
        pointer-events: none;
      }
      dl {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 4px 16px;
        padding-top: 8px;
        border-top: 1px solid var(--hairline);
        margin-top: 8px;
      }
      dd {
        white-space: nowrap;
      }
      dt {
        font-size: var(--label);
        color: var(--quiet);
      }
      .classes {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 12px;
        padding-top: 8px;
        font-size: var(--label);
      }
    `,
  ];

  /** Whether the height is filled with the neuron's own range. */
  own = false;
  #scales = new LayerScales();
  /** @type {import('../surface/scale.js').Scale|null} */
  #scale = null;
  /** @type {{key: string, scale: import('../surface/scale.js').Scale}|null} */
  #ownScale = null;
  #factsAt = 0;

  connectedCallback() {
    super.connectedCallback();
    this.stop = store.listen((changed) => {
      if (changed.has('model') || changed.has('selected')) this.requestUpdate();
      else if (changed.has('frame')) this.#frameChanged();
    });
    this.onTheme = () => this.requestUpdate();
    document.addEventListener('carve-theme', this.onTheme);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop?.();
    document.removeEventListener('carve-theme', /** @type {any} */ (this.onTheme));
  }

  focus() {
    this.#surfaces()?.focus();
  }

  /** Figures change less often than surfaces. */
  #frameChanged() {
    const surfaces = this.#surfaces();
    const before = this.#scale;
    const pictures = this.#pictures();
    if (!surfaces || this.#scale !== before || performance.now() - this.#factsAt > FACTS_EVERY_MS) this.requestUpdate();
    else surfaces.pictures = pictures;
  }

  /** @returns {import('../surface/surfaces.js').CarveSurfaces|null} */
  #surfaces() {
    return this.renderRoot?.querySelector('carve-surfaces') ?? null;
  }

  render() {
    const { model, selected, frame } = store.state;
    if (!model || !selected) return nothing;
    this.#factsAt = performance.now();
    const layer = frame?.layers[selected.layer - 1];
    const name = neuronName(model, selected);
    const range = layer ? words.range(layer.minimum[selected.neuron], layer.maximum[selected.neuron]) : '–';
    return html`
      <div class="view">
        <carve-surfaces .pictures=${this.#pictures()} label=${words.landscapeLabel(name, range)}></carve-surfaces>
        <label title=${words.ownScaleTip}><input type="checkbox" data-testid="own-scale" .checked=${this.own} @change=${this.#toggleOwn} />${words.ownScale}</label>
        ${this.#legend()}
        <p class="hint">${words.landscapeHint}</p>
      </div>
      ${this.#facts(model, selected, frame, range)}
    `;
  }

  #legend() {
    if (!this.#scale) return nothing;
    const { signed, high } = this.#scale;
    return html`<div class="legend" aria-hidden="true">
      <div class="bar ${signed ? 'signed' : 'unsigned'}"></div>
      <div class="ends"><span>${figure(high)}</span><span>${figure(signed ? 0 : high / 2)}</span><span>${figure(signed ? -high : 0)}</span></div>
    </div>`;
  }

  /** @param {import('../state/store.js').Model} model @param {import('../state/store.js').Neuron} selected @param {import('../state/frame.js').Frame|null} frame @param {string} range */
  #facts(model, selected, frame, range) {
    const layer = frame?.layers[selected.layer - 1];
    if (!frame || !layer) return nothing;
    const isClass = selected.layer === model.layers.length;
    /** @type {[keyof typeof TERMS, string][]} */
    const facts = [
      ['range', range],
      ['bias', figure(layer.biases[selected.neuron])],
      ['input', strongestInput(frame, model, selected)],
    ];
    if (isClass) facts.push(['margin', figure(peakMargin(frame, selected))]);
    else facts.push(['output', strongestOutput(frame, model, selected)]);
    return html`
      <dl>${facts.map(([fact, value]) => html`<div><dt><carve-term word=${TERMS[fact]}>${words.facts[fact]}</carve-term></dt><dd>${value}</dd></div>`)}</dl>
      <ul class="classes" aria-label=${words.classes}>
        ${model.classes.map((name, i) => html`<li><span aria-hidden="true" ${styles({ color: cssColour(classToken(model.looks[i])) })}>${shapeOf(model.looks[i])}</span> ${name}</li>`)}
      </ul>
    `;
  }

  /** @returns {import('../surface/scene.js').Picture[]} */
  #pictures() {
    const { frame, model, selected } = store.state;
    if (!frame || !model || !selected || frame.layers.length !== model.layers.length) return [];
    const scale = (this.#scale = this.#scaleFor(frame, model, selected));
    return [
      {
        key: `${model.run} ${selected.layer}.${selected.neuron}`,
        mesh: meshOf(frame, selected.layer - 1, selected.neuron, scale),
        scale,
        spots: spotsOf(frame, model.looks),
        axes: { plane: frame.plane, extent: frame.extent },
      },
    ];
  }

  /** @param {import('../state/frame.js').Frame} frame @param {import('../state/store.js').Model} model @param {import('../state/store.js').Neuron} selected */
  #scaleFor(frame, model, { layer, neuron }) {
    const shared = this.#scales.of(frame, model)[layer - 1];
    if (!this.own) return shared;
    const key = `${model.run} ${layer}.${neuron}`;
    const last = this.#ownScale?.key === key ? this.#ownScale.scale : null;
    this.#ownScale = { key, scale: ownScale(shared, frame.layers[layer - 1], neuron, last) };
    return this.#ownScale.scale;
  }

  /** @param {Event} event */
  #toggleOwn(event) {
    this.own = /** @type {HTMLInputElement} */ (event.target).checked;
  }
}

customElements.define('carve-landscape', CarveLandscape);
