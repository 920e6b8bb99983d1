/** The large landscape of one neuron. */

import { css, html, nothing } from 'lit';
import { Part, base, styles } from '../material/base.js';
import { classToken } from '../material/colours.js';
import { loadLater } from '../material/first-picture.js';
import { figure } from '../material/format.js';
import { icons } from '../material/icons.js';
import { shapeOf } from '../material/marks.js';
import { remember, remembered } from '../material/memory.js';
import { cssColour } from '../material/theme.js';
import { store } from '../state/store.js';
import { peakFigures } from '../surface/examples.js';
import { PRESETS, STEEP, eye } from '../surface/eye.js';
import { meshOf } from '../surface/mesh.js';
import { LayerScales, ownScale } from '../surface/scale.js';
import { spotsOf } from '../surface/scene.js';
import '../shell/term.js';
import '../surface/surfaces.js';
import { words as landscapeWords } from '../words/landscape.js';
import { neuronName, words } from '../words/page.js';
import { legendOf, legendStyle } from './legend.js';
import { strongestInput, strongestOutput } from './neuron-facts.js';
import { nonLinearityOf } from './non-linearity.js';

const FACTS_EVERY_MS = 500;
/** The facts, each with the word of the glossary that explains it. */
const TERMS = { range: 'range', bias: 'bias', input: 'weight', output: 'weight', margin: 'margin' };
const STANDING_KEY = 'carve.standing';

export class CarveLandscape extends Part {
  static properties = {
    own: { state: true },
    before: { state: true },
    standing: { state: true },
    tabular: { state: true },
  };

  static styles = [
    base,
    legendStyle,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
      }
      .tools {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 16px;
        min-height: 28px;
      }
      .buttons {
        display: flex;
        margin-left: auto;
      }
      .buttons button {
        min-width: 28px;
        color: var(--quiet);
      }
      .buttons [aria-pressed='true'] {
        color: var(--accent);
      }
      label {
        display: flex;
        min-height: 28px;
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
        display: grid;
        flex: 1;
        min-height: 220px;
      }
      .table {
        position: absolute;
        inset: 0;
        z-index: 1;
        overflow: auto;
        background: var(--panel);
      }
      table {
        border-collapse: collapse;
        font-size: var(--label);
      }
      caption {
        padding: 4px 0;
        text-align: left;
        color: var(--quiet);
      }
      th,
      td {
        padding: 3px;
        text-align: right;
        font-weight: inherit;
        white-space: nowrap;
      }
      th {
        color: var(--quiet);
      }
      td {
        border-top: 1px solid var(--hairline);
      }
      thead td {
        border: 0;
      }
      .slope {
        display: flex;
        align-items: center;
        gap: 6px;
        color: var(--ink);
      }
      .slope::before {
        content: '';
        width: 16px;
        border-top: 2px solid var(--accent);
      }
      .hint {
        font-size: var(--label);
        color: var(--quiet);
      }
      @media (max-width: 699px) {
        .how {
          display: none;
        }
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
  /** Whether the sum is shown as it is before the non-linearity bends it. */
  before = false;
  /** Whether the examples stand on the surface. */
  standing = remembered(STANDING_KEY) === 'true';
  tabular = false;
  /** What tells the sum, once the first picture is there. @type {import('./sum-feed.js').SumFeed|null} */
  #feed = null;
  /** @type {typeof import('./height-table.js').heightTable|null} */
  #table = null;
  /** What of the eye's place is told here. */
  #told = placeTold();
  #scales = new LayerScales();
  /** @type {import('../surface/scale.js').Scale|null} */
  #scale = null;
  /** @type {{key: string, scale: import('../surface/scale.js').Scale}|null} */
  #ownScale = null;
  #factsAt = 0;
  #factsLater = 0;

  connectedCallback() {
    super.connectedCallback();
    this.#loadRest();
    this.stop = store.listen((changed) => {
      if (changed.has('model') || changed.has('selected')) this.requestUpdate();
      else if (changed.has('frame')) this.#show();
      if (['model', 'selected', 'frame'].some((key) => changed.has(key))) this.#follow();
    });
    this.onMoved = () => {
      if (this.#told !== placeTold()) this.requestUpdate();
    };
    eye.addEventListener('moved', this.onMoved);
    this.#follow();
    this.onTheme = () => this.requestUpdate();
    document.addEventListener('carve-theme', this.onTheme);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#factsLater);
    this.stop?.();
    this.#feed?.stop();
    eye.removeEventListener('moved', /** @type {any} */ (this.onMoved));
    document.removeEventListener('carve-theme', /** @type {any} */ (this.onTheme));
  }

  focus() {
    this.#surfaces()?.focus();
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('before') && this.hasUpdated) this.#follow();
  }

  /** What the first picture does not need. */
  async #loadRest() {
    const rest = () => Promise.all([import('./sum-feed.js'), import('./height-table.js')]);
    const [{ SumFeed }, { heightTable }] = await loadLater(rest);
    if (this.#feed) return;
    this.#table = heightTable;
    const feed = new SumFeed(() => (feed.failed ? this.requestUpdate() : this.#show()));
    this.#feed = feed;
    this.#follow();
    this.requestUpdate();
  }

  #follow() {
    const { frame, run, selected } = store.state;
    if (frame && run && selected) this.#feed?.follow(frame, run, selected, this.before);
  }

  /** Figures change less often than surfaces. */
  #show() {
    const surfaces = this.#surfaces();
    const before = this.#scale;
    const pictures = this.#pictures();
    const wait = this.#factsAt + FACTS_EVERY_MS - performance.now();
    clearTimeout(this.#factsLater);
    if (!surfaces || this.#scale !== before || wait <= 0) return this.requestUpdate();
    surfaces.pictures = pictures;
    this.#factsLater = window.setTimeout(() => this.requestUpdate(), wait);
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
    const pictures = this.#pictures();
    this.#told = placeTold();
    const range = layer ? this.#range(layer, selected.neuron) : '–';
    return html`
      ${this.#tools(model, selected)}
      <div class="view">
        <carve-surfaces .pictures=${pictures} label=${words.landscapeLabel(name, range)}></carve-surfaces>
        ${this.#scale ? legendOf(this.#scale) : nothing}
        <div class=${this.tabular ? 'table' : 'unseen'} tabindex=${this.tabular ? 0 : nothing}>${pictures.length ? (this.#table?.(pictures[0], name) ?? nothing) : nothing}</div>
      </div>
      <div class="hint">
        ${this.before && this.#feed?.failed ? html`<p role="status">${landscapeWords.beforeFailed}</p>` : nothing}
        ${selected.layer === 1 ? html`<p class="slope" data-testid="slope">${landscapeWords.slope}</p>` : nothing}
        ${this.tabular ? nothing : html`<p class="how">${words.landscapeHint}</p>`}
      </div>
      ${this.#facts(model, selected, frame, range)}
    `;
  }

  /** Of what is seen: the answers, or the sums before they are bent. @param {import('../state/frame.js').Surfaces} layer @param {number} neuron */
  #range({ minimum, maximum }, neuron) {
    const sum = this.before && this.#feed?.sum;
    if (!sum) return words.range(minimum[neuron], maximum[neuron]);
    const { scale, mesh } = sum;
    return words.range(scale.high * Math.min(...mesh.heights), scale.high * Math.max(...mesh.heights));
  }

  /** @param {import('../state/store.js').Model} model @param {import('../state/store.js').Neuron} selected */
  #tools(model, { layer }) {
    const { activation } = model.layers[layer - 1];
    const { cameras, table } = landscapeWords;
    return html`<div class="tools">
      ${this.#option('own', words.ownScale, words.ownScaleTip, this.before)}
      ${activation === 'linear' ? nothing : this.#option('before', landscapeWords.before(activation), landscapeWords.beforeTip)}
      ${this.#option('standing', landscapeWords.standing, landscapeWords.standingTip)}
      <span class="buttons" role="group" aria-label=${cameras.title}>
        ${/** @type {('slanted'|'top'|'front')[]} */ (['slanted', 'top', 'front']).map(
          (preset) => html`<button class="plain" data-testid="eye-${preset}" aria-label=${cameras[preset]} title=${cameras[preset]} aria-pressed=${!this.tabular && eye.preset === preset} @click=${() => eye.move(PRESETS[preset])}>${icons[preset]}</button>`,
        )}
        <button class="plain" data-testid="as-table" aria-label=${table} title=${table} aria-pressed=${this.tabular} @click=${() => (this.tabular = !this.tabular)}>${icons.table}</button>
      </span>
    </div>`;
  }

  /** @param {'own'|'before'|'standing'} option @param {string} name @param {string} tip @param {boolean} [disabled] */
  #option(option, name, tip, disabled = false) {
    return html`<label title=${tip}><input type="checkbox" ?disabled=${disabled} data-testid=${option === 'own' ? 'own-scale' : option} .checked=${this[option]} @change=${(/** @type {Event} */ event) => this.#choose(option, event)} />${name}</label>`;
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
    if (isClass) facts.push(['margin', figure(peakFigures(frame, selected).margin)]);
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
    const surface = this.before ? this.#beforeBend(model, selected) : this.#asBent(frame, model, selected);
    if (!surface) return [];
    this.#scale = surface.scale;
    const line = this.#feed?.zeroLine;
    return [
      {
        key: `${model.run} ${selected.layer}.${selected.neuron} ${this.before}`,
        ...surface,
        spots: spotsOf(frame, model.looks),
        standing: this.standing || eye.elevation > STEEP,
        lines: selected.layer === 1 && line ? [{ points: line, token: 'accent', opacity: 1, width: 2.5 }] : [],
        axes: { plane: frame.plane, extent: frame.extent },
      },
    ];
  }

  /** @param {import('../state/frame.js').Frame} frame @param {import('../state/store.js').Model} model @param {import('../state/store.js').Neuron} selected */
  #asBent(frame, model, selected) {
    const scale = this.#scaleFor(frame, model, selected);
    return { mesh: meshOf(frame, selected.layer - 1, selected.neuron, scale), scale };
  }

  /** @param {import('../state/store.js').Model} model @param {import('../state/store.js').Neuron} selected */
  #beforeBend(model, { layer }) {
    const sum = this.#feed?.sum;
    if (!sum) return null;
    const { mesh, scale } = sum;
    const isClass = layer === model.layers.length;
    const limits = isClass ? [] : nonLinearityOf(model.layers[layer - 1].activation).limits;
    return { mesh, scale, limits: limits.map((limit) => limit / scale.high).filter((share) => Math.abs(share) <= 1) };
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

  /** @param {'own'|'before'|'standing'} option @param {Event} event */
  #choose(option, event) {
    this[option] = /** @type {HTMLInputElement} */ (event.target).checked;
    if (option === 'standing') remember(STANDING_KEY, String(this.standing));
  }
}

/** Which preset is pressed, and whether examples would be hidden on the floor. */
const placeTold = () => `${eye.preset} ${eye.elevation > STEEP}`;

customElements.define('carve-landscape', CarveLandscape);
