/** Loss and accuracy over steps, with the time cursor; a click goes to the step. */

import { css, html, nothing } from 'lit';
import { Part, Redraw, base } from '../material/base.js';
import { figure, percent, short } from '../material/format.js';
import { spanOf } from '../state/span.js';
import { StoreController, store } from '../state/store.js';
import { cssColour } from '../material/theme.js';
import { seek } from '../state/time-cursor.js';
import { words } from '../words/page.js';

const HEIGHT = 84;
const DRAW_EVERY_MS = 200;

/** @type {Promise<any>|null} */
let library = null;

/** uPlot's ready-made script puts itself on the window; its place is in the import map. */
function loadPlot() {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = import.meta.resolve('uplot');
    script.onload = () => resolve(/** @type {any} */ (window).uPlot);
    script.onerror = reject;
    document.head.append(script);
  });
  return library;
}

export class CarveCharts extends Part {
  static styles = [
    base,
    css`
      :host {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 0 24px;
        height: 112px;
        padding: 4px 16px 0;
        border-top: 1px solid var(--hairline);
        background: var(--panel);
        overflow: hidden;
      }
      figure {
        margin: 0;
        min-width: 0;
      }
      figcaption {
        display: flex;
        gap: 12px;
        align-items: baseline;
        height: 20px;
        font-size: var(--label);
        color: var(--quiet);
        white-space: nowrap;
      }
      figcaption b {
        font-weight: 600;
        color: var(--ink);
        min-width: 52px;
      }
      .plot {
        height: 84px;
        cursor: pointer;
      }
      .baseline::before {
        content: '';
        display: inline-block;
        width: 16px;
        border-top: 1.5px dashed var(--quiet);
        vertical-align: middle;
        margin-right: 4px;
      }
      @media (max-width: 699px) {
        :host {
          grid-template-columns: 1fr;
          height: auto;
          padding-bottom: 8px;
        }
      }
    `,
  ];

  #watch = new StoreController(this, 'metrics', 'model');
  #redraw = new Redraw(() => this.#draw());
  /** @type {any[]} */
  #plots = [];
  #drawnAt = 0;
  #later = 0;

  connectedCallback() {
    super.connectedCallback();
    this.stop = store.listen((changed) => {
      if (['frame', 'history', 'cursor', 'newest'].some((key) => changed.has(key))) this.#drawSoon();
    });
    this.onTheme = () => this.#rebuild();
    document.addEventListener('carve-theme', this.onTheme);
    this.sizes = new ResizeObserver(() => this.#resize());
    this.sizes.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop?.();
    this.sizes?.disconnect();
    clearTimeout(this.#later);
    document.removeEventListener('carve-theme', /** @type {any} */ (this.onTheme));
    for (const plot of this.#plots) plot.destroy();
    this.#plots = [];
  }

  render() {
    const { frame, metrics, following } = store.state;
    const now = following && metrics ? metrics : frame;
    const loss = figure(now?.loss ?? NaN);
    const accuracy = percent(now?.accuracy);
    return html`
      <link rel="stylesheet" href=${import.meta.resolve('uplot/style.css')} />
      <figure aria-label=${words.chartLabel(words.loss, loss)}>
        <figcaption title=${words.lossTip}>${words.loss} <b>${loss}</b></figcaption>
        <div class="plot"></div>
      </figure>
      <figure aria-label=${words.chartLabel(words.accuracy, accuracy)}>
        <figcaption title=${words.accuracyTip}>
          ${words.accuracy} <b>${accuracy}</b> ${metrics?.repeatLastAccuracy ? html`<span class="baseline">${words.baseline} ${percent(metrics.repeatLastAccuracy)}</span>` : nothing}
        </figcaption>
        <div class="plot"></div>
      </figure>
    `;
  }

  async firstUpdated() {
    this.uPlot = await loadPlot();
    this.#rebuild();
  }

  #rebuild() {
    if (!this.uPlot || !this.isConnected) return;
    for (const plot of this.#plots) plot.destroy();
    const [loss, accuracy] = /** @type {any} */ (this.renderRoot.querySelectorAll('.plot'));
    this.#plots = [
      this.#plot(
        loss,
        [line('ink', 1.5)],
        (_, low, high) => [0, Math.max(0.1, high * 1.05)],
        (_, ticks) => ticks.map((tick) => figure(tick)),
      ),
      this.#plot(
        accuracy,
        [line('good', 1.75), { ...line('quiet', 1), dash: [4, 3] }],
        (_, low) => [Math.max(0, Math.min(0.5, Math.floor(low * 10) / 10)), 1],
        (_, ticks) => ticks.map((tick) => `${Math.round(tick * 100)} %`),
      ),
    ];
    this.#draw();
  }

  /** @param {HTMLElement} target @param {any[]} lines @param {(plot: any, low: number, high: number) => number[]} range @param {(plot: any, ticks: number[]) => string[]} values */
  #plot(target, lines, range, values) {
    const axis = { stroke: cssColour('quiet'), font: '11px system-ui, sans-serif', ticks: { show: false }, gap: 4 };
    const plot = new this.uPlot(
      {
        width: Math.max(80, target.clientWidth),
        height: HEIGHT,
        legend: { show: false },
        cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
        padding: [6, 20, 0, 0],
        scales: { x: { time: false, range: () => this.#range() }, y: { range } },
        axes: [
          {
            ...axis,
            size: 20,
            space: 70,
            grid: { show: false },
            values: (/** @type {any} */ _, /** @type {number[]} */ ticks) => ticks.map((tick) => short(tick)),
          },
          { ...axis, size: 44, space: 24, grid: { stroke: cssColour('hairline'), width: 1 }, values },
        ],
        series: [{}, ...lines],
        hooks: { draw: [(/** @type {any} */ drawn) => this.#drawCursor(drawn)] },
      },
      [[], ...lines.map(() => [])],
      target,
    );
    plot.over.addEventListener('click', (/** @type {MouseEvent} */ event) => seek(plot.posToVal(event.offsetX, 'x')));
    return plot;
  }

  #range() {
    const { low, high } = spanOf(store.state);
    return [low, high];
  }

  /** @param {any} plot */
  #drawCursor(plot) {
    const { cursor, frame } = store.state;
    if (!frame) return;
    const x = Math.round(plot.valToPos(cursor, 'x', true)) + 0.5;
    const { left, top, width, height } = plot.bbox;
    if (x < left || x > left + width) return;
    plot.ctx.save();
    plot.ctx.setLineDash([]);
    plot.ctx.beginPath();
    plot.ctx.moveTo(x, top);
    plot.ctx.lineTo(x, top + height);
    plot.ctx.strokeStyle = cssColour('accent');
    plot.ctx.lineWidth = devicePixelRatio || 1;
    plot.ctx.stroke();
    plot.ctx.restore();
  }

  /** Curves change less often than landscapes; a cursor that is dragged moves at once. */
  #drawSoon() {
    if (!store.state.following) return this.#redraw.ask();
    if (this.#later) return;
    const wait = Math.max(0, this.#drawnAt + DRAW_EVERY_MS - performance.now());
    this.#later = window.setTimeout(() => {
      this.#later = 0;
      this.#redraw.ask();
    }, wait);
  }

  #draw() {
    if (!this.#plots.length) return;
    this.#drawnAt = performance.now();
    if (!store.state.metrics) this.requestUpdate();
    const { history } = store.state;
    const steps = history.map((point) => point.step);
    this.#plots[0].setData([steps, history.map((point) => point.loss)]);
    this.#plots[1].setData([steps, history.map((point) => point.accuracy), history.map((point) => point.baseline)]);
  }

  #resize() {
    for (const plot of this.#plots)
      plot.setSize({ width: Math.max(80, plot.root.parentElement.clientWidth), height: HEIGHT });
  }
}

/** @param {string} token @param {number} width */
function line(token, width) {
  return { stroke: cssColour(token), width, points: { show: false }, spanGaps: true };
}

customElements.define('carve-charts', CarveCharts);
