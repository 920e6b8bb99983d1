/** The large landscape of one neuron: turned by dragging or arrow keys, nearer and farther by wheel, pinch, plus and minus. */

import { LitElement, css, html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { drawAxes } from './axes.js';
import { Redraw, base, styles } from './base.js';
import { Camera } from './camera.js';
import { classToken } from './colours.js';
import { chooseRenderer, hasGraphicsCard } from './device.js';
import { figure } from './format.js';
import { spotsOf } from './landscape-scene.js';
import { shapeOf } from './marks.js';
import { coarsen, glide, meshOf } from './mesh.js';
import { peakMargin, strongestInput, strongestOutput } from './neuron-facts.js';
import { Orbit } from './orbit.js';
import { LayerScales, ownScale } from './scale.js';
import { StoreController, store } from './store.js';
import { calm, cssColour } from './theme.js';
import { neuronName, words } from './words.js';

const GLIDE_MS = 100;
const FACTS_EVERY_MS = 500;
/** The mesh becomes coarser when drawing takes longer than the first, and fine again below the second. */
const SLOW_MS = 40;
const FAST_MS = 10;
const COARSE_POINTS = 40;

export class CarveLandscape extends LitElement {
  static properties = { own: { state: true } };

  static styles = [
    base,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
        padding: 12px 16px;
      }
      header {
        display: flex;
        align-items: baseline;
        gap: 8px;
        font-size: var(--emphasis);
      }
      header h2 {
        white-space: nowrap;
      }
      header .kind {
        flex: 1;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        font-size: var(--label);
      }
      label {
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
      canvas {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        border-radius: var(--radius);
      }
      .scene:focus-visible {
        outline-offset: -2px;
      }
      .scene {
        cursor: grab;
        touch-action: none;
      }
      @media (max-width: 699px) {
        .scene {
          touch-action: pan-y;
        }
      }
      .scene:active {
        cursor: grabbing;
      }
      .labels {
        pointer-events: none;
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
      .reset {
        position: absolute;
        right: 0;
        bottom: 0;
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

  #watch = new StoreController(this, 'model', 'selected');
  /** Whether the height is filled with the neuron's own range. */
  own = false;
  #camera = new Camera();
  #scales = new LayerScales();
  #redraw = new Redraw((now) => this.#draw(now));
  /** @type {import('./landscape-webgl2.js').WebGl2Renderer|import('./landscape-canvas2d.js').Canvas2dRenderer|null} */
  #renderer = null;
  #kind = chooseRenderer();
  /** @type {HTMLCanvasElement|null} */
  #canvas = null;
  /** @type {import('./mesh.js').Mesh|null} */
  #shown = null;
  /** @type {import('./mesh.js').Mesh|null} */
  #from = null;
  /** @type {import('./mesh.js').Mesh|null} */
  #target = null;
  /** @type {import('./scale.js').Scale|null} */
  #scale = null;
  /** @type {{key: string, scale: import('./scale.js').Scale}|null} */
  #ownScale = null;
  #glideStart = 0;
  #subject = '';
  #factsAt = 0;
  #coarse = false;
  /** How long drawing takes, averaged. */
  #costMs = 0;
  /** @type {import('./landscape-scene.js').Spot[]} */
  #spots = [];
  #orbit = new Orbit(this.#camera, () => this.#redraw.ask());
  #onWheel = { handleEvent: this.#orbit.wheel, passive: false };

  connectedCallback() {
    super.connectedCallback();
    this.stop = store.listen((changed) => {
      if (changed.has('frame') || changed.has('selected') || changed.has('model')) this.#newMesh();
    });
    this.onTheme = () => {
      this.#renderer?.recolour();
      this.requestUpdate();
      this.#redraw.ask();
    };
    document.addEventListener('carve-theme', this.onTheme);
    this.sizes = new ResizeObserver(() => this.#resize());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop?.();
    this.sizes?.disconnect();
    document.removeEventListener('carve-theme', /** @type {any} */ (this.onTheme));
    this.#redraw.stop();
    this.#renderer?.dispose();
    this.#renderer = null;
    this.#canvas = null;
  }

  render() {
    const { model, selected, frame } = store.state;
    if (!model || !selected) return nothing;
    const layer = frame?.layers[selected.layer - 1];
    const activation = model.layers[selected.layer - 1]?.activation ?? '';
    const name = neuronName(model, selected);
    const range = layer ? words.range(layer.minimum[selected.neuron], layer.maximum[selected.neuron]) : '–';
    const isClass = selected.layer === model.layers.length;
    const orbit = this.#orbit;
    return html`
      <header>
        <h2>${isClass ? html`<span aria-hidden="true" ${styles({ color: cssColour(classToken(model.looks[selected.neuron])) })}>${shapeOf(model.looks[selected.neuron])}</span> ` : nothing}${name}</h2>
        <span class="kind quiet">${activation}${this.#kind === 'canvas2d' ? ` · ${words.softwareRenderer}` : ''}</span>
        <label title=${words.ownScaleTip}><input type="checkbox" data-testid="own-scale" .checked=${this.own} @change=${this.#toggleOwn} />${words.ownScale}</label>
      </header>
      <div class="view" @dblclick=${orbit.reset}>
        ${keyed(
          this.#kind,
          html`<canvas
            class="scene"
            data-testid="landscape"
            data-renderer=${this.#kind}
            role="img"
            tabindex="0"
            aria-label=${words.landscapeLabel(name, range)}
            @pointerdown=${orbit.press}
            @pointermove=${orbit.drag}
            @pointerup=${orbit.release}
            @pointercancel=${orbit.release}
            @wheel=${this.#onWheel}
            @keydown=${orbit.key}
          ></canvas>`,
        )}
        <canvas class="labels" aria-hidden="true"></canvas>
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

  /** @param {import('./store.js').Model} model @param {import('./store.js').Neuron} selected @param {import('./frame.js').Frame|null} frame @param {string} range */
  #facts(model, selected, frame, range) {
    const layer = frame?.layers[selected.layer - 1];
    if (!frame || !layer) return nothing;
    const isClass = selected.layer === model.layers.length;
    const facts = [
      [words.facts.range, range],
      [words.facts.bias, figure(layer.biases[selected.neuron])],
      [words.facts.input, strongestInput(frame, model, selected)],
    ];
    if (isClass) facts.push([words.facts.margin, figure(peakMargin(frame, selected))]);
    else facts.push([words.facts.output, strongestOutput(frame, model, selected)]);
    return html`
      <dl>${facts.map(([term, value]) => html`<div title=${term === words.facts.margin ? words.facts.marginTip : nothing}><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>
      <ul class="classes" aria-label=${words.classes}>
        ${model.classes.map((name, i) => html`<li><span aria-hidden="true" ${styles({ color: cssColour(classToken(model.looks[i])) })}>${shapeOf(model.looks[i])}</span> ${name}</li>`)}
      </ul>
    `;
  }

  updated() {
    const view = this.renderRoot.querySelector('.view');
    if (!view) return;
    this.sizes?.observe(view);
    this.#ensureRenderer();
    this.#redraw.ask();
  }

  #ensureRenderer() {
    const canvas = /** @type {HTMLCanvasElement|null} */ (this.renderRoot.querySelector('.scene'));
    if (!canvas || this.#canvas === canvas) return;
    this.#canvas = canvas;
    this.#renderer?.dispose();
    this.#renderer = null;
    this.#load(canvas).catch(() => this.#fallBack());
  }

  /** Only the renderer that draws is loaded. @param {HTMLCanvasElement} canvas */
  async #load(canvas) {
    if (this.#kind === 'webgl2') {
      const { WebGl2Renderer } = await import('./landscape-webgl2.js');
      if (this.#canvas !== canvas) return;
      this.#renderer = new WebGl2Renderer(canvas);
      canvas.addEventListener('webglcontextlost', () => this.#fallBack());
    } else {
      const { Canvas2dRenderer } = await import('./landscape-canvas2d.js');
      if (this.#canvas !== canvas) return;
      this.#renderer = new Canvas2dRenderer(canvas);
    }
    this.#newMesh();
  }

  #fallBack() {
    if (!this.isConnected || this.#kind === 'canvas2d') return;
    this.#renderer = null;
    this.#kind = 'canvas2d';
    this.requestUpdate();
  }

  #resize() {
    const view = this.renderRoot.querySelector('.view');
    if (!view) return;
    this.#camera.resize(view.clientWidth, view.clientHeight);
    this.#redraw.ask();
  }

  #newMesh() {
    const { frame, model, selected } = store.state;
    if (!frame || !model || !selected || !this.#renderer || frame.layers.length !== model.layers.length) return;
    const scale = this.#scaleFor(frame, model, selected);
    const fine = meshOf(
      frame,
      selected.layer - 1,
      selected.neuron,
      scale,
      this.#coarse ? 0 : this.#renderer.refinements,
    );
    const mesh = this.#coarse ? coarsen(fine, COARSE_POINTS) : fine;
    const subject = `${model.run} ${selected.layer}.${selected.neuron} ${mesh.columns}×${mesh.rows}`;
    const glides =
      !calm.matches &&
      hasGraphicsCard() &&
      subject === this.#subject &&
      this.#shown !== null &&
      this.#scale === scale &&
      this.#renderer.name === 'webgl2';
    this.#from = glides ? { ...mesh, heights: /** @type {any} */ (this.#shown).heights.slice() } : null;
    this.#shown = glides ? this.#shown : { ...mesh, heights: mesh.heights.slice() };
    this.#target = mesh;
    this.#glideStart = performance.now();
    this.#subject = subject;
    this.#spots = spotsOf(frame, model.looks);
    if (this.#scale !== scale || performance.now() - this.#factsAt > FACTS_EVERY_MS) {
      this.#factsAt = performance.now();
      this.#scale = scale;
      this.requestUpdate();
    }
    this.#redraw.ask();
  }

  /** @param {import('./frame.js').Frame} frame @param {import('./store.js').Model} model @param {import('./store.js').Neuron} selected */
  #scaleFor(frame, model, { layer, neuron }) {
    const shared = this.#scales.of(frame, model)[layer - 1];
    if (!this.own) return shared;
    const key = `${model.run} ${layer}.${neuron}`;
    this.#ownScale = {
      key,
      scale: ownScale(
        shared,
        frame.layers[layer - 1],
        neuron,
        this.#ownScale?.key === key ? this.#ownScale.scale : null,
      ),
    };
    return this.#ownScale.scale;
  }

  /** @param {number} now */
  #draw(now) {
    if (!this.#renderer || !this.#shown || !this.#target || !this.#scale || this.#camera.width <= 1) return;
    if (this.#from) {
      const share = Math.max(0, Math.min(1, (now - this.#glideStart) / GLIDE_MS));
      glide(this.#from, this.#target, share, this.#shown.heights);
      if (share === 1) this.#from = null;
      else this.#redraw.ask();
    }
    const start = performance.now();
    const ratio = Math.min(this.#renderer.name === 'webgl2' ? 2 : 1.5, devicePixelRatio || 1);
    this.#renderer.draw({ mesh: this.#shown, scale: this.#scale, camera: this.#camera, spots: this.#spots, ratio });
    this.#drawLabels();
    this.#judge(performance.now() - start);
  }

  /** @param {number} tookMs */
  #judge(tookMs) {
    this.#costMs += (tookMs - this.#costMs) * 0.1;
    const coarse = this.#coarse ? this.#costMs > FAST_MS : this.#costMs > SLOW_MS;
    if (coarse === this.#coarse) return;
    this.#coarse = coarse;
    this.#newMesh();
  }

  #drawLabels() {
    const { model, frame } = store.state;
    const canvas = /** @type {HTMLCanvasElement|null} */ (this.renderRoot.querySelector('.labels'));
    if (canvas && model && frame && this.#scale) drawAxes(canvas, this.#camera, this.#scale, model.plane, frame.extent);
  }

  /** @param {Event} event */
  #toggleOwn(event) {
    this.own = /** @type {HTMLInputElement} */ (event.target).checked;
    this.#newMesh();
  }
}

customElements.define('carve-landscape', CarveLandscape);
