/** The cross-section: a plane at a height, and what lies above it. */

import { css, html, nothing } from 'lit';
import { Part, base, styles } from '../material/base.js';
import { classToken } from '../material/colours.js';
import { figure, percent } from '../material/format.js';
import { shapeOf } from '../material/marks.js';
import { cssColour } from '../material/theme.js';
import { store } from '../state/store.js';
import { contoursAt, shareAbove } from '../surface/contours.js';
import { examplesAbove } from '../surface/examples.js';
import { meshOf, rawMeshOf } from '../surface/mesh.js';
import { LayerScales } from '../surface/scale.js';
import { spotsOf } from '../surface/scene.js';
import '../surface/surfaces.js';
import { words } from '../words/cut.js';
import { neuronName } from '../words/page.js';
import { legendStyle } from './legend.js';
import { Pace } from './pace.js';

/** Steps of the handle from the bottom to zero, or to the top of heights without a sign. */
const STEPS = 100;
const BIG_STEP = 10;

export class CarveCut extends Part {
  static styles = [
    base,
    legendStyle,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
      }
      .view {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 76px;
        flex: 1;
        min-height: 220px;
        position: relative;
      }
      .hint {
        position: absolute;
        left: 0;
        bottom: 0;
        font-size: var(--label);
        color: var(--quiet);
        pointer-events: none;
      }
      .track {
        position: relative;
        margin: 16px 0;
        cursor: ns-resize;
        touch-action: none;
        font-size: var(--label);
        color: var(--quiet);
      }
      .bar {
        position: absolute;
        inset: 0 0 0 auto;
        width: 10px;
        border-radius: 3px;
      }
      .end {
        position: absolute;
        right: 18px;
        line-height: 1;
        transform: translateY(-50%);
      }
      .handle {
        position: absolute;
        right: -4px;
        display: flex;
        align-items: center;
        height: 24px;
        transform: translateY(-50%);
        border-radius: var(--radius);
      }
      .handle span {
        min-width: 46px;
        padding: 0 6px;
        line-height: 22px;
        border: 1px solid var(--accent);
        border-radius: var(--radius);
        background: var(--panel);
        color: var(--ink);
        text-align: center;
      }
      .handle::after {
        content: '';
        width: 20px;
        border-top: 3px solid var(--accent);
      }
      .figures {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 32px;
        padding-top: 8px;
        border-top: 1px solid var(--hairline);
        margin-top: 8px;
      }
      .area {
        flex: none;
      }
      .area b {
        display: block;
        font-size: var(--figure);
        font-weight: 400;
        line-height: 1.2;
        min-width: 4.2em;
      }
      .area label {
        display: flex;
        align-items: center;
        gap: 8px;
        margin-bottom: 4px;
      }
      input {
        width: 76px;
        height: 28px;
        padding: 0 6px;
        border: 1px solid var(--control);
        border-radius: var(--radius);
        background: var(--panel);
      }
      table {
        flex: 1 1 220px;
        border-collapse: collapse;
        align-self: start;
      }
      th {
        text-align: left;
        font-weight: 400;
      }
      thead th {
        font-size: var(--label);
        color: var(--quiet);
      }
      th,
      td {
        padding: 2px 12px 2px 0;
        white-space: nowrap;
      }
      th:last-child,
      td:last-child {
        padding-right: 0;
      }
      .number {
        text-align: right;
        width: 1%;
      }
      .stretch {
        width: 60%;
      }
      .share {
        height: 8px;
        border-radius: 2px;
        background: var(--hover);
        overflow: hidden;
      }
      .share div {
        height: 100%;
      }
      .said {
        padding-top: 8px;
        min-height: calc(8px + 1.4em);
        font-size: var(--label);
        color: var(--quiet);
      }
      @media (max-width: 1099px) {
        .view {
          min-height: 300px;
        }
      }
    `,
  ];

  #pace = new Pace(this, () => this.#showSurfaces(), 'model', 'selected', 'height');
  #scales = new LayerScales();
  /** Where a neuron is cut before the reader says so. It stays, whatever the scale does. */
  #proposal = { key: '', height: 0 };
  #dragging = false;

  focus() {
    /** @type {HTMLElement|null} */ (this.renderRoot.querySelector('[role="slider"]'))?.focus();
  }

  /** Up and down move the cut from wherever nothing else takes them. @param {KeyboardEvent} event @returns {(() => void)|null} */
  keyAction(event) {
    const by = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    return by ? () => this.#moveBy(by * (event.shiftKey ? BIG_STEP : 1)) : null;
  }

  render() {
    const scene = this.#scene();
    if (!scene) return nothing;
    const { model, selected, frame, scale, height } = scene;
    const area = shareAbove(contoursAt(rawMeshOf(frame, selected.layer - 1, selected.neuron, 1), height));
    return html`
      <div class="view">
        <carve-surfaces .pictures=${this.#pictures(scene)} label=${words.label(neuronName(model, selected), height)}></carve-surfaces>
        ${this.#slider(scale, height)}
        <p class="hint">${words.hint}</p>
      </div>
      <div class="figures">
        <div class="area">
          <label title=${words.heightTip}>${words.height}
            <input type="number" data-testid="cut-height" step=${stepOf(scale)} .value=${String(height)} @change=${this.#typed} />
          </label>
          <b data-testid="area-above">${percent(area)}</b>
          <span class="quiet">${words.above}</span>
        </div>
        ${this.#classes(model, examplesAbove(frame, selected, height, model.classes.length))}
      </div>
      <p class="said">${selected.layer === 1 ? words.straight : area === 0 ? words.nothing : area === 1 ? words.everything : nothing}</p>
    `;
  }

  /** @param {import('../surface/scale.js').Scale} scale @param {number} height */
  #slider(scale, height) {
    const { signed, high } = scale;
    const low = lowOf(scale);
    const top = (/** @type {number} */ at) => `${(100 * (high - Math.max(low, Math.min(high, at)))) / (high - low)}%`;
    return html`<div class="track" @pointerdown=${this.#press} @pointermove=${this.#drag} @pointerup=${this.#release} @pointercancel=${this.#release}>
      <div class="bar ${signed ? 'signed' : 'unsigned'}"></div>
      ${[high, (high + low) / 2, low].map((at) => html`<span class="end" aria-hidden="true" ${styles({ top: top(at) })}>${figure(at)}</span>`)}
      <div
        class="handle"
        role="slider"
        tabindex="0"
        data-testid="cut"
        aria-label=${words.slider}
        aria-orientation="vertical"
        aria-valuemin=${low}
        aria-valuemax=${high}
        aria-valuenow=${Math.max(low, Math.min(high, height))}
        aria-valuetext=${figure(height)}
        @keydown=${this.#onKey}
        ${styles({ top: top(height) })}
      ><span>${figure(height)}</span></div>
    </div>`;
  }

  /** @param {import('../state/store.js').Model} model @param {{examples: number, above: number}[]} counts */
  #classes({ classes, looks }, counts) {
    return html`<table data-testid="classes-above">
      <caption class="unseen">${words.table}</caption>
      <thead>
        <tr>
          <th scope="col">${words.class}</th>
          <td></td>
          <th scope="col" class="number">${words.share}</th>
          <th scope="col" class="number">${words.examples}</th>
        </tr>
      </thead>
      <tbody>
        ${classes.map((name, i) => {
          const { examples, above } = counts[i];
          const token = classToken(looks[i]);
          return html`<tr>
            <th scope="row"><span aria-hidden="true" ${styles({ color: cssColour(token) })}>${shapeOf(looks[i])}</span> ${name}</th>
            <td class="stretch"><div class="share"><div ${styles({ width: `${(100 * above) / Math.max(1, examples)}%`, background: cssColour(token) })}></div></div></td>
            <td class="number">${examples ? percent(above / examples) : '–'}</td>
            <td class="number quiet">${examples ? words.of(above, examples) : words.none}</td>
          </tr>`;
        })}
      </tbody>
    </table>`;
  }

  /** What is there to cut, and where. */
  #scene() {
    const { frame, model, selected, height: chosen } = store.state;
    if (!frame || !model || !selected || frame.layers.length !== model.layers.length) return null;
    const scale = this.#scales.of(frame, model)[selected.layer - 1];
    const key = `${model.run} ${selected.layer}.${selected.neuron}`;
    if (this.#proposal.key !== key) this.#proposal = { key, height: scale.signed ? 0 : scale.high / 2 };
    const height = chosen ?? this.#proposal.height;
    return { key, model, selected, frame, scale, height, mesh: meshOf(frame, selected.layer - 1, selected.neuron, scale) };
  }

  /** @param {NonNullable<ReturnType<CarveCut['#scene']>>} scene @returns {import('../surface/scene.js').Picture[]} */
  #pictures({ key, mesh, scale, frame, model, height }) {
    return [
      {
        key,
        mesh,
        scale,
        spots: spotsOf(frame, model.looks),
        axes: { plane: frame.plane, extent: frame.extent },
        cut: height / scale.high,
      },
    ];
  }

  #showSurfaces() {
    const scene = this.#scene();
    const surfaces = this.renderRoot.querySelector('carve-surfaces');
    if (scene && surfaces) /** @type {any} */ (surfaces).pictures = this.#pictures(scene);
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey) return;
    const scene = this.#scene();
    if (!scene) return;
    const act = {
      PageUp: () => this.#moveBy(BIG_STEP),
      PageDown: () => this.#moveBy(-BIG_STEP),
      ArrowUp: () => this.#moveBy(shiftKey ? BIG_STEP : 1),
      ArrowDown: () => this.#moveBy(shiftKey ? -BIG_STEP : -1),
    }[key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  /** @param {number} steps */
  #moveBy(steps) {
    const scene = this.#scene();
    if (!scene) return;
    const { scale, height } = scene;
    this.#cutAt(Math.max(lowOf(scale), Math.min(scale.high, height + steps * stepOf(scale))));
  }

  /** @param {number} height */
  #cutAt(height) {
    store.update({ height: Number(height.toPrecision(6)) });
  }

  /** @param {PointerEvent} event */
  #press(event) {
    /** @type {HTMLElement} */ (event.currentTarget).setPointerCapture(event.pointerId);
    this.#dragging = true;
    event.preventDefault();
    this.focus();
    this.#drag(event);
  }

  /** @param {PointerEvent} event */
  #drag(event) {
    const scene = this.#scene();
    if (!this.#dragging || !scene) return;
    const { scale } = scene;
    const { top, height } = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect();
    const share = Math.max(0, Math.min(1, (event.clientY - top) / height));
    const step = stepOf(scale);
    this.#cutAt(Math.round((scale.high - share * (scale.high - lowOf(scale))) / step) * step);
  }

  #release() {
    this.#dragging = false;
  }

  /** @param {Event} event */
  #typed(event) {
    const input = /** @type {HTMLInputElement} */ (event.target);
    if (input.value === '' || !Number.isFinite(input.valueAsNumber)) this.requestUpdate();
    else this.#cutAt(input.valueAsNumber);
  }
}

/** @param {import('../surface/scale.js').Scale} scale */
const lowOf = ({ signed, high }) => (signed ? -high : 0);

/** @param {import('../surface/scale.js').Scale} scale */
const stepOf = ({ high }) => Number((high / STEPS).toPrecision(6));

customElements.define('carve-cut', CarveCut);
