/** Slow motion of one SGD step: the minibatch arrives, goes forward, is judged, the blame goes back, and the landscapes are carved. */

import { css, html, nothing } from 'lit';
import { Part, base, styles } from '../material/base.js';
import { figure, percent } from '../material/format.js';
import { icons } from '../material/icons.js';
import { calm } from '../material/theme.js';
import { fetchTakenStep } from '../state/exact-steps.js';
import { store } from '../state/store.js';
import { LayerScales, ownScale } from '../surface/scale.js';
import { meshOf } from '../surface/mesh.js';
import '../surface/surfaces.js';
import { words, exact } from '../words/one-step.js';
import { neuronName, shortNeuronName, words as pageWords } from '../words/page.js';
import { done, stageAt } from './composition-stages.js';
import { rangeOf } from './composition-sum.js';
import { Film } from './film.js';
import { namedBy } from './step-network.js';
import { STAGE_KEYS } from './views.js';
import { litBy, phasesOf, sentenceOf, walkOf } from './step-walk.js';

const GRID = 41;
const MOST_ROWS = 10;

export class CarveOneStep extends Part {
  static properties = { failure: { state: true } };

  static styles = [
    base,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: 8px;
        min-height: 0;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 4px 12px;
      }
      .controls {
        display: flex;
        gap: 4px;
      }
      .sentence {
        min-height: 63px;
        font-size: var(--emphasis);
        text-wrap: pretty;
      }
      ol {
        display: flex;
        flex-wrap: wrap;
        gap: 0 2px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      ol button {
        height: 24px;
        padding: 0 6px;
        font-size: var(--label);
        color: var(--quiet);
        white-space: nowrap;
      }
      ol button:hover {
        background: var(--hover);
      }
      ol button[aria-current] {
        color: var(--ink);
        background: var(--hover);
        font-weight: 600;
      }
      carve-surfaces {
        flex: 1;
        min-height: 200px;
      }
      table {
        border-collapse: collapse;
        font-size: var(--label);
        width: 100%;
      }
      th {
        font-weight: inherit;
        color: var(--quiet);
        text-align: left;
      }
      td:last-child,
      th:last-child {
        text-align: right;
      }
      td,
      th {
        height: 20px;
        padding: 0 8px 0 0;
      }
      .share {
        display: flex;
        align-items: center;
        gap: 8px;
      }
      .share i {
        height: 6px;
        border-radius: 3px;
        background: var(--accent);
      }
      .big {
        font-size: var(--figure);
        line-height: 1.2;
      }
      .note {
        font-size: var(--label);
        color: var(--quiet);
      }
    `,
  ];

  failure = '';
  /** @type {import('./step-walk.js').Walk|null} */
  #walk = null;
  #asked = '';
  #place = 0;
  #phase = 0;
  #saysOld = false;
  #scales = new LayerScales();
  #film = new Film((place) => this.#showPlace(place), () => this.requestUpdate());

  connectedCallback() {
    super.connectedCallback();
    this.stop = store.listen((changed) => this.#heard(changed));
    this.onTheme = () => this.requestUpdate();
    document.addEventListener('carve-theme', this.onTheme);
    this.#take();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop?.();
    document.removeEventListener('carve-theme', /** @type {any} */ (this.onTheme));
    this.#film.stop();
    store.update({ lit: null });
  }

  focus() {
    /** @type {HTMLElement|null} */ (this.renderRoot.querySelector('ol [aria-current]'))?.focus();
  }

  /** A step that is looked at stays while others are taken; a reader who goes back in time takes the one there. @param {Set<string>} changed */
  #heard(changed) {
    const { following, playing, run } = store.state;
    const isOther = changed.has('run') || (this.#walk && this.#walk.model.run !== run);
    if (isOther || (changed.has('frame') && (!this.#asked || (!following && !playing)))) this.#take();
    else if (changed.has('selected') || (changed.has('frame') && !this.#walk) || this.#isOld() !== this.#saysOld) this.requestUpdate();
  }

  /** Whether the stream has taken newer steps than the one that is walked through. */
  #isOld() {
    const { frame, following } = store.state;
    return Boolean(this.#walk && frame && following && frame.step > this.#walk.step);
  }

  /** Takes the step that led to the frame on the screen. */
  async #take() {
    const { run, frame, model } = store.state;
    if (!run || !frame || !model || frame.layers.length !== model.layers.length) return;
    const asked = `${run} ${frame.step}`;
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.failure = frame.step < 1 ? words.none : '';
    if (frame.step < 1) {
      this.#walk = null;
      return;
    }
    try {
      const walk = walkOf(await fetchTakenStep(run, frame.step), model);
      if (asked === this.#asked) this.#begin(walk);
    } catch (error) {
      if (asked === this.#asked) this.failure = words.lost(/** @type {Error} */ (error).message);
    }
  }

  /** @param {import('./step-walk.js').Walk} walk */
  #begin(walk) {
    this.#film.stop();
    this.#walk = walk;
    this.failure = '';
    this.#jump(0);
  }

  #takeNewest() {
    this.#asked = '';
    this.#take();
  }

  /** @param {number} place */
  #showPlace(place) {
    this.#place = place;
    if (stageAt(place) !== this.#phase) {
      this.#light();
      this.requestUpdate();
      return;
    }
    const surfaces = /** @type {import('../surface/surfaces.js').CarveSurfaces|null} */ (
      this.renderRoot.querySelector('carve-surfaces')
    );
    if (surfaces) surfaces.pictures = this.#pictures();
  }

  #light() {
    if (!this.#walk) return;
    this.#phase = stageAt(this.#place);
    store.update({ lit: litBy(phasesOf(this.#walk.model)[this.#phase], this.#walk) });
  }

  render() {
    const walk = this.#walk;
    if (!walk) return html`<p class="quiet" role="status">${this.failure || words.loading}</p>`;
    const phases = phasesOf(walk.model);
    const sentence = sentenceOf(phases[this.#phase], walk, this.#carved());
    const { selected } = store.state;
    const name = selected ? neuronName(walk.model, selected) : '';
    this.#saysOld = this.#isOld();
    return html`
      <div class="head">
        <span data-testid="walked-step" data-step=${walk.step}>${words.title(walk.step)}
          ${this.#saysOld ? html`<button class="action" data-testid="newest-step" @click=${this.#takeNewest}>${words.newest}</button>` : nothing}</span>
        ${this.#controls(phases.length - 1)}
      </div>
      <ol aria-label=${words.phases}>
        ${phases.map((phase, i) => html`<li><button data-testid="phase-${phase.kind}" aria-current=${i === this.#phase ? 'step' : nothing} @click=${() => this.#jump(i)}>${nameOf(phase, walk.model)}</button></li>`)}
      </ol>
      <p class="sentence" data-testid="sentence" aria-live=${this.#film.isPlaying ? 'off' : 'polite'}>${sentence}</p>
      ${this.failure ? html`<p class="note" role="status">${this.failure}</p>` : nothing}
      <carve-surfaces .pictures=${this.#pictures()} label=${words.label(name, sentence)}></carve-surfaces>
      ${this.#figures(phases[this.#phase], walk)}
    `;
  }

  /** @param {number} last */
  #controls(last) {
    const { isPlaying } = this.#film;
    return html`<div class="controls">
      <button class="plain" data-testid="previous-phase" aria-label=${words.previous} title=${words.previous} ?disabled=${this.#phase === 0} @click=${() => this.#go(-1)}>${icons.back}</button>
      ${calm.matches ? nothing : html`<button class="action" data-testid="play-step" aria-pressed=${isPlaying} @click=${this.#togglePlay}>${isPlaying ? words.pause : words.play}</button>`}
      <button class="plain" data-testid="next-phase" aria-label=${words.next} title=${words.next} ?disabled=${this.#phase === last} @click=${() => this.#go(1)}>${icons.forward}</button>
    </div>`;
  }

  /** @param {import('./step-walk.js').Phase} phase @param {import('./step-walk.js').Walk} walk */
  #figures({ kind, layer }, walk) {
    if (kind === 'loss') return html`<p class="big"><data data-testid="loss" value=${walk.loss}>${figure(walk.loss)}</data> <span class="note">${words.lossOfBatch}</span></p>`;
    if (kind === 'again')
      return html`<p class="big"><data value=${walk.loss}>${walk.loss.toPrecision(4)}</data> → <data data-testid="loss-after" value=${walk.lossAfter}>${walk.lossAfter.toPrecision(4)}</data> <span class="note">${words.lossOfBatch}</span></p>`;
    if (kind === 'backward') return this.#blame(walk, layer);
    if (kind === 'update') {
      const carved = this.#carved();
      return html`<p class="note">${walk.isPure ? words.pure : words.carried(walk.alike)}${carved ? html`<br />${words.tint(Math.max(carved.rise, carved.fall))}` : nothing}</p>`;
    }
    return nothing;
  }

  /** @param {import('./step-walk.js').Walk} walk @param {number} layer */
  #blame({ gradient, model }, layer) {
    const { shares, bias } = gradient[layer - 1];
    const order = shares.map((_, unit) => unit).sort((a, b) => shares[b] - shares[a]);
    return html`<table>
      <thead><tr><th scope="col">${words.neuron}</th><th scope="col">${words.blame}</th><th scope="col">${words.bias}</th></tr></thead>
      <tbody>
        ${order.slice(0, MOST_ROWS).map((unit) => html`<tr data-testid="blame" data-neuron=${unit}>
          <td>${shortNeuronName(model, { layer, neuron: unit })}</td>
          <td><span class="share"><i ${styles({ width: `${Math.round(140 * shares[unit])}px` })}></i>${percent(shares[unit])}</span></td>
          <td><data value=${bias[unit]}>${exact(bias[unit])}</data></td>
        </tr>`)}
      </tbody>
    </table>`;
  }

  /** What the step did to the selected neuron's surface; null where it cannot be drawn from the inputs alone. */
  #carved() {
    const { selected } = store.state;
    const surfaces = this.#surfaces();
    if (!surfaces || !selected || !this.#walk) return null;
    const { low, high } = rangeOf(surfaces.rise);
    return { name: neuronName(this.#walk.model, selected), rise: Math.max(0, high), fall: Math.max(0, -low) };
  }

  /** @type {{key: string, before: Float32Array, after: Float32Array, rise: Float32Array}|null} */
  #drawn = null;

  /** The selected neuron's surface before and after the step. */
  #surfaces() {
    const walk = this.#walk;
    const { selected, frame } = store.state;
    if (!walk || !selected || !frame || walk.model.inputs.length !== 2) return null;
    const key = `${walk.model.run} ${walk.step} ${selected.layer}.${selected.neuron}`;
    if (this.#drawn?.key === key) return this.#drawn;
    const heightsOf = (/** @type {import('./step-network.js').StepNetwork} */ network) =>
      Float32Array.from({ length: GRID * GRID }, (_, i) => {
        const { uMinimum, uMaximum, vMinimum, vMaximum } = frame.extent;
        const u = uMinimum + ((uMaximum - uMinimum) * (i % GRID)) / (GRID - 1);
        const v = vMinimum + ((vMaximum - vMinimum) * Math.floor(i / GRID)) / (GRID - 1);
        return network.forward([u, v], selected.layer)[selected.layer - 1].a[selected.neuron];
      });
    const [before, after] = [heightsOf(walk.before), heightsOf(walk.after)];
    this.#drawn = { key, before, after, rise: after.map((height, i) => height - before[i]) };
    return this.#drawn;
  }

  /** @returns {import('../surface/scene.js').Picture[]} */
  #pictures() {
    const walk = this.#walk;
    const { selected, frame, model } = store.state;
    if (!walk || !selected || !frame || !model || frame.layers.length !== model.layers.length) return [];
    const layer = frame.layers[selected.layer - 1];
    const scale = ownScale(this.#scales.of(frame, model)[selected.layer - 1], layer, selected.neuron, null);
    const axes = { plane: model.plane, extent: frame.extent };
    const key = `${walk.step} ${selected.layer}.${selected.neuron}`;
    const surfaces = this.#surfaces();
    if (!surfaces) return [{ key, mesh: meshOf(frame, selected.layer - 1, selected.neuron, scale), scale, axes }];
    const update = phasesOf(walk.model).length - 2;
    const share = done(this.#place, update);
    const heights = surfaces.before.map((height, i) => (height + surfaces.rise[i] * share) / scale.high);
    const { low, high } = rangeOf(surfaces.rise);
    const most = Math.max(high, -low) || 1;
    const tint = share > 0 ? { tint: surfaces.rise.map((rise) => rise / most) } : {};
    return [{ key, mesh: { columns: GRID, rows: GRID, heights }, scale, axes, spots: this.#spots(walk), standing: true, ...tint }];
  }

  /** @param {import('./step-walk.js').Walk} walk @returns {import('../surface/scene.js').Spot[]} */
  #spots({ examples, answers, model }) {
    const { extent } = /** @type {import('../state/frame.js').Frame} */ (store.state.frame);
    const isJudged = this.#phase >= model.layers.length;
    return examples
      .map(({ features: [x, y], label }, e) => ({
        x: (2 * (x - extent.uMinimum)) / (extent.uMaximum - extent.uMinimum) - 1,
        y: (2 * (y - extent.vMinimum)) / (extent.vMaximum - extent.vMinimum) - 1,
        look: model.looks[label],
        wrong: isJudged && namedBy(answers[e]) !== label,
        age: 1,
      }))
      .filter(({ x, y }) => Math.abs(x) <= 1 && Math.abs(y) <= 1);
  }

  #togglePlay() {
    const last = this.#walk ? phasesOf(this.#walk.model).length - 1 : 0;
    if (this.#film.isPlaying) this.#film.stop();
    else this.#film.play(this.#phase === last ? 0 : Math.ceil(this.#place), last);
    this.requestUpdate();
  }

  /** @param {number} by */
  #go(by) {
    const last = this.#walk ? phasesOf(this.#walk.model).length - 1 : 0;
    const to = Math.max(0, Math.min(last, this.#phase + by));
    if (by > 0 && !calm.matches && to > this.#phase) this.#film.play(this.#phase, to);
    else this.#jump(to);
  }

  /** @param {number} phase */
  #jump(phase) {
    this.#film.stop();
    this.#place = phase;
    this.#light();
    this.requestUpdate();
  }

  /** The keys that go through its parts from anywhere on the page. @param {KeyboardEvent} event */
  keyAction({ key }) {
    if (!this.#walk || !STAGE_KEYS.includes(key)) return null;
    return () => this.#go(key === STAGE_KEYS[0] ? -1 : 1);
  }
}

/** @param {import('./step-walk.js').Phase} phase @param {import('../state/store.js').Model} model */
function nameOf({ kind, layer }, model) {
  if (kind !== 'forward' && kind !== 'backward') return words.phase[kind];
  return words.phase[kind](layer === model.layers.length ? words.classes : pageWords.layer(layer));
}

customElements.define('carve-one-step', CarveOneStep);
