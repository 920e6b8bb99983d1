/** The carving: how much the surface rose and fell between another moment and the shown step, and what did it. */

import { css, html, nothing } from 'lit';
import { Part, base, styles } from '../material/base.js';
import { store } from '../state/store.js';
import { MOST_RANKED, fetchRises } from '../state/carving.js';
import { PastFrames } from '../state/past-frames.js';
import { contoursAt, linesOf } from '../surface/contours.js';
import { difference, figuresOf } from '../surface/difference.js';
import { meshOf } from '../surface/mesh.js';
import { LayerScales, scaleFor } from '../surface/scale.js';
import { spotsOf } from '../surface/scene.js';
import '../surface/surfaces.js';
import { signOf } from '../time/markers.js';
import { words } from '../words/carving.js';
import { neuronName } from '../words/page.js';
import './carvers.js';
import { legendOf, legendStyle } from './legend.js';
import { STEPS_BACK, isMoving, lastEvent, momentBefore, trailBetween } from './moments.js';
import { Pace } from './pace.js';

/** How long the reader must stand still before the difference is asked for at full precision. */
const STILL_MS = 250;
/** @typedef {import('../state/frame.js').Frame} Frame */
/** @typedef {import('../surface/mesh.js').Mesh} Mesh */

export class CarveCarving extends Part {
  static properties = { asHeight: { state: true } };

  static styles = [
    base,
    legendStyle,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
      }
      .since {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 8px;
      }
      .since label {
        display: flex;
        align-items: center;
        gap: 8px;
      }
      select {
        height: 28px;
        padding: 0 4px;
        border: 1px solid var(--control);
        border-radius: var(--radius);
        background: var(--panel);
      }
      .view {
        position: relative;
        display: grid;
        flex: 1;
        min-height: 220px;
        margin-top: 4px;
      }
      .toggle {
        position: absolute;
        left: 0;
        top: 4px;
        z-index: 1;
        display: flex;
        align-items: center;
        gap: 4px;
        min-height: 24px;
        font-size: var(--label);
        cursor: pointer;
      }
      .toggle input {
        margin: 0;
        accent-color: var(--accent);
      }
      .hint,
      .wait {
        font-size: var(--label);
        color: var(--quiet);
      }
      .wait {
        position: absolute;
        left: 0;
        top: 32px;
        pointer-events: none;
      }
      .wait button {
        pointer-events: auto;
        margin-left: 8px;
      }
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(112px, 1fr));
        gap: 4px 12px;
        padding-top: 8px;
        border-top: 1px solid var(--hairline);
        margin-top: 8px;
      }
      dt,
      dd span {
        font-size: var(--label);
        color: var(--quiet);
      }
      dd span {
        display: block;
        white-space: nowrap;
      }
      dd {
        min-height: 2.8em;
      }
      carve-carvers {
        margin-top: 8px;
      }
      @media (max-width: 1099px) {
        .view {
          min-height: 300px;
        }
      }
    `,
  ];

  /** Whether the difference itself is the landscape. */
  asHeight = false;
  #pace = new Pace(this, () => this.#showSurfaces(), 'model', 'selected', 'since', 'events', 'first', 'following', 'playing');
  #past = new PastFrames(() => this.requestUpdate());
  #scales = new LayerScales();
  /** The frame that is compared with, until there is a newer one. @type {{key: string, frame: Frame}|null} */
  #base = null;
  /** @type {{key: string, scale: import('../surface/scale.js').Scale}|null} */
  #own = null;
  /** The difference at full precision. @type {{key: string, rises: import('../state/focus-surfaces.js').SurfaceSet}|null} */
  #exact = null;
  /** @type {AbortController|null} */
  #asking = null;
  #askedFor = '';
  #timer = 0;
  /** @type {WeakMap<Frame, {key: string, lines: Float32Array[]}>} */
  #lines = new WeakMap();

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#forgetExact();
  }

  focus() {
    /** @type {HTMLElement|null} */ (this.renderRoot.querySelector('carve-surfaces'))?.focus();
  }

  render() {
    const { frame, model, selected } = store.state;
    if (!frame || !model || !selected || frame.layers.length !== model.layers.length) return nothing;
    const scene = this.#scene(frame, model, selected);
    const { from, base: before } = scene;
    this.#askExactly(scene);
    return html`
      ${this.#since(frame)}
      <div class="view">
        <carve-surfaces .pictures=${this.#pictures(scene)} label=${words.label(neuronName(model, selected), before?.step ?? from, frame.step)}></carve-surfaces>
        <label class="toggle"><input type="checkbox" data-testid="as-height" .checked=${this.asHeight} @change=${this.#toggleHeight} />${words.asHeight}</label>
        ${scene.scale ? legendOf(scene.scale, words.signed) : nothing}
        ${before ? nothing : this.#wait(from)}
      </div>
      <p class="hint"><span data-testid="between">${words.fromTo(before?.step ?? from, frame.step)}</span> · ${words.hint}</p>
      ${this.#facts(scene)}
      <carve-carvers .from=${before?.step ?? from} .to=${frame.step} .most=${MOST_RANKED}></carve-carvers>
    `;
  }

  /** @param {Frame} frame */
  #since(frame) {
    const { since } = store.state;
    const event = lastEvent(frame.step);
    const pinned = /^\d+$/.test(since) ? since : null;
    return html`<div class="since">
      <label title=${words.sinceTip}>${words.since}
        <select data-testid="since" @change=${this.#chosen}>
          <option value="start" .selected=${since === 'start'}>${words.start}</option>
          <option value="back" .selected=${since === 'back'}>${words.back(STEPS_BACK)}</option>
          <option value="event" .selected=${since === 'event'} ?disabled=${!event}>${event ? words.event(signOf(event.type).join(' '), event.step) : words.noEvent}</option>
          ${pinned ? html`<option value=${pinned} .selected=${true}>${words.pinned(Number(pinned))}</option>` : nothing}
        </select>
      </label>
      <button class="action" data-testid="pin" title=${words.pinTip} @click=${this.#pin}>${words.pin}</button>
    </div>`;
  }

  /** @param {number} from */
  #wait(from) {
    if (!this.#past.hasFailed(from)) return html`<p class="wait">${words.fetching(from)}</p>`;
    return html`<p class="wait" role="alert">${words.notFetched(from)} <button class="action" @click=${this.#again}>${words.again}</button></p>`;
  }

  /** @param {ReturnType<CarveCarving['#scene']>} scene */
  #facts({ figures, frame }) {
    if (!figures) return nothing;
    const { rise, fall, mean, moved } = figures;
    const { uMinimum, uMaximum, vMinimum, vMaximum } = frame.extent;
    const place = (/** @type {import('../surface/difference.js').Extreme} */ { x, y }) =>
      words.at(
        frame.plane.uName,
        uMinimum + ((x + 1) / 2) * (uMaximum - uMinimum),
        frame.plane.vName,
        vMinimum + ((y + 1) / 2) * (vMaximum - vMinimum),
      );
    return html`<dl data-testid="carving">
      <div><dt>${words.rise}</dt><dd data-testid="rise">${words.signed(rise.height)} ${rise.height ? html`<span>${place(rise)}</span>` : nothing}</dd></div>
      <div><dt>${words.fall}</dt><dd data-testid="fall">${words.signed(fall.height)} ${fall.height ? html`<span>${place(fall)}</span>` : nothing}</dd></div>
      <div title=${words.meanTip}><dt>${words.mean}</dt><dd data-testid="mean">${words.signed(mean).replace('+', '')}</dd></div>
      <div title=${words.movedTip}><dt>${words.moved}</dt><dd data-testid="moved">${words.percent(moved)}</dd></div>
    </dl>`;
  }

  /** All that is drawn and said. @param {Frame} frame @param {import('../state/store.js').Model} model @param {import('../state/store.js').Neuron} selected */
  #scene(frame, model, selected) {
    const key = `${model.run} ${selected.layer}.${selected.neuron}`;
    const layerScale = this.#scales.of(frame, model)[selected.layer - 1];
    const { from, distance } = momentBefore(frame.step);
    this.#past.of(model.run, frame.plane.asked);
    const trail = trailBetween(from, frame.step);
    if (isMoving()) this.#past.keep(frame, trail.spacing / 2);
    const base = this.#baseOf(frame, `${model.run} ${store.state.since}`, from, distance);
    this.#past.want([{ step: from, distance }, ...trail.steps.map((step) => ({ step, distance: trail.spacing }))]);
    const mesh = meshOf(frame, selected.layer - 1, selected.neuron, layerScale);
    const rises = base && this.#risesOf(base, frame, selected);
    const figures = rises && figuresOf(rises, layerScale.high);
    const whole = `${key} ${store.state.since} ${isMoving() || `${from} ${frame.step}`}`;
    const last = this.#own?.key === whole ? this.#own.scale : null;
    if (figures) this.#own = { key: whole, scale: scaleFor(Math.max(figures.rise.height, -figures.fall.height), last) };
    const scale = figures ? this.#own?.scale : null;
    return { key, frame, model, selected, layerScale, mesh, from, base, rises, figures, scale, trail };
  }

  /** @param {Frame} frame @param {string} key @param {number} from @param {number} distance */
  #baseOf(frame, key, from, distance) {
    const found = from === frame.step ? frame : this.#past.at(from, distance);
    if (found) this.#base = { key: `${key} ${isMoving() || from}`, frame: found };
    return this.#base?.key === `${key} ${isMoving() || from}` ? this.#base.frame : null;
  }

  /** How much the surface rose: at full precision if that is known. @param {Frame} before @param {Frame} frame @param {import('../state/store.js').Neuron} selected @returns {Mesh} */
  #risesOf(before, frame, { layer, neuron }) {
    const { columns, rows } = frame;
    const exact = this.#exact?.key === keyOf(before, frame) ? this.#exact.rises : null;
    const surface = exact?.surfaces.find((rise) => rise.layer === layer && rise.unit === neuron);
    if (surface) return { columns, rows, heights: surface.heights };
    const unit = { signed: true, high: 1, major: 0 };
    return difference(meshOf(before, layer - 1, neuron, unit), meshOf(frame, layer - 1, neuron, unit));
  }

  /** @param {ReturnType<CarveCarving['#scene']>} scene @returns {import('../surface/scene.js').Picture[]} */
  #pictures(scene) {
    const { key, frame, model, mesh, layerScale, rises, scale } = scene;
    const common = { spots: spotsOf(frame, model.looks), axes: { plane: frame.plane, extent: frame.extent }, lines: this.#trail(scene) };
    if (!rises || !scale) return [{ key, mesh, scale: layerScale, ...common }];
    const shares = rises.heights.map((rise) => Math.max(-1, Math.min(1, rise / scale.high)));
    if (this.asHeight) return [{ key: `${key} difference`, mesh: { ...rises, heights: shares }, scale, ...common }];
    return [{ key, mesh, scale: layerScale, tint: shares, ...common }];
  }

  /** Where the heavy line ran before. @param {ReturnType<CarveCarving['#scene']>} scene @returns {import('../surface/scene.js').Line[]} */
  #trail({ key, selected, layerScale, trail, frame }) {
    const found = trail.steps.map((step) => this.#past.at(step, trail.spacing)).filter((past) => past !== null);
    const frames = [...new Set(found)].filter((past) => past.columns === frame.columns && past.step < frame.step);
    return frames.flatMap((past, i) =>
      this.#linesOf(past, key, selected, layerScale).map((points) => ({
        points,
        token: 'ink',
        opacity: (0.6 * (frames.length - i)) / (frames.length + 1),
        width: 1,
      })),
    );
  }

  /** @param {Frame} frame @param {string} key @param {import('../state/store.js').Neuron} selected @param {import('../surface/scale.js').Scale} scale */
  #linesOf(frame, key, { layer, neuron }, scale) {
    const kept = this.#lines.get(frame);
    const whole = `${key} ${scale.high}`;
    if (kept?.key === whole) return kept.lines;
    const lines = linesOf(contoursAt(meshOf(frame, layer - 1, neuron, scale), scale.major));
    this.#lines.set(frame, { key: whole, lines });
    return lines;
  }

  #showSurfaces() {
    const { frame, model, selected } = store.state;
    const surfaces = /** @type {any} */ (this.renderRoot.querySelector('carve-surfaces'));
    if (!surfaces || !frame || !model || !selected || frame.layers.length !== model.layers.length) return;
    const before = this.#own?.scale;
    const pictures = this.#pictures(this.#scene(frame, model, selected));
    if (this.#own?.scale === before) surfaces.pictures = pictures;
    else this.requestUpdate();
  }

  /** @param {ReturnType<CarveCarving['#scene']>} scene */
  #askExactly({ base: before, frame, model }) {
    const key = before && !isMoving() && before !== frame ? keyOf(before, frame) : '';
    if (key === this.#askedFor) return;
    this.#forgetExact();
    this.#askedFor = key;
    if (!before || !key) return;
    this.#timer = window.setTimeout(async () => {
      const asking = (this.#asking = new AbortController());
      const rises = await fetchRises(model.run, before.step, frame, asking.signal).catch(() => null);
      if (asking.signal.aborted || rises?.columns !== frame.columns || rises.rows !== frame.rows) return;
      this.#exact = { key, rises };
      this.requestUpdate();
    }, STILL_MS);
  }

  #forgetExact() {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    this.#asking = null;
    this.#exact = null;
    this.#askedFor = '';
  }

  /** @param {Event} event */
  #chosen(event) {
    store.update({ since: /** @type {HTMLSelectElement} */ (event.target).value });
  }

  #pin() {
    const { frame } = store.state;
    if (!frame) return;
    this.#past.keep(frame, 0);
    store.update({ since: String(frame.step) });
  }

  #again() {
    this.#past.forgive();
    this.requestUpdate();
  }

  /** @param {Event} event */
  #toggleHeight(event) {
    this.asHeight = /** @type {HTMLInputElement} */ (event.target).checked;
  }
}

/** @param {Frame} before @param {Frame} frame */
const keyOf = (before, frame) => `${store.state.run} ${before.step} ${frame.step}`;

customElements.define('carve-carving', CarveCarving);
