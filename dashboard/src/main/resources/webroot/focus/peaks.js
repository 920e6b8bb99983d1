/** The peaks: one landscape per class, its own examples standing on it, and how far it stands out. */

import { css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Part, base, styles } from '../material/base.js';
import { classToken } from '../material/colours.js';
import { shapeOf } from '../material/marks.js';
import { cssColour } from '../material/theme.js';
import { wantFigures } from '../state/curves.js';
import { store } from '../state/store.js';
import { peakFigures } from '../surface/examples.js';
import { meshOf } from '../surface/mesh.js';
import { LayerScales } from '../surface/scale.js';
import { spotsOf } from '../surface/scene.js';
import '../surface/surfaces.js';
import { words } from '../words/peaks.js';
import './margin-curve.js';
import { Pace } from './pace.js';

/** Classes seen together. */
const MOST = 10;
/** Pictures with names and numbers around them need this much room. */
const ROOMY = 300;
/** At least as wide is each, with the gap beside it, where there is space for more than one. */
const NARROWEST = 244;

export class CarvePeaks extends Part {
  static properties = { first: { state: true } };

  static styles = [
    base,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
      }
      carve-surfaces {
        display: flex;
        flex: 1 0 auto;
        min-height: 0;
      }
      .grid {
        display: grid;
        flex: 1;
        grid-template-columns: repeat(auto-fit, minmax(min(220px, 100%), 1fr));
        gap: 12px 24px;
      }
      .class {
        display: flex;
        flex-direction: column;
        min-width: 0;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 12px;
      }
      .head button {
        min-height: 24px;
        pointer-events: auto;
        font-size: var(--emphasis);
        white-space: nowrap;
      }
      .head button:hover {
        color: var(--accent);
      }
      .head b {
        font-size: var(--heading);
        font-weight: 400;
      }
      .head span,
      .head .means {
        font-size: var(--label);
        white-space: nowrap;
      }
      .head .means {
        flex-basis: 100%;
      }
      .head button span {
        font-size: inherit;
      }
      [data-picture] {
        flex: 1;
        min-height: 200px;
      }
      .said {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px 12px;
        min-height: 28px;
        padding-top: 8px;
        margin-top: 8px;
        border-top: 1px solid var(--hairline);
      }
      .said ul {
        display: flex;
        flex-wrap: wrap;
        gap: 0 12px;
      }
      .pages {
        display: flex;
        align-items: center;
        gap: 8px;
        margin-left: auto;
      }
    `,
  ];

  /** Class that is shown first. */
  first = 0;
  #pace = new Pace(this, () => this.#showSurfaces(), 'model');
  #scales = new LayerScales();

  connectedCallback() {
    super.connectedCallback();
    wantFigures(this, true);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    wantFigures(this, false);
  }

  focus() {
    /** @type {HTMLElement|null} */ (this.renderRoot.querySelector('carve-surfaces'))?.focus();
  }

  render() {
    const { frame, model } = store.state;
    if (!frame || !model || frame.layers.length !== model.layers.length) return nothing;
    const figures = model.classes.map((_, c) => peakFigures(frame, { layer: model.layers.length, neuron: c }));
    const shown = this.#shown(model);
    return html`
      <carve-surfaces .pictures=${this.#pictures(frame, model)} label=${words.label(shown.map((c) => model.classes[c]))}>
        <div class="grid" data-testid="peaks">
          ${repeat(shown, keyOf, (c) => this.#class(model, c, figures[c]))}
        </div>
      </carve-surfaces>
      <div class="said" data-testid="wrong-hills">
        ${this.#wrongHills(frame, model)}
        ${this.#pages(model)}
      </div>
      ${this.#table(frame, model, figures)}
    `;
  }

  /** @param {import('../state/store.js').Model} model @param {number} c @param {ReturnType<typeof peakFigures>} figures */
  #class({ classes, looks }, c, { own, others, margin }) {
    const token = classToken(looks[c]);
    return html`<section class="class" aria-label=${classes[c]}>
      <div class="head">
        <button title=${words.open(classes[c])} @click=${() => this.#open(c)}><span aria-hidden="true" ${styles({ color: cssColour(token) })}>${shapeOf(looks[c])}</span> ${classes[c]}</button>
        <b data-testid="margin-${c}">${words.value(margin)}</b>
        <span class="quiet" title=${words.marginTip}>${words.margin}</span>
        <span class="means quiet">${words.means(own, others)}</span>
      </div>
      <div data-picture=${keyOf(c)}></div>
      <carve-margin-curve number=${c} token=${token} label=${words.curve(classes[c])}></carve-margin-curve>
    </section>`;
  }

  /** @param {import('../state/frame.js').Frame} frame @param {import('../state/store.js').Model} model */
  #wrongHills({ examples }, { classes, looks }) {
    const { size, label, predicted } = examples;
    if (!size) return html`<p class="quiet">${words.noPoints}</p>`;
    /** @type {Map<string, {label: number, predicted: number, points: number}>} */
    const pairs = new Map();
    let wrong = 0;
    for (let i = 0; i < size; i++) {
      if (label[i] === predicted[i]) continue;
      wrong++;
      const key = `${label[i]} ${predicted[i]}`;
      const pair = pairs.get(key) ?? { label: label[i], predicted: predicted[i], points: 0 };
      pair.points++;
      pairs.set(key, pair);
    }
    if (!wrong) return html`<p>${words.allRight(size)}</p>`;
    return html`<p>${words.wrong(wrong, size)}</p>
      <ul>
        ${[...pairs.values()]
          .sort((a, b) => b.points - a.points)
          .map(
            (pair) =>
              html`<li><span aria-hidden="true" ${styles({ color: cssColour(classToken(looks[pair.label] ?? 7)) })}>${shapeOf(looks[pair.label] ?? 7)}</span> ${words.on(pair.points, classes[pair.label] ?? String(pair.label), classes[pair.predicted] ?? String(pair.predicted))}</li>`,
          )}
      </ul>
      <p class="quiet">${words.ringed}</p>`;
  }

  /** @param {import('../state/store.js').Model} model */
  #pages({ classes }) {
    if (classes.length <= MOST) return nothing;
    const last = Math.min(classes.length, this.first + MOST);
    return html`<div class="pages">
      <button class="action" aria-label=${words.previous} ?disabled=${this.first === 0} @click=${() => (this.first = Math.max(0, this.first - MOST))}>‹</button>
      <span class="quiet">${words.page(this.first + 1, last, classes.length)}</span>
      <button class="action" aria-label=${words.next} ?disabled=${last === classes.length} @click=${() => (this.first += MOST)}>›</button>
    </div>`;
  }

  /** @param {import('../state/frame.js').Frame} frame @param {import('../state/store.js').Model} model @param {ReturnType<typeof peakFigures>[]} figures */
  #table({ examples }, { classes }, figures) {
    const wrong = new Array(classes.length).fill(0);
    for (let i = 0; i < examples.size; i++) if (examples.label[i] !== examples.predicted[i]) wrong[examples.label[i]]++;
    return html`<div class="unseen"><table>
      <caption>${words.table}</caption>
      <thead><tr>${words.columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
      <tbody>
        ${classes.map((name, c) => html`<tr><th scope="row">${name}</th>${[figures[c].margin, figures[c].own, figures[c].others].map((value) => html`<td>${words.value(value)}</td>`)}<td>${wrong[c]}</td></tr>`)}
      </tbody>
    </table></div>`;
  }

  /** Numbers of the classes that are shown. @param {import('../state/store.js').Model} model */
  #shown({ classes }) {
    if (this.first >= classes.length) this.first = 0;
    return classes.map((_, c) => c).slice(this.first, this.first + MOST);
  }

  /** Its own examples stand on each, and those that were taken for its own. @param {import('../state/frame.js').Frame} frame @param {import('../state/store.js').Model} model @returns {import('../surface/scene.js').Picture[]} */
  #pictures(frame, model) {
    const { label, predicted } = frame.examples;
    const scale = this.#scales.of(frame, model)[model.layers.length - 1];
    const shown = this.#shown(model);
    const columns = Math.max(1, Math.min(shown.length, Math.floor(this.clientWidth / NARROWEST)));
    const axes = this.clientWidth >= ROOMY * columns ? { plane: frame.plane, extent: frame.extent } : undefined;
    return shown.map((c) => ({
      key: keyOf(c),
      mesh: meshOf(frame, model.layers.length - 1, c, scale),
      scale,
      spots: spotsOf(frame, model.looks, (i) => label[i] === c || predicted[i] === c),
      standing: true,
      axes,
    }));
  }

  #showSurfaces() {
    const { frame, model } = store.state;
    const surfaces = /** @type {any} */ (this.renderRoot.querySelector('carve-surfaces'));
    if (surfaces && frame && model && frame.layers.length === model.layers.length) surfaces.pictures = this.#pictures(frame, model);
  }

  /** @param {number} neuron */
  #open(neuron) {
    const { model } = store.state;
    if (model) store.update({ selected: { layer: model.layers.length, neuron }, view: 'landscape' });
  }
}

/** @param {number} c */
const keyOf = (c) => `class ${c}`;

customElements.define('carve-peaks', CarvePeaks);
