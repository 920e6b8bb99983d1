/**
 * A canvas of one or more surfaces, all turned together by dragging or arrow keys, nearer and farther by wheel, pinch, plus and minus.
 *
 * Its children say where each picture lies: `<div data-picture="KEY">` is filled by the picture of that key; a picture without such a child
 * fills all. Children lie above the canvas and let the pointer through, but for what asks for it by `pointer-events: auto`.
 */

import { css, html } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { Part, Redraw, base, fit } from '../material/base.js';
import { hasGraphicsCard } from '../material/device.js';
import { pictureDrawn } from '../material/first-picture.js';
import { quality } from '../material/quality.js';
import { calm } from '../material/theme.js';
import { drawAxes } from './axes.js';
import { Camera } from './camera.js';
import { eye } from './eye.js';
import { coarsen, glide, refine } from './mesh.js';
import { Orbit } from './orbit.js';
import { Stage } from './stage.js';

const GLIDE_MS = 100;

/** @typedef {import('./mesh.js').Mesh} Mesh */

export class CarveSurfaces extends Part {
  static properties = { pictures: { attribute: false }, label: {} };

  static styles = [
    base,
    css`
      :host {
        position: relative;
        min-height: 0;
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
      .labels,
      ::slotted(*) {
        pointer-events: none;
      }
      ::slotted(*) {
        position: relative;
      }
    `,
  ];

  /** @type {import('./scene.js').Picture[]} */
  pictures = [];
  label = '';
  #camera = new Camera();
  #orbit = new Orbit();
  #onWheel = { handleEvent: this.#orbit.wheel, passive: false };
  #redraw = new Redraw((now) => this.#draw(now));
  #stage = new Stage({ ready: () => this.#newPictures(), replace: () => this.requestUpdate() });
  /** What the labels that are drawn say. */
  #labelled = '';
  /** What is shown of each picture, between the last and the next. @type {Map<string, Glide>} */
  #glides = new Map();

  /** Moves the focus to the canvas. */
  focus() {
    this.#stage.canvas?.focus();
  }

  connectedCallback() {
    super.connectedCallback();
    this.onTheme = () => {
      this.#stage.renderer?.recolour();
      this.#labelled = '';
      this.#redraw.ask();
    };
    this.onMoved = () => this.#redraw.ask();
    this.onQuality = () => {
      this.requestUpdate();
      this.#newPictures();
    };
    quality.addEventListener('changed', this.onQuality);
    document.addEventListener('carve-theme', this.onTheme);
    eye.addEventListener('moved', this.onMoved);
    this.sizes = new ResizeObserver(() => this.#redraw.ask());
    this.sizes.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.sizes?.disconnect();
    document.removeEventListener('carve-theme', /** @type {any} */ (this.onTheme));
    eye.removeEventListener('moved', /** @type {any} */ (this.onMoved));
    quality.removeEventListener('changed', /** @type {any} */ (this.onQuality));
    this.#redraw.stop();
    this.#stage.leave();
  }

  render() {
    const orbit = this.#orbit;
    return html`
      ${keyed(
        this.#stage.key,
        html`<canvas
          class="scene"
          data-testid="landscape"
          data-renderer=${this.#stage.kind}
          role="img"
          tabindex="0"
          aria-label=${this.label}
          @dblclick=${orbit.reset}
          @pointerdown=${orbit.press}
          @pointermove=${orbit.drag}
          @pointerup=${orbit.release}
          @pointercancel=${orbit.release}
          @wheel=${this.#onWheel}
          @keydown=${orbit.key}
        ></canvas>`,
      )}
      <canvas class="labels" aria-hidden="true"></canvas>
      <slot></slot>
    `;
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    this.#stage.use(this.renderRoot.querySelector('.scene'));
    if (changed.has('pictures')) this.#newPictures();
    this.#redraw.ask();
  }

  #newPictures() {
    const { renderer } = this.#stage;
    if (!renderer) return;
    const smooth = !calm.matches && hasGraphicsCard() && renderer.name === 'webgl2';
    const glides = new Map();
    for (const picture of this.pictures) {
      const last = this.#glides.get(picture.key);
      const mesh = this.#fitted({ ...picture.mesh, tint: picture.tint });
      const goesOn =
        smooth && last?.scale === picture.scale && isLike(last.shown, mesh);
      glides.set(picture.key, goesOn ? last.towards(mesh) : new Glide(mesh, picture.scale));
    }
    this.#glides = glides;
    this.#redraw.ask();
  }

  /** As fine as can be drawn in time. @param {Mesh} mesh @returns {Mesh} */
  #fitted(mesh) {
    const { refinements, points } = quality.fineness;
    let fitted = mesh.columns > points || mesh.rows > points ? coarsen(mesh, points) : mesh;
    for (let i = 0; i < refinements && 2 * fitted.columns - 1 <= points; i++) fitted = refine(fitted);
    return fitted;
  }

  /** @param {number} now */
  #draw(now) {
    const [width, height] = [this.clientWidth, this.clientHeight];
    if (!this.#stage.renderer || width <= 1 || height <= 1) return;
    this.#drawLabels(width, height);
    this.#stage.draw((renderer) => {
      renderer.begin(width, height, Math.min(quality.fineness.pixels, devicePixelRatio || 1));
      for (const picture of this.pictures) {
        const glide = this.#glides.get(picture.key);
        const box = this.#boxOf(picture.key);
        if (!glide || box.width < 8 || box.height < 8) continue;
        if (glide.advance(now)) this.#redraw.ask();
        this.#aim(picture, box);
        renderer.draw({ ...picture, mesh: glide.shown, tint: glide.shown.tint }, this.#camera, box);
      }
      renderer.end();
    });
    if (this.pictures.length) pictureDrawn();
  }

  /** @param {string} key @returns {import('./scene.js').Box} */
  #boxOf(key) {
    const place = this.querySelector(`[data-picture="${CSS.escape(key)}"]`);
    if (!place) return { x: 0, y: 0, width: this.clientWidth, height: this.clientHeight };
    const [outer, inner] = [this.getBoundingClientRect(), place.getBoundingClientRect()];
    return { x: inner.x - outer.x, y: inner.y - outer.y, width: inner.width, height: inner.height };
  }

  /** @param {import('./scene.js').Picture} picture @param {import('./scene.js').Box} box */
  #aim({ axes, floating }, box) {
    this.#camera.aim(box.width, box.height, { labelled: Boolean(axes), floating });
  }

  /** Numbers and names stay while surfaces change: they are drawn again only when they would differ. @param {number} width @param {number} height */
  #drawLabels(width, height) {
    const labelled = this.pictures.filter(({ axes }) => axes).map((picture) => ({ picture, box: this.#boxOf(picture.key) }));
    const { azimuth, elevation, zoom } = eye;
    const says = JSON.stringify([
      [width, height, devicePixelRatio, azimuth, elevation, zoom],
      labelled.map(({ picture: { axes, scale, floating }, box }) => [axes?.plane.uName, axes?.plane.vName, axes?.extent, scale, floating, box]),
    ]);
    if (says === this.#labelled) return;
    this.#labelled = says;
    const canvas = /** @type {HTMLCanvasElement} */ (this.renderRoot.querySelector('.labels'));
    const context = fit(canvas, width, height);
    context.clearRect(0, 0, width, height);
    for (const { picture, box } of labelled) {
      const { plane, extent } = /** @type {NonNullable<import('./scene.js').Picture['axes']>} */ (picture.axes);
      this.#aim(picture, box);
      context.save();
      context.translate(box.x, box.y);
      drawAxes(context, this.#camera, picture.scale, plane, extent);
      context.restore();
    }
  }
}

/** Whether one mesh can glide to another. @param {Mesh} a @param {Mesh} b */
const isLike = (a, b) => a.columns === b.columns && a.rows === b.rows && Boolean(a.tint) === Boolean(b.tint);

/** @param {Mesh} mesh @returns {Mesh} */
const copyOf = ({ heights, tint, ...rest }) => ({ ...rest, heights: heights.slice(), tint: tint?.slice() });

/** A mesh on its way to the next. */
class Glide {
  /** @type {Mesh|null} */
  #from = null;
  #start = 0;

  /** @param {Mesh} mesh @param {import('./scale.js').Scale} scale */
  constructor(mesh, scale) {
    this.scale = scale;
    this.shown = mesh;
    this.target = mesh;
  }

  /** @param {Mesh} mesh */
  towards(mesh) {
    this.#from = this.shown;
    this.shown = copyOf(this.shown);
    this.target = mesh;
    this.#start = performance.now();
    return this;
  }

  /** Moves on; whether it is still on its way. @param {number} now */
  advance(now) {
    if (!this.#from) return false;
    const { shown, target } = this;
    const share = Math.max(0, Math.min(1, (now - this.#start) / GLIDE_MS));
    glide(this.#from.heights, target.heights, share, shown.heights);
    if (this.#from.tint && target.tint && shown.tint) glide(this.#from.tint, target.tint, share, shown.tint);
    if (share === 1) this.#from = null;
    return share < 1;
  }
}

customElements.define('carve-surfaces', CarveSurfaces);
