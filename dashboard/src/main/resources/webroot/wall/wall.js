/** The wall: the network from left to right, one live surface for each neuron, the weights between them. */

import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Part, Redraw, base, styles } from '../material/base.js';
import { figure } from '../material/format.js';
import { shapeOf } from '../material/marks.js';
import { remember, remembered } from '../material/memory.js';
import { loadPart } from '../material/parts.js';
import { LayerScales } from '../surface/scale.js';
import { StoreController, store } from '../state/store.js';
import { quality } from '../material/quality.js';
import { cssColour } from '../material/theme.js';
import { classToken } from '../material/colours.js';
import { WallPainter, isDead } from './wall-canvas.js';
import { layOut, neighbour } from './wall-layout.js';
import { wallStyles } from './wall-styles.js';
import { neuronName, words } from '../words/page.js';

const SOLID_KEY = 'carve.wall';

/** Tiles tell their range to readers of the screen no more often than this. */
const LABELS_EVERY_MS = 1000;

/** Titles are short where columns are nearer than this. */
const TIGHT = 112;
/** On walls narrower than this the menu of planes lies below the tiles, on so many pixels. */
const NARROW = 700;
const FOOT = 112;

/** @param {import('./wall-layout.js').Column} column */
const middleOf = ({ x, width }) => x + width / 2;

/** @type {Record<string, number[]>} */
const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class CarveWall extends Part {
  static properties = { solid: { state: true } };

  static styles = [base, wallStyles];

  /** Whether tiles are landscapes, and not heat maps. */
  solid = remembered(SOLID_KEY) === 'solid';
  #watch = new StoreController(this, 'model', 'selected', 'hovered', 'lit');
  #painter = new WallPainter();
  #scales = new LayerScales();
  #redraw = new Redraw(() => this.#paint());
  #size = { width: 0, height: 0 };
  /** @type {number[]} */
  #pages = [];
  /** @type {import('./wall-layout.js').Layout|null} */
  #layout = null;
  #layoutKey = '';
  #labelsAt = 0;
  #paintLater = 0;
  #hasFrame = false;

  connectedCallback() {
    super.connectedCallback();
    this.sizes = new ResizeObserver(([entry]) => {
      const { width, height } = entry.contentRect;
      this.#size = { width, height };
      this.requestUpdate();
    });
    this.sizes.observe(this);
    this.stop = store.listen((changed) => {
      if (changed.has('frame')) this.#frameChanged();
    });
    this.onTheme = () => {
      this.#painter.forget();
      this.#redraw.ask();
    };
    document.addEventListener('carve-theme', this.onTheme);
    this.onQuality = () => this.requestUpdate();
    quality.addEventListener('changed', this.onQuality);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.sizes?.disconnect();
    this.stop?.();
    document.removeEventListener('carve-theme', /** @type {any} */ (this.onTheme));
    quality.removeEventListener('changed', /** @type {any} */ (this.onQuality));
    this.#redraw.stop();
    clearTimeout(this.#paintLater);
    this.#paintLater = 0;
  }

  #frameChanged() {
    const { frame } = store.state;
    const now = performance.now();
    const isFirst = !frame || !this.#hasFrame;
    this.#hasFrame = Boolean(frame);
    if (isFirst || !this.#layout || now - this.#labelsAt > LABELS_EVERY_MS) {
      this.#labelsAt = now;
      this.requestUpdate();
    } else this.#redraw.ask();
  }

  render() {
    const { model, selected, hovered, frame } = store.state;
    if (!model || !this.#size.width) return nothing;
    const layout = this.#layOut(model);
    const rover = this.#rover(layout, selected);
    return html`
      <div class="content" role="group" aria-label=${words.wall} ${styles({ width: `${Math.max(layout.width, 0)}px`, height: `${layout.height}px`, margin: '0 auto' })}
        @keydown=${this.#onKey} @pointerleave=${() => store.update({ hovered: null })}>
        <canvas aria-hidden="true"></canvas>
        ${layout.columns.map((column) => this.#title(column, model, layout))}
        ${layout.columns[0].places.map((place, i) => this.#input(layout.columns[0], place, i, model))}
        ${layout.columns.slice(1, -1).map((column) =>
          repeat(
            column.places,
            (_, i) => column.first + i,
            (place, i) =>
              this.#tile(column, place, { layer: column.layer, neuron: column.first + i }, model, frame, rover),
          ),
        )}
        ${this.#isSolid && frame?.layers.length === model.layers.length ? html`<carve-wall-landscapes .scene=${this.#scene(layout, frame, model)}></carve-wall-landscapes>` : nothing}
        ${this.#wins(layout, model)} ${this.#veils(layout)} ${hovered ? this.#hint(layout, hovered, model, frame) : nothing}
      </div>
      ${this.#foot(model)}
    `;
  }

  updated() {
    this.#redraw.ask();
  }

  /** @param {import('../state/store.js').Model} model */
  #layOut(model) {
    const units = model.layers.map((layer) => layer.units);
    const { width } = this.#size;
    const height = this.#size.height - (width < NARROW && model.inputs.length > 2 ? FOOT : 0);
    const names = Math.min(120, 28 + 7 * Math.max(0, ...model.classes.map((name) => name.length)));
    const key = [model.run, model.inputs.length, units, width, height, this.#pages].join(' ');
    if (!this.#layout || key !== this.#layoutKey) {
      this.#layout = layOut({ inputs: model.inputs.length, units, width, height, pages: this.#pages, names });
      this.#layoutKey = key;
    }
    return this.#layout;
  }

  /** The one tile that Tab reaches. @param {import('./wall-layout.js').Layout} layout @param {import('../state/store.js').Neuron|null} selected */
  #rover(layout, selected) {
    const column = selected && layout.columns[selected.layer];
    const shown = column && selected.neuron >= column.first && selected.neuron < column.first + column.places.length;
    return shown ? selected : { layer: 1, neuron: layout.columns[1].first };
  }

  /** @param {import('./wall-layout.js').Column} column @param {import('../state/store.js').Model} model @param {import('./wall-layout.js').Layout} layout */
  #title(column, model, layout) {
    const text = this.#titleText(column, model);
    const tight = layout.columns.some(
      ({ x, width }, i) => i > 0 && x + width / 2 - middleOf(layout.columns[i - 1]) < TIGHT,
    );
    const end = column.first + column.places.length;
    const middle = `${column.x + column.width / 2}px`;
    return html`
      <div class="title" ${styles({ left: middle })}>${tight ? text.short : text.long}</div>
      ${
        column.units > column.places.length && column.kind === 'layer'
          ? html`<div class="note" ${styles({ left: middle, top: `${layout.height - 34}px` })}>
            <button class="plain" aria-label=${words.previousNeurons} ?disabled=${column.first === 0} @click=${() => this.#turn(column, -1)}>‹</button>
            ${words.page(column.first + 1, end, column.units)}
            <button class="plain" aria-label=${words.nextNeurons} ?disabled=${end >= column.units} @click=${() => this.#turn(column, 1)}>›</button>
          </div>`
          : nothing
      }
    `;
  }

  /** @param {import('./wall-layout.js').Column} column @param {import('../state/store.js').Model} model */
  #titleText(column, model) {
    if (column.kind === 'inputs') return { long: words.inputs, short: words.inputs };
    if (column.kind === 'wins') return { long: words.whoWins, short: words.whoWins };
    if (column.layer === model.layers.length) return { long: words.classes, short: words.classes };
    const { units, activation } = model.layers[column.layer - 1];
    return { long: words.layerTitle(column.layer, units, activation), short: words.layer(column.layer) };
  }

  /** @param {import('./wall-layout.js').Column} column @param {import('./wall-layout.js').Place} place @param {number} i @param {import('../state/store.js').Model} model */
  #input(column, place, i, model) {
    const box = { left: `${place.x}px`, top: `${place.y}px`, width: `${place.size}px`, height: `${place.size}px` };
    if (column.folded) {
      return html`<div class="name" data-testid="input-0" ${styles(box)} title=${words.inputsFolded(model.inputs.length, store.state.frame?.plane.name ?? model.plane.name)}>${words.inputsMany(model.inputs.length)}</div>`;
    }
    if (model.inputs.length !== 2)
      return html`<div class="name" data-testid="input-${i}" ${styles(box)} title=${model.inputs[i]}>${model.inputs[i]}</div>`;
    return html`<div class="input" data-testid="input-${i}" ${styles(box)}><div class="tag" title=${model.inputs[i]} ${styles({ left: '4px', top: '4px', maxWidth: `${place.size - 8}px` })}>${model.inputs[i]}</div></div>`;
  }

  /** @param {import('./wall-layout.js').Column} column @param {import('./wall-layout.js').Place} place @param {import('../state/store.js').Neuron} neuron
   * @param {import('../state/store.js').Model} model @param {import('../state/frame.js').Frame|null} frame @param {import('../state/store.js').Neuron} rover */
  #tile(column, place, neuron, model, frame, rover) {
    const { selected } = store.state;
    const current = selected?.layer === neuron.layer && selected.neuron === neuron.neuron;
    const isRover = rover.layer === neuron.layer && rover.neuron === neuron.neuron;
    const layer = frame?.layers[neuron.layer - 1];
    const label = layer
      ? words.tileLabel(
          neuronName(model, neuron),
          model.layers[neuron.layer - 1].activation,
          words.range(layer.minimum[neuron.neuron], layer.maximum[neuron.neuron]),
          isDead(/** @type {any} */ ({ frame }), neuron.layer, neuron.neuron),
        )
      : neuronName(model, neuron);
    const isClass = neuron.layer === model.layers.length;
    const share = store.state.lit?.shares[neuron.layer - 1]?.[neuron.neuron] ?? 0;
    return html`
      <button
        class="tile ${share > 0 ? 'blamed' : ''}"
        data-testid="tile-${neuron.layer}-${neuron.neuron}"
        data-layer=${neuron.layer}
        data-neuron=${neuron.neuron}
        tabindex=${isRover ? 0 : -1}
        aria-label=${label}
        aria-pressed=${current}
        ${styles({ left: `${place.x}px`, top: `${place.y}px`, width: `${place.size}px`, height: `${place.size}px`, '--share': String(share) })}
        @click=${(/** @type {MouseEvent} */ event) => this.#select(neuron, event.detail === 0)}
        @pointerenter=${() => store.update({ hovered: neuron })}
        @pointerleave=${() => store.update({ hovered: null })}
        @focus=${() => store.update({ hovered: neuron })}
        @blur=${() => store.update({ hovered: null })}
      ></button>
      ${isClass && !column.block ? this.#classTag(model, neuron.neuron, place, this.#spaceAfter(column)) : nothing}
    `;
  }

  /** @param {import('./wall-layout.js').Column} column */
  #spaceAfter(column) {
    const next = this.#layout?.columns[column.layer + 1];
    return next ? next.x - column.x - column.width : 0;
  }

  /** @param {import('../state/store.js').Model} model @param {number} index @param {import('./wall-layout.js').Place} place @param {number} space to the right of the tile */
  #classTag(model, index, place, space) {
    return html`<div class="tag ${space > 44 ? '' : 'bare'}" aria-hidden="true" ${styles({ left: `${place.x + place.size + 4}px`, top: `${place.y + place.size / 2 - 8}px`, maxWidth: `${Math.max(0, space - 12)}px` })}>
      <span ${styles({ color: cssColour(classToken(model.looks[index])) })}>${shapeOf(model.looks[index])}</span> ${space > 44 ? model.classes[index] : ''}
    </div>`;
  }

  /** @param {import('./wall-layout.js').Layout} layout @param {import('../state/store.js').Model} model */
  #wins(layout, model) {
    const place = /** @type {any} */ (layout.columns.at(-1)).places[0];
    return html`<div
      role="img"
      data-testid="who-wins"
      aria-label="${words.whoWinsLabel}: ${model.classes.join(', ')}"
      class="name"
      ${styles({ left: `${place.x}px`, top: `${place.y}px`, width: `${place.size}px`, height: `${place.size}px` })}
    ></div>`;
  }

  /** Darkens the layers that are not in the light. @param {import('./wall-layout.js').Layout} layout */
  #veils(layout) {
    const { lit } = store.state;
    if (!lit) return nothing;
    return layout.columns
      .filter(({ kind, layer }) => !lit.layers.includes(kind === 'inputs' ? 0 : layer))
      .map(({ x, width, places }) => {
        const top = Math.min(...places.map(({ y }) => y));
        const bottom = Math.max(...places.map(({ y, size }) => y + size));
        const box = { left: `${x - 1}px`, width: `${width + 2}px`, top: `${top - 1}px`, height: `${bottom - top + 2}px` };
        return html`<div class="veil" ${styles(box)}></div>`;
      });
  }

  /** @param {import('./wall-layout.js').Layout} layout @param {import('../state/store.js').Neuron} neuron @param {import('../state/store.js').Model} model @param {import('../state/frame.js').Frame|null} frame */
  #hint(layout, neuron, model, frame) {
    const column = layout.columns[neuron.layer];
    const place = column?.places[neuron.neuron - column.first];
    const layer = frame?.layers[neuron.layer - 1];
    if (!place || !layer) return nothing;
    const above = place.y > layout.height / 2;
    const x = Math.min(Math.max(place.x + place.size / 2, 90), layout.width - 90);
    const dead = isDead(/** @type {any} */ ({ frame }), neuron.layer, neuron.neuron);
    return html`<div class="hint" ${styles({ left: `${x}px`, top: above ? `${place.y - 34}px` : `${place.y + place.size + 8}px` })}>
      ${neuronName(model, neuron)}
      <span class="quiet">${dead ? words.dead : `${figure(layer.minimum[neuron.neuron])} … ${figure(layer.maximum[neuron.neuron])}`}</span>
    </div>`;
  }

  #paint() {
    const { frame, model } = store.state;
    const canvas = this.renderRoot.querySelector('canvas');
    if (!canvas || !this.#layout) return;
    if (!frame || !model || frame.layers.length !== model.layers.length) {
      canvas.getContext('2d')?.clearRect(0, 0, canvas.width, canvas.height);
      return;
    }
    const scene = this.#scene(this.#layout, frame, model);
    const againInMs = this.#painter.paint(canvas, scene);
    if (againInMs) this.#paintLater ||= window.setTimeout(() => (this.#paintLater = 0, this.#redraw.ask()), againInMs);
    const landscapes = /** @type {any} */ (this.renderRoot.querySelector('carve-wall-landscapes'));
    if (landscapes && landscapes.scene.frame !== frame) landscapes.scene = scene;
  }

  /** @param {import('./wall-layout.js').Layout} layout @param {import('../state/frame.js').Frame} frame @param {import('../state/store.js').Model} model @returns {import('./wall-canvas.js').Scene} */
  #scene(layout, frame, model) {
    const { selected, hovered } = store.state;
    const scales = this.#scales.of(frame, model);
    return { layout, frame, model, scales, focus: hovered ?? selected, selected, solid: this.#isSolid };
  }

  get #isSolid() {
    return this.solid && quality.fineness.wallPoints > 0;
  }

  /** What the tiles show, and how. @param {import('../state/store.js').Model} model */
  #foot({ inputs }) {
    const isChoice = inputs.length > 2;
    if (isChoice) loadPart(() => import('./plane-menu.js'));
    return html`<div class="foot">${isChoice ? html`<carve-plane-menu></carve-plane-menu>` : nothing} ${this.#modes()}</div>`;
  }

  #modes() {
    if (this.solid) loadPart(() => import('./wall-landscapes.js'));
    const possible = quality.fineness.wallPoints > 0;
    const { label, flat, solid, solidTip, tooSlow } = words.wallModes;
    return html`<div class="modes" role="group" aria-label=${label}>
      <button data-testid="wall-flat" aria-pressed=${!this.#isSolid} @click=${() => this.#setSolid(false)}>${flat}</button>
      <button data-testid="wall-solid" aria-pressed=${this.#isSolid} ?disabled=${!possible} title=${possible ? solidTip : tooSlow} @click=${() => this.#setSolid(true)}>${solid}</button>
    </div>`;
  }

  /** @param {boolean} solid */
  #setSolid(solid) {
    this.solid = solid;
    remember(SOLID_KEY, solid ? 'solid' : 'flat');
  }

  /** @param {import('../state/store.js').Neuron} neuron @param {boolean} byKey */
  #select(neuron, byKey) {
    store.update({ selected: neuron });
    this.dispatchEvent(new CustomEvent('carve-open', { bubbles: true, composed: true, detail: { byKey } }));
  }

  /** @param {import('./wall-layout.js').Column} column @param {number} by */
  #turn(column, by) {
    const pages = [...this.#pages];
    pages[column.layer - 1] = Math.max(0, (pages[column.layer - 1] ?? 0) + by);
    this.#pages = pages;
    this.requestUpdate();
  }

  /** Moves the focus to a layer. @param {number} layer */
  focusLayer(layer) {
    const column = this.#layout?.columns[layer];
    if (column?.kind === 'layer') this.focusNeuron({ layer, neuron: column.first });
  }

  /** Moves the focus to the tile of a neuron. @param {import('../state/store.js').Neuron} neuron */
  focusNeuron({ layer, neuron }) {
    const tile = /** @type {HTMLElement|null} */ (
      this.renderRoot.querySelector(`[data-layer="${layer}"][data-neuron="${neuron}"]`)
    );
    tile?.focus();
    tile?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const tile = /** @type {HTMLElement} */ (event.target).closest?.('.tile');
    if (
      !(tile instanceof HTMLElement) ||
      !this.#layout ||
      event.altKey ||
      event.ctrlKey ||
      event.metaKey ||
      event.shiftKey
    )
      return;
    if (!(event.key in DIRECTIONS)) return;
    event.preventDefault();
    event.stopPropagation();
    const next = neighbour(
      this.#layout,
      Number(tile.dataset.layer),
      Number(tile.dataset.neuron),
      DIRECTIONS[event.key],
    );
    if (next) this.focusNeuron(next);
  }
}

customElements.define('carve-wall', CarveWall);
