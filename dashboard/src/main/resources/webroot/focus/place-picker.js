/** A small map of a surface on which one point is chosen, by pointer or by a slider for each axis. */

import { css, html, nothing } from 'lit';
import { Part, Redraw, base, fit, styles } from '../material/base.js';
import { figure } from '../material/format.js';
import { mark } from '../material/marks.js';
import { SurfaceImage } from '../wall/tile.js';
import { rangeOf } from './composition-sum.js';
import { words } from '../words/composition.js';

const MARK_RADIUS = 2;

/** @typedef {{column: number, row: number}} GridPoint */

export class CarvePlacePicker extends Part {
  static properties = { surface: { attribute: false }, point: { attribute: false } };

  static styles = [
    base,
    css`
      .map {
        position: relative;
        aspect-ratio: 1;
        cursor: crosshair;
        touch-action: none;
      }
      .map canvas {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        border-radius: var(--radius);
      }
      .here {
        position: absolute;
        width: 0;
        height: 0;
        pointer-events: none;
      }
      .here::before,
      .here::after {
        content: '';
        position: absolute;
        background: var(--ink);
        outline: 1px solid var(--panel);
      }
      .here::before {
        width: 15px;
        height: 1px;
        left: -7px;
      }
      .here::after {
        width: 1px;
        height: 15px;
        top: -7px;
      }
      label {
        display: grid;
        grid-template-columns: fit-content(72px) 1fr 40px;
        align-items: center;
        gap: 8px;
        height: 24px;
        font-size: var(--label);
      }
      input {
        min-width: 0;
        width: 100%;
        height: 24px;
        margin: 0;
        accent-color: var(--accent);
      }
      data {
        text-align: right;
      }
      label span {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
    `,
  ];

  /** @type {{heights: Float32Array, columns: number, rows: number, scale: import('../surface/scale.js').Scale, extent: import('../state/frame.js').Frame['extent'], plane: import('../state/store.js').Plane, spots: import('../surface/scene.js').Spot[]}|null} */
  surface = null;
  /** @type {GridPoint} */
  point = { column: 0, row: 0 };
  #image = new SurfaceImage();
  #redraw = new Redraw(() => this.#draw());

  connectedCallback() {
    super.connectedCallback();
    this.onTheme = () => this.#redraw.ask();
    document.addEventListener('carve-theme', this.onTheme);
    this.sizes = new ResizeObserver(() => this.#redraw.ask());
    this.sizes.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.sizes?.disconnect();
    this.#redraw.stop();
    document.removeEventListener('carve-theme', /** @type {any} */ (this.onTheme));
  }

  render() {
    if (!this.surface) return nothing;
    const { columns, rows, extent, plane } = this.surface;
    const { column, row } = this.point;
    const { s, t } = coordinatesOf(extent, columns, rows, this.point);
    return html`
      <div class="map" data-testid="map" title=${words.map} @pointerdown=${this.#press} @pointermove=${this.#drag}>
        ${this.#image.canvas}
        <canvas class="marks" aria-hidden="true"></canvas>
        <div class="here" ${styles({ left: `${(100 * column) / (columns - 1)}%`, top: `${100 - (100 * row) / (rows - 1)}%` })}></div>
      </div>
      <label title=${words.eastward(plane.uName)}><span>${plane.uName}</span><input type="range" data-testid="point-u" min="0" max=${columns - 1} .value=${String(column)} aria-label=${words.eastward(plane.uName)} aria-valuetext=${figure(s)} @input=${(/** @type {any} */ { target }) => this.#choose({ column: Number(target.value), row })} /><data data-testid="point-s" value=${s}>${figure(s)}</data></label>
      <label title=${words.northward(plane.vName)}><span>${plane.vName}</span><input type="range" data-testid="point-v" min="0" max=${rows - 1} .value=${String(row)} aria-label=${words.northward(plane.vName)} aria-valuetext=${figure(t)} @input=${(/** @type {any} */ { target }) => this.#choose({ column, row: Number(target.value) })} /><data data-testid="point-t" value=${t}>${figure(t)}</data></label>
    `;
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (changed.has('surface')) this.#redraw.ask();
  }

  #draw() {
    const canvas = /** @type {HTMLCanvasElement|null} */ (this.renderRoot.querySelector('.marks'));
    if (!this.surface || !canvas) return;
    const { heights, columns, rows, scale, spots } = this.surface;
    const { low, high } = rangeOf(heights);
    const quantum = (high - low) / 255 || 1;
    this.#image.drawHeights(Uint8Array.from(heights, (h) => (h - low) / quantum), columns, rows, low, low + 255 * quantum, scale);
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    const context = fit(canvas, width, height);
    context.clearRect(0, 0, width, height);
    for (const { x, y, look, wrong } of spots)
      mark(context, look, ((x + 1) / 2) * width, ((1 - y) / 2) * height, MARK_RADIUS, wrong);
  }

  #press = (/** @type {PointerEvent} */ event) => {
    /** @type {HTMLElement} */ (event.currentTarget).setPointerCapture(event.pointerId);
    this.#point(event);
  };

  #drag = (/** @type {PointerEvent} */ event) => {
    if (event.buttons) this.#point(event);
  };

  /** @param {PointerEvent} event */
  #point({ currentTarget, clientX, clientY }) {
    if (!this.surface) return;
    const { left, top, width, height } = /** @type {HTMLElement} */ (currentTarget).getBoundingClientRect();
    const { columns, rows } = this.surface;
    const place = (/** @type {number} */ share, /** @type {number} */ count) =>
      Math.round(Math.max(0, Math.min(1, share)) * (count - 1));
    this.#choose({ column: place((clientX - left) / width, columns), row: place(1 - (clientY - top) / height, rows) });
  }

  /** @param {GridPoint} point */
  #choose(point) {
    this.dispatchEvent(new CustomEvent('carve-point', { detail: point }));
  }
}

/** Where a point of the grid lies on the plane. @param {import('../state/frame.js').Frame['extent']} extent @param {number} columns @param {number} rows @param {GridPoint} point */
export function coordinatesOf({ uMinimum, uMaximum, vMinimum, vMaximum }, columns, rows, { column, row }) {
  return {
    s: uMinimum + ((uMaximum - uMinimum) * column) / (columns - 1),
    t: vMinimum + ((vMaximum - vMinimum) * row) / (rows - 1),
  };
}

customElements.define('carve-place-picker', CarvePlacePicker);
