/** A class's peak margin over the run, as a small curve; a click goes to the step. */

import { css, html } from 'lit';
import { Part, Redraw, base } from '../material/base.js';
import { cssColour } from '../material/theme.js';
import { positionsOf } from '../state/axis.js';
import { store } from '../state/store.js';
import { seek } from '../state/time-cursor.js';
import { drawCursor, loadPlot, shownRange } from '../time/plot.js';

const HEIGHT = 48;
const REDRAWN_FOR = ['figures', 'cursor', 'newest', 'axis', 'window', 'history'];

export class CarveMarginCurve extends Part {
  static properties = { number: { type: Number }, token: {}, label: {} };

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

  /** Number of the class. */
  number = 0;
  /** Of its colour. */
  token = 'ink';
  label = '';
  #redraw = new Redraw(() => this.#draw());
  /** @type {any} */
  #plot = null;

  connectedCallback() {
    super.connectedCallback();
    this.stop = store.listen((changed) => {
      if (REDRAWN_FOR.some((key) => changed.has(key))) this.#redraw.ask();
    });
    this.onTheme = () => this.#rebuild();
    document.addEventListener('carve-theme', this.onTheme);
    this.sizes = new ResizeObserver(() => this.#plot?.setSize(this.#size()));
    this.sizes.observe(this);
    if (this.hasUpdated) this.#rebuild();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop?.();
    this.sizes?.disconnect();
    this.#redraw.stop();
    document.removeEventListener('carve-theme', /** @type {any} */ (this.onTheme));
    this.#plot?.destroy();
    this.#plot = null;
  }

  render() {
    return html`<link rel="stylesheet" href=${import.meta.resolve('uplot/style.css')} />
      <div class="plot" role="img" aria-label=${this.label}></div>`;
  }

  async firstUpdated() {
    this.uPlot = await loadPlot();
    this.#rebuild();
  }

  #size() {
    return { width: Math.max(80, this.clientWidth), height: HEIGHT };
  }

  #rebuild() {
    if (!this.uPlot || !this.isConnected) return;
    this.#plot?.destroy();
    const plot = new this.uPlot(
      {
        ...this.#size(),
        legend: { show: false },
        cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
        padding: [6, 4, 4, 0],
        scales: {
          x: { time: false, range: shownRange },
          y: { range: (/** @type {any} */ _, /** @type {number} */ low) => [Math.min(0, low ?? 0), 1] },
        },
        axes: [
          { show: false },
          {
            stroke: cssColour('quiet'),
            font: '11px system-ui, sans-serif',
            ticks: { show: false },
            gap: 4,
            size: 24,
            splits: () => [0, 1],
            grid: { stroke: cssColour('hairline'), width: 1 },
            values: (/** @type {any} */ _, /** @type {number[]} */ ticks) => ticks.map(String),
          },
        ],
        series: [{}, { stroke: cssColour(this.token), width: 1.75, points: { show: false }, spanGaps: true }],
        hooks: { draw: [drawCursor] },
      },
      [[], []],
      this.renderRoot.querySelector('.plot'),
    );
    plot.over.addEventListener('click', (/** @type {MouseEvent} */ event) =>
      seek(positionsOf(store.state).stepAt(plot.posToVal(event.offsetX, 'x'))),
    );
    this.#plot = plot;
    this.#draw();
  }

  #draw() {
    const { figures } = store.state;
    const positions = positionsOf(store.state);
    this.#plot?.setData([
      figures.map(({ step }) => positions.of(step)),
      figures.map(({ classes }) => classes[this.number]?.separation ?? null),
    ]);
  }
}

customElements.define('carve-margin-curve', CarveMarginCurve);
