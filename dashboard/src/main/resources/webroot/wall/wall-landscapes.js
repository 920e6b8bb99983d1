/** The tiles of the wall as small landscapes, all on one canvas and seen by the one eye; only those on the screen are drawn. */

import { css, html } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { Part, Redraw, base } from '../material/base.js';
import { quality } from '../material/quality.js';
import { Camera } from '../surface/camera.js';
import { eye } from '../surface/eye.js';
import { sampleInto } from '../surface/mesh.js';
import { spotsOf } from '../surface/scene.js';
import { Stage } from '../surface/stage.js';
import { marksOn } from './wall-canvas.js';

/** Inputs are slopes from one end of the scale to the other. */
const SLOPE_SCALE = { signed: true, high: 1, major: 0 };
/** Space between a tile's frame and its landscape, as a share of its size. */
const INSET = 0.02;
const NO_MARKS = { most: 0, radius: 0 };

/** @typedef {import('./wall-canvas.js').Scene} Scene */

export class CarveWallLandscapes extends Part {
  static properties = { scene: { attribute: false } };

  static styles = [
    base,
    css`
      :host,
      canvas {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        pointer-events: none;
      }
    `,
  ];

  /** @type {Scene|null} */
  scene = null;
  #camera = new Camera();
  #redraw = new Redraw(() => this.#draw());
  #stage = new Stage({ ready: () => this.#redraw.ask(), replace: () => this.requestUpdate() });
  /** @type {Map<string, {picture: import('../surface/scene.js').Picture, frame: import('../state/frame.js').Frame|null}>} */
  #pictures = new Map();

  connectedCallback() {
    super.connectedCallback();
    this.onMoved = () => this.#redraw.ask();
    this.onTheme = () => {
      this.#stage.renderer?.recolour();
      this.#redraw.ask();
    };
    this.onQuality = () => this.requestUpdate();
    eye.addEventListener('moved', this.onMoved);
    quality.addEventListener('changed', this.onQuality);
    document.addEventListener('carve-theme', this.onTheme);
    addEventListener('scroll', this.onMoved, { passive: true, capture: true });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    eye.removeEventListener('moved', /** @type {any} */ (this.onMoved));
    quality.removeEventListener('changed', /** @type {any} */ (this.onQuality));
    document.removeEventListener('carve-theme', /** @type {any} */ (this.onTheme));
    removeEventListener('scroll', /** @type {any} */ (this.onMoved), { capture: true });
    this.#redraw.stop();
    this.#stage.leave();
  }

  render() {
    return keyed(this.#stage.key, html`<canvas aria-hidden="true" data-testid="wall-landscapes" data-renderer=${this.#stage.kind}></canvas>`);
  }

  updated() {
    this.#stage.use(this.renderRoot.querySelector('canvas'));
    this.#redraw.ask();
  }

  #draw() {
    const { scene } = this;
    if (!scene || !this.isConnected) return;
    const { layout, frame, model } = scene;
    const seen = this.#seen();
    const spots = spotsOf(frame, model.looks);
    this.#stage.draw((renderer) => {
      renderer.begin(layout.width, layout.height, Math.min(quality.fineness.pixels, devicePixelRatio || 1));
      for (const column of layout.columns) {
        if (column.kind === 'wins' || column.folded || (column.kind === 'inputs' && frame.inputs !== 2)) continue;
        column.places.forEach((place, i) => {
          if (!isWithin(place, seen)) return;
          const inset = place.size * INSET;
          const size = place.size - 2 * inset;
          this.#camera.aim(size, size, { floating: true });
          const box = { x: place.x + inset, y: place.y + inset, width: size, height: size };
          const picture = this.#picture(scene, column, column.first + i);
          const { most, radius } = column.kind === 'layer' ? marksOn(size) : NO_MARKS;
          renderer.draw({ ...picture, spots: most ? spots.slice(-most) : [], spotRadius: radius }, this.#camera, box);
        });
      }
      renderer.end();
    });
  }

  /** The part of the canvas that the wall and the window show. @returns {import('../surface/scene.js').Box} */
  #seen() {
    const here = this.getBoundingClientRect();
    const wall = /** @type {ShadowRoot} */ (this.getRootNode()).host.getBoundingClientRect();
    const left = Math.max(0, wall.left);
    const top = Math.max(0, wall.top);
    return {
      x: left - here.left,
      y: top - here.top,
      width: Math.min(innerWidth, wall.right) - left,
      height: Math.min(innerHeight, wall.bottom) - top,
    };
  }

  /** Sampled anew only when there is another frame. @param {Scene} scene @param {import('./wall-layout.js').Column} column @param {number} unit */
  #picture({ frame, scales }, column, unit) {
    const points = quality.fineness.wallPoints;
    const key = `${column.kind} ${column.layer} ${unit} ${points}`;
    const scale = column.kind === 'layer' ? scales[column.layer - 1] : SLOPE_SCALE;
    let drawn = this.#pictures.get(key);
    if (!drawn) {
      const mesh = { columns: points, rows: points, heights: new Float32Array(points * points) };
      drawn = { picture: { key, mesh, scale, floating: true }, frame: null };
      this.#pictures.set(key, drawn);
    }
    if (drawn.frame !== frame || drawn.picture.scale !== scale) {
      drawn.frame = frame;
      drawn.picture.scale = scale;
      sampleInto(drawn.picture.mesh, column.kind === 'layer' ? heightOf(frame, column.layer - 1, unit, scale) : (x, y) => (unit === 0 ? x : y));
    }
    return drawn.picture;
  }
}

/** A neuron's height at a place of its frame, as a share of the scale. @param {import('../state/frame.js').Frame} frame @param {number} l @param {number} unit @param {import('../surface/scale.js').Scale} scale */
function heightOf({ columns, rows, layers }, l, unit, { high }) {
  const { heights, minimum, maximum } = layers[l];
  const start = unit * columns * rows;
  const low = minimum[unit] / high;
  const quantum = (maximum[unit] - minimum[unit]) / high / 255;
  return (/** @type {number} */ x, /** @type {number} */ y) => {
    const u = ((x + 1) / 2) * (columns - 1);
    const v = ((y + 1) / 2) * (rows - 1);
    const c = Math.min(columns - 2, Math.floor(u));
    const r = Math.min(rows - 2, Math.floor(v));
    const at = start + r * columns + c;
    const near = heights[at] + (heights[at + 1] - heights[at]) * (u - c);
    const far = heights[at + columns] + (heights[at + columns + 1] - heights[at + columns]) * (u - c);
    return low + quantum * (near + (far - near) * (v - r));
  };
}

/** @param {import('./wall-layout.js').Place} place @param {import('../surface/scene.js').Box} box */
const isWithin = ({ x, y, size }, box) =>
  x + size > box.x && x < box.x + box.width && y + size > box.y && y < box.y + box.height;

customElements.define('carve-wall-landscapes', CarveWallLandscapes);
