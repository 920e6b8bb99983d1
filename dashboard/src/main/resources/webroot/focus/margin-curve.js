/** A class's peak margin over steps, as a small curve; a click goes to the step. */

import { css, html } from 'lit';
import { Part, base } from '../material/base.js';
import { spanOf } from '../state/span.js';
import { store } from '../state/store.js';
import { seek } from '../state/time-cursor.js';
import { cssColour } from '../material/theme.js';
import { drawCursor, line, loadPlot } from '../time/plot.js';
import { figure } from '../material/format.js';

const HEIGHT = 48;

export class CarveMarginCurve extends Part {
  static properties = { points: { attribute: false }, token: {}, label: {} };

  static styles = [
    base,
    css`
      .plot {
        height: 48px;
        cursor: pointer;
        pointer-events: auto;
      }
    `,
  ];

  /** Steps and margins. @type {[number[], (number|null)[]]} */
  points = [[], []];
  /** Of the class's colour. */
  token = 'ink';
  label = '';
  /** @type {any} */
  #plot = null;
  /** @type {any} */
  #uPlot = null;

  connectedCallback() {
    super.connectedCallback();
    this.onTheme = () => this.#rebuild();
    document.addEventListener('carve-theme', this.onTheme);
    this.sizes = new ResizeObserver(() => this.#plot?.setSize({ width: this.#width(), height: HEIGHT }));
    this.sizes.observe(this);
    if (this.#uPlot) this.#rebuild();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.sizes?.disconnect();
    document.removeEventListener('carve-theme', /** @type {any} */ (this.onTheme));
    this.#plot?.destroy();
    this.#plot = null;
  }

  render() {
    return html`<link rel="stylesheet" href=${import.meta.resolve('uplot/style.css')} />
      <div class="plot" role="img" aria-label=${this.label}></div>`;
  }

  async firstUpdated() {
    this.#uPlot = await loadPlot();
    this.#rebuild();
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (changed.has('token')) this.#rebuild();
    else this.#plot?.setData(this.points);
  }

  #width() {
    return Math.max(80, this.clientWidth);
  }

  #rebuild() {
    if (!this.#uPlot || !this.isConnected) return;
    this.#plot?.destroy();
    const target = /** @type {HTMLElement} */ (this.renderRoot.querySelector('.plot'));
    const axis = { stroke: cssColour('quiet'), font: '11px system-ui, sans-serif', ticks: { show: false }, gap: 4 };
    this.#plot = new this.#uPlot(
      {
        width: this.#width(),
        height: HEIGHT,
        legend: { show: false },
        cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
        padding: [6, 4, 4, 0],
        scales: {
          x: { time: false, range: xRange },
          y: { range: (/** @type {any} */ _, /** @type {number} */ low) => [Math.min(0, low), 1] },
        },
        axes: [
          { show: false },
          {
            ...axis,
            size: 24,
            splits: () => [0, 1],
            grid: { stroke: cssColour('hairline'), width: 1 },
            values: (/** @type {any} */ _, /** @type {number[]} */ ticks) => ticks.map((tick) => figure(tick).slice(0, 1)),
          },
        ],
        series: [{}, line(this.token, 1.75)],
        hooks: { draw: [(/** @type {any} */ plot) => store.state.frame && drawCursor(plot, store.state.cursor)] },
      },
      this.points,
      target,
    );
    this.#plot.over.addEventListener('click', (/** @type {MouseEvent} */ event) =>
      seek(this.#plot.posToVal(event.offsetX, 'x')),
    );
  }
}

function xRange() {
  const { low, high } = spanOf(store.state);
  return [low, high];
}

customElements.define('carve-margin-curve', CarveMarginCurve);
