/**
 * A canvas and what draws on it: loaded when there is a canvas, rebuilt when the browser has taken its context away and given it back,
 * replaced by Canvas2D when there is none or it does not come back. A canvas keeps its kind of context for ever: `key` says when another
 * one is needed.
 */

import { hasGraphicsCard } from '../material/device.js';
import { loadPart } from '../material/parts.js';
import { quality } from '../material/quality.js';

/** A context that is lost for longer is not waited for. */
const RESTORED_WITHIN_MS = 3000;

/** Only the renderer that draws is loaded, and it is on its way before there is anything to draw. */
const loads = { canvas2d: () => loadPart(() => import('./canvas2d.js')), webgl2: () => loadPart(() => import('./webgl2.js')) };
loads[quality.renderer]().catch(() => {});

export class Stage {
  /** @type {import('./webgl2.js').WebGl2Renderer|import('./canvas2d.js').Canvas2dRenderer|null} */
  renderer = null;
  /** @type {HTMLCanvasElement|null} */
  canvas = null;
  #failed = false;
  #waiting = 0;

  /** @param {{ready: () => void, replace: () => void}} host `ready`: draw anew; `replace`: `key` is another */
  constructor(host) {
    this.host = host;
  }

  /** @returns {'webgl2'|'canvas2d'} */
  get kind() {
    return this.#failed ? 'canvas2d' : quality.renderer;
  }

  get key() {
    return `${this.kind} ${this.#smoothsEdges}`;
  }

  get #smoothsEdges() {
    return quality.fineness.smoothsEdges && hasGraphicsCard() && this.kind === 'webgl2';
  }

  /** Draws on a canvas from now on. @param {HTMLCanvasElement|null} canvas */
  use(canvas) {
    if (!canvas || canvas === this.canvas) return;
    this.leave();
    this.canvas = canvas;
    this.#load(canvas).catch(() => this.#fallBack(canvas));
  }

  leave() {
    clearTimeout(this.#waiting);
    quality.forget(this);
    const { renderer } = this;
    this.renderer = this.canvas = null;
    renderer?.dispose();
  }

  /** Draws, and tells how long it took. @param {(renderer: NonNullable<Stage['renderer']>) => void} draw */
  draw(draw) {
    const { renderer } = this;
    if (!renderer) return;
    const start = performance.now();
    draw(renderer);
    renderer.whenDone(() => quality.measured(this, performance.now() - start));
  }

  /** @param {HTMLCanvasElement} canvas */
  async #load(canvas) {
    if (this.kind === 'canvas2d') {
      const { Canvas2dRenderer } = await loads.canvas2d();
      if (this.canvas === canvas) this.renderer = new Canvas2dRenderer(canvas);
    } else {
      const { WebGl2Renderer } = await loads.webgl2();
      if (this.canvas !== canvas) return;
      const create = () => (this.renderer = new WebGl2Renderer(canvas, this.#smoothsEdges));
      create();
      canvas.addEventListener('webglcontextlost', (event) => this.#lost(canvas, event));
      canvas.addEventListener('webglcontextrestored', () => this.#restored(canvas, create));
    }
    if (this.canvas === canvas) this.host.ready();
  }

  /** @param {HTMLCanvasElement} canvas @param {Event} event */
  #lost(canvas, event) {
    if (this.canvas !== canvas) return;
    event.preventDefault();
    this.renderer = null;
    this.#waiting = window.setTimeout(() => this.#fallBack(canvas), RESTORED_WITHIN_MS);
  }

  /** @param {HTMLCanvasElement} canvas @param {() => void} create */
  #restored(canvas, create) {
    if (this.canvas !== canvas) return;
    clearTimeout(this.#waiting);
    create();
    this.host.ready();
  }

  /** @param {HTMLCanvasElement} canvas */
  #fallBack(canvas) {
    if (this.canvas !== canvas || this.kind === 'canvas2d') return;
    this.renderer = null;
    this.#failed = true;
    this.host.replace();
  }
}
