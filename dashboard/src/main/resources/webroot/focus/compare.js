/** Two moments side by side, of one run or of two: the neuron here, the neuron there, and how much they differ, all seen by one eye. */

import { css, html, nothing } from 'lit';
import { Part, base } from '../material/base.js';
import { count, figure, percent } from '../material/format.js';
import { fetchFrame, fetchRun } from '../state/api.js';
import { modelOf } from '../state/spec.js';
import { StoreController, store } from '../state/store.js';
import { meshOf } from '../surface/mesh.js';
import { LayerScales, nice } from '../surface/scale.js';
import { spotsOf } from '../surface/scene.js';
import '../surface/surfaces.js';
import { words } from '../words/compare.js';
import { neuronName, words as common } from '../words/page.js';
import { values } from '../words/time.js';

const FIGURES_EVERY_MS = 500;

export class CarveCompare extends Part {
  static properties = { there: { state: true }, failure: { state: true } };

  static styles = [
    base,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
        overflow: auto;
      }
      .choice {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 12px;
        padding-bottom: 8px;
      }
      select,
      input[type='number'] {
        height: 28px;
        border: 1px solid var(--control);
        border-radius: var(--radius);
        background: var(--panel);
        padding: 0 6px;
      }
      select {
        max-width: 260px;
      }
      input {
        margin: 0;
      }
      input[type='number'] {
        width: 110px;
      }
      label {
        display: inline-flex;
        align-items: center;
        gap: 4px;
        min-height: 24px;
      }
      carve-surfaces {
        display: block;
        flex: 1;
        min-height: 220px;
      }
      .pictures {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(220px, 1fr));
        gap: 8px 16px;
        height: 100%;
      }
      figure {
        display: flex;
        flex-direction: column;
        margin: 0;
        min-height: 200px;
      }
      figcaption {
        font-size: var(--label);
        color: var(--quiet);
      }
      figcaption b {
        font-weight: 600;
        color: var(--ink);
      }
      figure div {
        flex: 1;
      }
      table {
        margin-top: 8px;
        border-collapse: collapse;
        border-top: 1px solid var(--hairline);
        width: 100%;
        max-width: 640px;
      }
      th,
      td {
        font-weight: inherit;
        text-align: right;
        padding: 4px 12px 0 0;
      }
      th:first-child {
        text-align: left;
        color: var(--quiet);
      }
      thead th {
        font-size: var(--label);
        color: var(--quiet);
      }
    `,
  ];

  #watch = new StoreController(this, 'model', 'selected', 'other', 'runs', 'theme');
  /** The other moment as it was fetched. @type {{model: import('../state/store.js').Model, frame: import('../state/frame.js').Frame}|null} */
  there = null;
  failure = '';
  #asking = false;
  /** What was asked for last. */
  #asked = '';
  #scales = new LayerScales();
  /** @type {import('../surface/scale.js').Scale|null} */
  #differenceScale = null;
  /** The least and the most that the surface here is higher than there. */
  #rise = [0, 0];
  #renderedAt = 0;
  #later = 0;

  connectedCallback() {
    super.connectedCallback();
    const { other, run, frame } = store.state;
    if (!other && run && frame) store.update({ other: { run, step: frame.step, follows: false } });
    this.stop = store.listen((changed) => {
      if (['other', 'cursor', 'plane'].some((key) => changed.has(key))) this.#refresh();
      if (changed.has('frame')) this.#frameChanged();
    });
    this.#refresh();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop?.();
    clearTimeout(this.#later);
  }

  focus() {
    this.#surfaces()?.focus();
  }

  /** @returns {import('../surface/surfaces.js').CarveSurfaces|null} */
  #surfaces() {
    return this.renderRoot?.querySelector('carve-surfaces') ?? null;
  }

  #frameChanged() {
    const surfaces = this.#surfaces();
    const wait = this.#renderedAt + FIGURES_EVERY_MS - performance.now();
    clearTimeout(this.#later);
    if (!surfaces || wait <= 0) return this.requestUpdate();
    surfaces.pictures = this.#pictures();
    this.#later = window.setTimeout(() => this.requestUpdate(), wait);
  }

  /** One question at a time, always for the newest wish. */
  async #refresh() {
    if (this.#asking) return;
    this.#asking = true;
    try {
      for (let wish = this.#wish(); wish && wish.key !== this.#asked; wish = this.#wish()) {
        this.#asked = wish.key;
        const known = this.there?.model.run === wish.run ? this.there.model : null;
        const model = known ?? modelOf(await fetchRun(wish.run));
        const frame = await fetchFrame(wish.run, wish.step, hasSameInputs(model) ? wish.plane : '');
        this.failure = '';
        this.there = { model, frame };
      }
    } catch (error) {
      this.failure = /** @type {Error} */ (error).message;
    } finally {
      this.#asking = false;
    }
  }

  #wish() {
    const { other, cursor, plane } = store.state;
    if (!other) return null;
    const step = Math.round(other.follows ? cursor : other.step);
    return { run: other.run, step, plane, key: `${other.run} ${step} ${plane}` };
  }

  render() {
    const { model, selected, frame } = store.state;
    if (!model || !selected || !frame) return nothing;
    this.#renderedAt = performance.now();
    const pictures = this.#pictures();
    return html`
      ${this.#choice()}
      ${this.failure ? html`<p role="alert">${words.failed(this.failure)}</p>` : nothing}
      <carve-surfaces .pictures=${pictures} label=${words.pictures(neuronName(model, selected))}>
        <div class="pictures">
          ${this.#caption('here', words.here, model, frame)}
          ${this.there ? this.#caption('there', words.there, this.there.model, this.there.frame) : html`<p class="quiet">${words.loading}</p>`}
          ${pictures.some(({ key }) => key.endsWith('difference')) ? this.#differenceCaption() : nothing}
        </div>
      </carve-surfaces>
      ${this.#note(pictures)} ${this.there ? this.#table(frame, this.there.frame, selected) : nothing}
    `;
  }

  #choice() {
    const { runs, run, other, frame } = store.state;
    if (!other) return nothing;
    const step = other.follows ? (this.there?.frame.step ?? other.step) : other.step;
    return html`<div class="choice">
      <select aria-label=${words.run} data-testid="compare-run" @change=${(/** @type {any} */ event) => store.update({ other: { ...other, run: event.target.value } })}>
        ${runs.map((entry) => html`<option value=${entry.run} ?selected=${entry.run === other.run}>${words.runName(entry.name || entry.model, entry.startedAt)}</option>`)}
      </select>
      <label>
        ${common.step}
        <input type="number" min="0" step="1" aria-label=${words.step} data-testid="compare-step" .value=${String(step)} ?disabled=${other.follows}
          @change=${(/** @type {any} */ event) => store.update({ other: { ...other, step: Math.max(0, Math.round(Number(event.target.value) || 0)) } })} />
      </label>
      <label title=${words.sameStepTip}>
        <input type="checkbox" data-testid="compare-same-step" .checked=${other.follows} @change=${(/** @type {any} */ event) => store.update({ other: { ...other, step, follows: event.target.checked } })} />${words.sameStep}
      </label>
      <button class="action" title=${words.thisMomentTip} data-testid="compare-pin" @click=${() => run && frame && store.update({ other: { run, step: frame.step, follows: false } })}>${words.thisMoment}</button>
    </div>`;
  }

  /** @param {string} side @param {string} title @param {import('../state/store.js').Model} model @param {import('../state/frame.js').Frame} frame */
  #caption(side, title, model, frame) {
    return html`<figure>
      <figcaption><b>${title}</b> ${this.#runName(model)} · ${words.stepName(frame.step)}</figcaption>
      <div data-picture=${this.#key(side)}></div>
    </figure>`;
  }

  /** What people call a run, else what it trains. @param {import('../state/store.js').Model} model */
  #runName({ name, run }) {
    return store.state.runs.find((entry) => entry.run === run)?.name || name;
  }

  #differenceCaption() {
    const [low, high] = this.#rise;
    return html`<figure title=${words.differenceTip}>
      <figcaption><b>${words.difference}</b> ${low === high && !low ? words.same : common.range(low, high)}</figcaption>
      <div data-picture=${this.#key('difference')}></div>
    </figure>`;
  }

  /** @param {import('../surface/scene.js').Picture[]} pictures */
  #note(pictures) {
    if (!this.there || pictures.length === 3) return nothing;
    return html`<p class="quiet">${pictures.length === 1 ? words.noNeuron : words.differs}</p>`;
  }

  /** @param {import('../state/frame.js').Frame} here @param {import('../state/frame.js').Frame} there @param {import('../state/store.js').Neuron} neuron */
  #table(here, there, { layer, neuron }) {
    const range = (/** @type {import('../state/frame.js').Frame} */ { layers }) => {
      const surfaces = layers[layer - 1];
      return surfaces && neuron < surfaces.units ? common.range(surfaces.minimum[neuron], surfaces.maximum[neuron]) : '–';
    };
    const rows = [
      [common.step, count(here.step), count(there.step)],
      [words.loss, figure(here.loss), figure(there.loss)],
      [words.accuracy, percent(here.accuracy), percent(there.accuracy)],
      [words.examples, count(here.examplesSeen), count(there.examplesSeen)],
      [words.learningRate, values.rate(here.learningRate), values.rate(there.learningRate)],
      [words.range, range(here), range(there)],
    ];
    return html`<table data-testid="compare-figures">
      <caption class="unseen">${words.table}</caption>
      <thead><tr><th scope="col">${words.figure}</th><th scope="col">${words.here}</th><th scope="col">${words.there}</th></tr></thead>
      <tbody>${rows.map(([name, a, b]) => html`<tr><th scope="row">${name}</th><td>${a}</td><td>${b}</td></tr>`)}</tbody>
    </table>`;
  }

  /** @param {string} side */
  #key(side) {
    const { selected } = store.state;
    const run = side === 'there' ? this.there?.model.run : store.state.run;
    return `${run} ${selected?.layer}.${selected?.neuron} ${side}`;
  }

  /** Here, there and the difference, as far as there are. @returns {import('../surface/scene.js').Picture[]} */
  #pictures() {
    const { model, frame, selected } = store.state;
    if (!model || !frame || !selected || frame.layers.length !== model.layers.length) return [];
    const scale = this.#scales.of(frame, model)[selected.layer - 1];
    const pictures = [this.#picture('here', model, frame, selected, scale)];
    const other = this.there;
    const surfaces = other?.frame.layers[selected.layer - 1];
    if (!other || !surfaces || selected.neuron >= surfaces.units) return pictures;
    pictures.push(this.#picture('there', other.model, other.frame, selected, scale));
    if (haveOneGrid(frame, other.frame)) pictures.push(this.#difference(pictures[0], pictures[1], scale));
    return pictures;
  }

  /** @param {string} side @param {import('../state/store.js').Model} model @param {import('../state/frame.js').Frame} frame @param {import('../state/store.js').Neuron} neuron @param {import('../surface/scale.js').Scale} scale @returns {import('../surface/scene.js').Picture} */
  #picture(side, model, frame, { layer, neuron }, scale) {
    return {
      key: this.#key(side),
      mesh: meshOf(frame, layer - 1, neuron, scale),
      scale,
      spots: spotsOf(frame, model.looks),
      axes: { plane: frame.plane, extent: frame.extent },
    };
  }

  /** @param {import('../surface/scene.js').Picture} here @param {import('../surface/scene.js').Picture} there @param {import('../surface/scale.js').Scale} scale @returns {import('../surface/scene.js').Picture} */
  #difference(here, there, { high }) {
    const { columns, rows } = here.mesh;
    const rises = here.mesh.heights.map((height, i) => (height - there.mesh.heights[i]) * high);
    this.#rise = [Math.min(...rises), Math.max(...rises)];
    const reach = Math.max(...this.#rise.map(Math.abs));
    const last = this.#differenceScale;
    const fits = last && reach <= last.high && reach > last.high * 0.3;
    if (!fits) this.#differenceScale = { signed: true, high: reach > 0 ? nice(reach) : 1, major: 0 };
    const scale = /** @type {import('../surface/scale.js').Scale} */ (this.#differenceScale);
    return {
      key: this.#key('difference'),
      mesh: { columns, rows, heights: rises.map((rise) => rise / scale.high) },
      scale,
      axes: here.axes,
    };
  }
}

/** @param {import('../state/frame.js').Frame} a @param {import('../state/frame.js').Frame} b */
function haveOneGrid(a, b) {
  return (
    a.columns === b.columns &&
    a.rows === b.rows &&
    Object.entries(a.extent).every(([edge, value]) => Math.abs(value - /** @type {any} */ (b.extent)[edge]) < 1e-6)
  );
}

/** A plane of one model is one of the other, too. @param {import('../state/store.js').Model} model */
const hasSameInputs = ({ inputs }) => String(inputs) === String(store.state.model?.inputs);

customElements.define('carve-compare', CarveCompare);
