/** How a neuron's landscape is made: its inputs, each times its weight, their sum, the bias, the non-linearity; stage by stage. */

import { html, nothing } from 'lit';
import { Part, base, styles } from '../material/base.js';
import { hasGraphicsCard } from '../material/device.js';
import { figure } from '../material/format.js';
import { icons } from '../material/icons.js';
import { calm } from '../material/theme.js';
import { FocusQuestions } from '../state/focus-surfaces.js';
import { store } from '../state/store.js';
import { LayerScales, ownScale } from '../surface/scale.js';
import { spotsOf } from '../surface/scene.js';
import '../surface/surfaces.js';
import { words } from '../words/composition.js';
import { neuronName, shortNeuronName } from '../words/page.js';
import { bendPlot } from './bend-plot.js';
import { formulaAtPoint, generalFormula, number } from './composition-formula.js';
import { classPreActivations, nameOf, sentenceOf, shareOf } from './composition-sentences.js';
import { composition } from './composition-styles.js';
import { picturesAt, scalesOf, stageAt, stagesOf, sumAt } from './composition-stages.js';
import { orderOf, rangeOf, sumOf } from './composition-sum.js';
import { Film } from './film.js';
import { logit } from './non-linearity.js';
import './place-picker.js';
import { STAGE_KEYS } from './views.js';

/** Points along a side of the surfaces: fewer without a graphics card, fewer still where there are many inputs to add up. */
const FINE_GRID = 65;
const GRID = 49;
const COARSE_GRID = 33;
const MANY_INPUTS = 16;
const EVERY_MS = 400;
const EVERY_MS_OF_MANY = 1200;
const STRONGEST_READERS = 2;
/** The probed point is marked like a ninth class. */
const PROBE_LOOK = 7;
/** Keys that a slider uses itself. */
const SLIDER_KEYS = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown']);

export class CarveComposition extends Part {
  static properties = { failed: { state: true } };

  static styles = [base, composition];

  failed = false;
  #questions = new FocusQuestions(
    (set, question) => this.#answered(set, /** @type {Question} */ (question)),
    () => (this.failed = true),
    EVERY_MS,
  );
  #film = new Film((place) => this.#showPlace(place), () => this.requestUpdate());
  /** @type {import('./composition-sum.js').Sum|null} */
  #sum = null;
  /** What the sum was asked for. @type {Question|null} */
  #question = null;
  /** @type {import('./composition-stages.js').Scales|null} */
  #scales = null;
  #layerScales = new LayerScales();
  /** Where the scrubber stands, in stages. */
  #place = store.state.stage ?? Infinity;
  /** The stage that the words are about. */
  #stage = 0;
  #announcement = { stage: -1, sentence: '' };
  /** The probed point, as shares of the extent. */
  #probe = { u: 0.66, v: 0.66 };

  connectedCallback() {
    super.connectedCallback();
    this.stop = store.listen((changed) => {
      if (['frame', 'selected', 'model'].some((key) => changed.has(key))) this.#ask();
      if (changed.has('stage') && this.#sum && (store.state.stage ?? this.#last) !== this.#place) this.#jump(store.state.stage ?? this.#last);
    });
    this.onTheme = () => this.requestUpdate();
    document.addEventListener('carve-theme', this.onTheme);
    this.#ask();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop?.();
    document.removeEventListener('carve-theme', /** @type {any} */ (this.onTheme));
    this.#questions.stop();
    this.#film.stop();
  }

  focus() {
    /** @type {HTMLElement|null} */ (this.renderRoot.querySelector('.scrubber input'))?.focus();
  }

  #ask() {
    const { run, model, selected, frame } = store.state;
    if (!run || !model || !selected || !frame || frame.layers.length !== model.layers.length) return;
    const { asked: plane } = frame.plane;
    if (isSame(this.#question, { run, step: frame.step, neuron: selected, plane })) return;
    const many = inputsOf(model, selected) > MANY_INPUTS;
    this.#questions.everyMs = many ? EVERY_MS_OF_MANY : EVERY_MS;
    const grid = many ? COARSE_GRID : hasGraphicsCard() ? FINE_GRID : GRID;
    this.#questions.ask(/** @type {Question} */ ({ run, step: frame.step, neuron: selected, grid, plane, frame, model }));
  }

  /** @param {import('../state/focus-surfaces.js').SurfaceSet} set @param {Question} question */
  #answered(set, question) {
    const { run, selected, following, playing } = store.state;
    const { neuron, frame, model } = question;
    if (run !== question.run || selected?.layer !== neuron.layer || selected.neuron !== neuron.neuron) return;
    const isOther = !this.#question || !isSameNeuron(this.#question, question);
    const wasAtEnd = this.#sum ? this.#place >= this.#last : this.#place === Infinity;
    // While time goes on by itself, the terms stay where they are.
    const order = this.#sum && !isOther && (following || playing) ? orderOf(this.#sum) : [];
    const layer = frame.layers[neuron.layer - 1];
    this.#sum = sumOf(set, layer.biases[neuron.neuron], inputsOf(model, neuron), order);
    this.#question = question;
    const last = isOther ? null : this.#scales;
    const shared = this.#layerScales.of(frame, model)[neuron.layer - 1];
    this.#scales = scalesOf(this.#sum, ownScale(shared, layer, neuron.neuron, last && last.result), last);
    if (isOther) {
      this.#film.stop();
      this.#place = wasAtEnd ? this.#last : Math.min(Math.ceil(this.#place), this.#last);
    }
    this.failed = false;
    this.requestUpdate();
  }

  /** The last stage. */
  get #last() {
    return stagesOf(this.#sum?.terms.length ?? 0).length - 1;
  }

  /** @param {number} place */
  #showPlace(place) {
    this.#place = place;
    store.update({ stage: place >= this.#last ? null : place });
    if (stageAt(place) !== this.#stage) this.requestUpdate();
    const surfaces = /** @type {import('../surface/surfaces.js').CarveSurfaces|null} */ (
      this.renderRoot.querySelector('carve-surfaces')
    );
    const slider = /** @type {HTMLInputElement|null} */ (this.renderRoot.querySelector('.scrubber input'));
    if (surfaces) surfaces.pictures = this.#pictures();
    if (slider) slider.value = String(place);
  }

  #pictures() {
    if (!this.#sum || !this.#scales || !this.#question) return [];
    const { u, v } = this.#probe;
    const spot = { x: 2 * u - 1, y: 2 * v - 1, look: PROBE_LOOK, wrong: false, age: 1 };
    return picturesAt(this.#sum, this.#scales, activationOf(this.#question), this.#place, spot);
  }

  render() {
    const [sum, question, scales] = [this.#sum, this.#question, this.#scales];
    if (!sum || !question || !scales)
      return html`<p class="state quiet" role="status">${this.failed ? words.failed : words.loading}</p>`;
    const stages = stagesOf(sum.terms.length);
    this.#stage = stageAt(this.#place);
    const { model, neuron } = question;
    const sentence = sentenceOf(stages[this.#stage], sum, question);
    return html`
      <div class="head">
        <p class="sentence" data-testid="sentence">${sentence}</p>
        ${this.#controls()}
      </div>
      <carve-surfaces .pictures=${this.#pictures()} label=${words.label(neuronName(model, neuron), sentence)}>
        <div class="stage">
          <ul class="terms" aria-label=${words.inputsTitle(scales.terms.high)} title=${words.inputsTitle(scales.terms.high)} ${styles({ '--terms': String(sum.terms.length) })}>
            ${sum.terms.map((term, i) => this.#term(term, i, sum, question))}
          </ul>
          <div class="main">${this.#large(sum, question)}</div>
        </div>
      </carve-surfaces>
      ${this.#aside(sum, question, scales)} ${this.#scrubber(stages, sum, question)} ${this.#formula(sum, question)}
      <p class="unseen" aria-live="polite">${this.#announced(sentence)}</p>
    `;
  }

  /** Readers of the screen hear of a stage when it begins, not of numbers that change under it. @param {string} sentence */
  #announced(sentence) {
    if (this.#announcement.stage !== this.#stage) this.#announcement = { stage: this.#stage, sentence };
    return this.#announcement.sentence;
  }

  #controls() {
    const { isPlaying } = this.#film;
    return html`<div class="controls">
      <button class="plain" data-testid="previous-stage" aria-label=${words.previous} title=${words.previous} ?disabled=${this.#place <= 0} @click=${() => this.#go(-1)}>${icons.back}</button>
      ${
        calm.matches
          ? nothing
          : html`<button class="action" data-testid="play-stages" aria-pressed=${isPlaying} @click=${this.#togglePlay}>${isPlaying ? words.pause : words.play}</button>`
      }
      <button class="plain" data-testid="next-stage" aria-label=${words.next} title=${words.next} ?disabled=${this.#place >= this.#last} @click=${() => this.#go(1)}>${icons.forward}</button>
    </div>`;
  }

  /** @param {import('./composition-sum.js').Term} term @param {number} i @param {import('./composition-sum.js').Sum} sum @param {Question} question */
  #term(term, i, sum, { model }) {
    const name = nameOf(term, sum, model);
    const strongest = Math.max(...sum.terms.map(({ unit, weight }) => (unit < 0 ? 0 : Math.abs(weight))));
    const at = this.#probeAt(sum);
    return html`<li class=${this.#termState(i)} data-testid="term">
      <div class="picture" data-picture="term ${i}"></div>
      <div class="caption">
        ${term.layer > 0 && term.unit >= 0 ? html`<button class="name" title=${words.how(name)} @click=${() => store.update({ selected: { layer: term.layer, neuron: term.unit } })}>${name}</button>` : html`<span>${name}</span>`}
        ${term.unit < 0 ? nothing : html`× <b>${number(term.weight, 'weight')}</b>`}
        <span class="size" aria-hidden="true">${term.unit < 0 ? nothing : html`<i class=${term.weight < 0 ? 'negative' : ''} ${styles({ width: `${(100 * Math.abs(term.weight)) / strongest}%` })}></i>`}</span>
        <span class="quiet">▼ ${term.unit < 0 ? nothing : html`${number(term.input[at], 'input')} → `}${number(term.contribution[at], 'contribution')}</span>
      </div>
    </li>`;
  }

  /** @param {import('./composition-sum.js').Sum} sum @param {Question} question */
  #large(sum, question) {
    const { terms, z, a, bias } = sum;
    const scale = (/** @type {Float32Array} */ heights) => {
      const { low, high } = rangeOf(heights);
      return html`<span class="quiet">${words.scale(low, high)}</span>`;
    };
    const above = (/** @type {Float32Array} */ heights) =>
      html`<span class="caption quiet">${words.aboveZero(shareOf(heights, (height) => height > 0))}</span>`;
    const added = sumAt(sum, this.#place);
    const behind = this.#stage - 1 - terms.length;
    const state = (/** @type {number} */ from) => (behind < from ? 'due' : behind === from ? 'now' : 'done');
    const isSumming = this.#stage > 1 && behind <= 0;
    return html`
      <figure class="${isSumming ? 'now' : behind > 0 ? 'done' : 'due'} ${behind <= 0 ? 'shown' : ''}">
        <div class="picture" data-picture="sum"></div>
        <figcaption><b>${words.sumTitle}</b> ${scale(added)} ${above(added)}</figcaption>
      </figure>
      <figure class="${state(1)} ${behind === 1 ? 'shown' : ''}">
        <div class="picture" data-picture="z"></div>
        <figcaption><b>${words.biasTitle} ${number(bias, 'bias')}</b> ${scale(z)} ${above(z)}</figcaption>
      </figure>
      <figure class="${behind > 2 ? 'now' : state(2)} ${behind >= 2 ? 'shown' : ''}">
        <div class="picture" data-picture="a"></div>
        <figcaption><b>${words.bendTitle(activationOf(question))}</b> ${scale(a)} ${this.#readers(question)}</figcaption>
      </figure>
    `;
  }

  /** The neurons that the result feeds most. @param {Question} question */
  #readers({ frame, model, neuron: { layer, neuron } }) {
    const next = frame.layers[layer];
    const inputs = next ? next.weights.length / next.units : 0;
    if (!next || !inputs) return nothing;
    const weight = (/** @type {number} */ unit) => next.weights[unit * inputs + neuron];
    const strongest = Array.from({ length: next.units }, (_, unit) => unit)
      .sort((x, y) => Math.abs(weight(y)) - Math.abs(weight(x)))
      .slice(0, STRONGEST_READERS);
    return html`<span class="caption">${words.readers}
      ${strongest.map((unit) => {
        const reader = { layer: layer + 1, neuron: unit };
        const name = shortNeuronName(model, reader);
        return html`<button class="name" title=${words.how(name)} @click=${() => store.update({ selected: reader })}>${words.reader(name, weight(unit))}</button>`;
      })}
    </span>`;
  }

  /** @param {import('./composition-sum.js').Sum} sum @param {Question} question @param {import('./composition-stages.js').Scales} scales */
  #aside(sum, question, scales) {
    const { columns, rows, extent, z, a } = sum;
    const { frame, model } = question;
    const at = this.#probeAt(sum);
    const activation = activationOf(question);
    const isClass = activation === 'softmax';
    const surface = { heights: a, columns, rows, scale: scales.result, extent, plane: frame.plane, spots: spotsOf(frame, model.looks) };
    const probe = { z: isClass ? logit(a[at]) : z[at], a: a[at] };
    const zs = isClass ? Array.from(a, logit) : z;
    const reach = isClass ? scaleReach(zs) : scales.sums.high;
    return html`<aside>
      <h3>${words.point}</h3>
      <carve-place-picker .surface=${surface} .point=${{ column: at % columns, row: Math.floor(at / columns) }} @carve-point=${this.#onPoint} @keydown=${keepSliderKeys}></carve-place-picker>
      <svg class="plot" viewBox="0 0 208 112" role="img" aria-label=${words.plot(activation, figure(probe.z), figure(probe.a))}>
        ${bendPlot(activation, zs, probe, reach)}
      </svg>
      ${isClass ? html`<h3>${words.above}</h3>` : nothing}
    </aside>`;
  }

  /** @param {import('./composition-stages.js').Stage[]} stages @param {import('./composition-sum.js').Sum} sum @param {Question} question */
  #scrubber(stages, sum, question) {
    const names = stages.map((stage) => stageName(stage, sum, question));
    return html`<div class="scrubber" ${styles({ '--stages': String(stages.length) })} @keydown=${this.#onSliderKey}>
      <input type="range" data-testid="stages" min="0" max=${stages.length - 1} step="0.02" .value=${String(this.#place)} aria-label=${words.stages}
        aria-valuetext=${words.stageOf(this.#stage, stages.length, names[this.#stage])} @input=${this.#onSlide} />
      <ol class="ticks">
        ${names.map((name, i) => html`<li><button data-testid="stage-${stages[i].kind}" title=${name} aria-current=${i === this.#stage ? 'step' : nothing} @click=${() => this.#jump(i)}>${name}</button></li>`)}
      </ol>
    </div>`;
  }

  /** @param {import('./composition-sum.js').Sum} sum @param {Question} question */
  #formula(sum, question) {
    const at = this.#probeAt(sum);
    const behind = 2 + sum.terms.length;
    const state = (/** @type {number} */ stage) => (this.#stage < stage ? 'due' : this.#stage === stage ? 'now' : 'done');
    const written = {
      sum,
      activation: activationOf(question),
      at,
      classes: classPreActivations(sum, question, at),
      termState: (/** @type {number} */ i) => this.#termState(i),
      biasState: /** @type {const} */ (state(behind)),
      bendState: /** @type {const} */ (state(behind + 1)),
      symbol: (/** @type {import('./composition-sum.js').Term} */ term) => symbolOf(term, sum, question.model),
    };
    return html`<div class="formula" role="group" aria-label=${words.formula} data-testid="formula" data-step=${sum.step}>
      <span class="quiet">${words.formula}</span>
      <p>${generalFormula(written)}</p>
      <span class="quiet">${words.inNumbers}</span>
      <p data-testid="formula-at-point">${formulaAtPoint(written)}</p>
    </div>`;
  }

  /** @param {number} i @returns {'done'|'now'|'due'} */
  #termState(i) {
    if (this.#stage < 2) return 'done';
    return i > this.#stage - 2 ? 'due' : i === this.#stage - 2 ? 'now' : 'done';
  }

  /** The point of the grid nearest to the probed one. @param {import('./composition-sum.js').Sum} sum */
  #probeAt({ columns, rows }) {
    return Math.round(this.#probe.v * (rows - 1)) * columns + Math.round(this.#probe.u * (columns - 1));
  }

  /** @param {CustomEvent<import('./place-picker.js').GridPoint>} event */
  #onPoint({ detail: { column, row } }) {
    if (!this.#sum) return;
    this.#probe = { u: column / (this.#sum.columns - 1), v: row / (this.#sum.rows - 1) };
    this.requestUpdate();
  }

  #togglePlay() {
    if (this.#film.isPlaying) this.#film.stop();
    else this.#film.play(this.#place >= this.#last ? 0 : Math.ceil(this.#place), this.#last);
    this.requestUpdate();
  }

  /** One stage on or back. @param {number} by */
  #go(by) {
    const from = this.#place;
    const to = Math.max(0, Math.min(this.#last, by > 0 ? Math.floor(from + 1) : Math.ceil(from - 1)));
    if (by > 0 && !calm.matches) this.#film.play(from, to);
    else this.#jump(to);
  }

  /** @param {number} stage */
  #jump(stage) {
    this.#film.stop();
    this.#showPlace(stage);
    this.requestUpdate();
  }

  /** @param {Event} event */
  #onSlide({ target }) {
    this.#film.stop();
    this.#showPlace(Number(/** @type {HTMLInputElement} */ (target).value));
  }

  /** The scrubber's keys go from stage to stage. @param {KeyboardEvent} event */
  #onSliderKey(event) {
    if (!SLIDER_KEYS.has(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Home') this.#jump(0);
    else if (event.key === 'End') this.#jump(this.#last);
    else this.#go(['ArrowLeft', 'ArrowDown', 'PageDown'].includes(event.key) ? -1 : 1);
  }

  /** The keys that go through the stages from anywhere on the page. @param {KeyboardEvent} event */
  keyAction({ key }) {
    if (!this.#sum || !STAGE_KEYS.includes(key)) return null;
    return () => this.#go(key === STAGE_KEYS[0] ? -1 : 1);
  }
}

/** @typedef {import('../state/focus-surfaces.js').FocusQuestion & {frame: import('../state/frame.js').Frame, model: import('../state/store.js').Model}} Question */

/** How many inputs a neuron has. @param {import('../state/store.js').Model} model @param {import('../state/store.js').Neuron} neuron */
const inputsOf = (model, { layer }) => (layer === 1 ? model.inputs.length : model.layers[layer - 2].units);

/** @param {Question} question */
const activationOf = ({ model, neuron }) => model.layers[neuron.layer - 1].activation;

/** @param {Question|null} question @param {{run: string, step: number, neuron: import('../state/store.js').Neuron}} other */
const isSame = (question, other) => question !== null && question.step === other.step && question.plane === other.plane && isSameNeuron(question, other);

/** @param {{run: string, neuron: import('../state/store.js').Neuron}} one @param {{run: string, neuron: import('../state/store.js').Neuron}} other */
const isSameNeuron = (one, other) =>
  one.run === other.run && one.neuron.layer === other.neuron.layer && one.neuron.neuron === other.neuron.neuron;

/** @param {import('./composition-sum.js').Term} term @param {import('./composition-sum.js').Sum} sum @param {import('../state/store.js').Model} model */
function symbolOf(term, sum, model) {
  return term.layer > 0 && term.unit >= 0 ? html`a<sub>${term.unit + 1}</sub>` : nameOf(term, sum, model);
}

/** @param {import('./composition-stages.js').Stage} stage @param {import('./composition-sum.js').Sum} sum @param {Question} question */
function stageName({ kind, term }, sum, question) {
  if (kind === 'term') return words.stage.term(nameOf(sum.terms[term], sum, question.model));
  return kind === 'bend' ? activationOf(question) : words.stage[kind];
}

/** The plot's reach of a class: how far z stands above or below the others at most. @param {number[]} zs */
const scaleReach = (zs) => Math.max(1, Math.ceil(zs.reduce((most, z) => Math.max(most, Math.abs(z)), 0)));

/** A slider's keys are not the timeline's. @param {KeyboardEvent} event */
function keepSliderKeys(event) {
  if (SLIDER_KEYS.has(event.key)) event.stopPropagation();
}

customElements.define('carve-composition', CarveComposition);
