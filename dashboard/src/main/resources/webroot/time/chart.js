/** One chart over the run, with the time cursor. A click goes to the step, a drag across shows that part, the wheel zooms. */

import { css, html, nothing } from 'lit';
import { Part, Redraw, base, styles } from '../material/base.js';
import { cssColour } from '../material/theme.js';
import { cursorPosition, placeOf, positionsOf } from '../state/axis.js';
import { nearest } from '../state/series.js';
import { showSpan } from '../state/span.js';
import { store } from '../state/store.js';
import { seek } from '../state/time-cursor.js';
import { words as pageWords } from '../words/page.js';
import { words } from '../words/time.js';
import { isNumber, nameOf, pointsOf } from './chart-kinds.js';
import { drawMarks, loadPlot, shownRange } from './plot.js';
import { tickTexts, ticksOf } from './ticks.js';
import { zoomByWheel } from './zooming.js';

const HEIGHT = 84;
const TICK_PIXELS = 60;
const AXIS_PIXELS = 44;
const DRAW_EVERY_MS = 200;
const TOLD_EVERY_MS = 500;
/** A drag that is shorter shows no part. */
const CLICK_PIXELS = 5;
const FONT = '11px system-ui, sans-serif';
const REDRAWN_FOR = ['history', 'detail', 'figures', 'newest', 'axis', 'window', 'model'];
const AT_ONCE = ['axis', 'window', 'model', 'detail', 'figures'];

export class CarveChart extends Part {
  static properties = { kind: { attribute: false }, pointed: { state: true } };

  static styles = [
    base,
    css`
      :host {
        position: relative;
        min-width: 0;
        height: 104px;
      }
      figure {
        margin: 0;
      }
      figcaption {
        display: flex;
        gap: 0 10px;
        align-items: baseline;
        height: 20px;
        overflow: hidden;
        font-size: var(--label);
        color: var(--quiet);
        white-space: nowrap;
      }
      figcaption b {
        font-weight: 600;
        color: var(--ink);
      }
      .line::before {
        content: '';
        display: inline-block;
        width: 14px;
        border-top: 1.5px solid currentColor;
        vertical-align: middle;
        margin-right: 4px;
      }
      .line.dashed::before {
        border-top-style: dashed;
      }
      .plot {
        height: 84px;
        cursor: pointer;
      }
      .cursor {
        position: absolute;
        top: 26px;
        bottom: 20px;
        left: 0;
        border-left: 1px solid var(--accent);
        pointer-events: none;
      }
      .cursor[hidden] {
        display: none;
      }
      .plot .u-select {
        background: var(--accent);
        opacity: 0.15;
      }
      .none {
        position: absolute;
        inset: 44px 0 auto;
        text-align: center;
        font-size: var(--label);
        color: var(--quiet);
        pointer-events: none;
      }
      .pointed {
        position: absolute;
        bottom: calc(100% - 16px);
        padding: 4px 8px;
        border: 1px solid var(--hairline);
        border-radius: var(--radius);
        background: var(--panel);
        box-shadow: var(--popover-shadow);
        font-size: var(--label);
        white-space: nowrap;
        pointer-events: none;
        z-index: 4;
      }
      .pointed dl {
        display: grid;
        grid-template-columns: auto auto;
        gap: 0 12px;
      }
      .pointed dd {
        text-align: right;
        font-weight: 600;
      }
    `,
  ];

  /** @type {import('./chart-kinds.js').Kind} */
  kind = /** @type {any} */ (null);
  /** The point nearest to the pointer. @type {{left: number, point: any}|null} */
  pointed = null;

  #redraw = new Redraw(() => this.#draw());
  /** The cursor lies above the curves, which stand still when it is dragged. */
  #moveCursor = new Redraw(() => this.#placeCursor());
  /** @type {any} */
  #plot = null;
  /** @type {import('./chart-kinds.js').Line[]} */
  #lines = [];
  #builtFor = '';
  /** Whether the pointer went down on this chart and not on one that moves with it. */
  #pressed = false;
  #drawnAt = 0;
  #toldAt = 0;
  #later = 0;
  #tellLater = 0;

  connectedCallback() {
    super.connectedCallback();
    this.stop = store.listen((changed) => {
      if (REDRAWN_FOR.some((key) => changed.has(key))) this.#drawSoon(AT_ONCE.some((key) => changed.has(key)));
      else if (changed.has('cursor')) this.#moveCursor.ask();
    });
    this.onTheme = () => this.#rebuild();
    document.addEventListener('carve-theme', this.onTheme);
    this.sizes = new ResizeObserver(() => {
      this.#plot?.setSize(this.#size());
      this.#placeCursor();
    });
    this.sizes.observe(this);
    if (this.hasUpdated) this.#rebuild();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop?.();
    this.sizes?.disconnect();
    clearTimeout(this.#later);
    clearTimeout(this.#tellLater);
    this.#later = 0;
    document.removeEventListener('carve-theme', /** @type {any} */ (this.onTheme));
    this.#plot?.destroy();
    this.#plot = null;
  }

  render() {
    const { kind } = this;
    const { model } = store.state;
    const [name, tip] = nameOf(kind.id);
    this.#lines = model ? kind.lines(model) : [];
    const points = pointsOf(kind, store.state);
    const now = figuresAt(kind, points, store.state);
    const [first, ...others] = this.#lines;
    const single = !first?.mark;
    const value = single && now ? textOf(kind, first, now) : '';
    const isKnown = points.some((point) => this.#lines.some((line) => isNumber(line.value(point))));
    return html`
      <link rel="stylesheet" href=${import.meta.resolve('uplot/style.css')} />
      <figure aria-label=${pageWords.chartLabel(name, value || nameOf(kind.id)[1])}>
        <figcaption title=${tip}>
          ${name} ${single ? html`<b data-testid="chart-value">${value}</b>` : nothing}
          ${single && isKnown ? others.map((line) => html`<span class="line ${line.dashed ? 'dashed' : ''}">${line.name} ${now && !line.constant ? textOf(kind, line, now) : ''}</span>`) : nothing}
          ${single ? nothing : this.#lines.map((line) => html`<span>${line.mark} <b>${now ? textOf(kind, line, now) : ''}</b></span>`)}
        </figcaption>
        <div class="plot"></div>
        <div class="cursor" hidden></div>
      </figure>
      ${isKnown || !points.length ? nothing : html`<div class="none">${words.noFigures}</div>`}
      ${this.pointed ? this.#pointedLabel() : nothing}
    `;
  }

  #pointedLabel() {
    const { left, point } = /** @type {{left: number, point: any}} */ (this.pointed);
    const share = left / Math.max(1, this.clientWidth);
    const time = point.time ?? nearest(store.state.history, point.step)?.time ?? 0;
    return html`<div class="pointed" data-testid="chart-pointed" ${styles({ left: `${left}px`, transform: `translateX(${-100 * share}%)` })}>
      ${words.moment(point.step, time)}
      <dl>${this.#lines.map((line) => html`<dt>${line.mark ? `${line.mark} ` : ''}${line.name}</dt><dd>${textOf(this.kind, line, point)}</dd>`)}</dl>
    </div>`;
  }

  async firstUpdated() {
    this.uPlot = await loadPlot();
    this.#rebuild();
  }

  #rebuild() {
    if (!this.uPlot || !this.isConnected) return;
    this.#plot?.destroy();
    const { model } = store.state;
    this.#lines = model ? this.kind.lines(model) : [];
    this.#builtFor = this.#shape();
    this.#plot = this.#build(/** @type {HTMLElement} */ (this.renderRoot.querySelector('.plot')));
    this.#draw();
  }

  /** What the lines depend on. */
  #shape() {
    const { model } = store.state;
    return `${model?.run} ${this.kind.id}`;
  }

  #size() {
    return { width: Math.max(80, this.clientWidth), height: HEIGHT };
  }

  /** @param {HTMLElement} target */
  #build(target) {
    const axis = { stroke: cssColour('quiet'), font: FONT, ticks: { show: false }, gap: 4 };
    const { kind } = this;
    const tick = kind.tick ?? kind.text;
    const plot = new this.uPlot(
      {
        ...this.#size(),
        legend: { show: false },
        cursor: {
          y: false,
          points: { show: false },
          drag: { x: true, y: false, setScale: false },
          sync: { key: 'carve', setSeries: false },
        },
        padding: [6, this.#lines[0]?.mark ? 28 : 16, 0, 0],
        scales: {
          x: { time: false, range: shownRange },
          y: { range: (/** @type {any} */ _, /** @type {number} */ low, /** @type {number} */ high) => kind.range(low ?? 0, high ?? 0) },
        },
        axes: [
          {
            ...axis,
            size: 20,
            grid: { show: false },
            splits: (/** @type {any} */ drawn) => this.#ticks(drawn),
            values: (/** @type {any} */ _, /** @type {number[]} */ ticks) => tickTexts(positionsOf(store.state).axis, ticks),
          },
          {
            ...axis,
            size: AXIS_PIXELS,
            space: 24,
            grid: { stroke: cssColour('hairline'), width: 1 },
            values: (/** @type {any} */ _, /** @type {number[]} */ ticks) => ticks.map(tick),
          },
        ],
        series: [{}, ...this.#lines.map((line) => this.#series(line))],
        hooks: {
          draw: [(/** @type {any} */ drawn) => drawMarks(drawn, this.#lines)],
          setSelect: [(/** @type {any} */ drawn) => this.#select(drawn)],
          setCursor: [(/** @type {any} */ drawn) => this.#point(drawn)],
        },
      },
      [[], ...this.#lines.map(() => [])],
      target,
    );
    this.#listen(plot);
    return plot;
  }

  /** @param {import('./chart-kinds.js').Line} line */
  #series({ token, alpha, width = 1.5, dashed, stepped }) {
    return {
      stroke: cssColour(token, alpha),
      width,
      points: { show: false },
      spanGaps: true,
      ...(dashed ? { dash: [4, 3] } : {}),
      ...(stepped ? { paths: this.uPlot.paths.stepped({ align: 1 }) } : {}),
    };
  }

  /** @param {any} plot */
  #listen(plot) {
    plot.over.addEventListener('pointerdown', () => (this.#pressed = true));
    plot.over.addEventListener('click', (/** @type {MouseEvent} */ event) =>
      seek(positionsOf(store.state).stepAt(plot.posToVal(event.offsetX, 'x'))),
    );
    plot.over.addEventListener('pointerleave', () => (this.pointed = null));
    zoomByWheel(plot.over, (event) => plot.posToVal(event.offsetX, 'x'));
  }

  /** Shows the part that was dragged across; the library keeps the click that ends it to itself. @param {any} plot */
  #select(plot) {
    const { left, width } = plot.select;
    if (width === 0) return;
    if (this.#pressed && width >= CLICK_PIXELS) showSpan(plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x'));
    this.#pressed = false;
    plot.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
  }

  /** Only the chart that the pointer is on tells its values; the others show the place. @param {any} plot */
  #point(plot) {
    const { idx, left } = plot.cursor;
    const isHere = plot.over.matches(':hover') && idx !== null && idx !== undefined && left >= 0;
    const point = isHere ? pointsOf(this.kind, store.state)[idx] : null;
    this.pointed = point ? { left: left + plot.over.offsetLeft, point } : null;
  }

  /** @param {any} plot */
  #ticks(plot) {
    const [low, high] = shownRange();
    return ticksOf(positionsOf(store.state).axis, { low, high }, (plot.width - AXIS_PIXELS) / TICK_PIXELS);
  }

  #placeCursor() {
    const line = /** @type {HTMLElement|null} */ (this.renderRoot.querySelector('.cursor'));
    if (!this.#plot || !line) return;
    const { over } = this.#plot;
    const x = Math.round(this.#plot.valToPos(cursorPosition(store.state), 'x'));
    line.hidden = !store.state.frame || !(x >= 0 && x <= over.clientWidth);
    line.style.transform = `translateX(${x + over.offsetLeft}px)`;
    this.#tell();
  }

  /** Writes the figures at the cursor; when it follows live, no more often than they can be read. */
  #tell() {
    const now = performance.now();
    const wait = store.state.following ? this.#toldAt + TOLD_EVERY_MS - now : 0;
    clearTimeout(this.#tellLater);
    if (wait > 0) {
      this.#tellLater = window.setTimeout(() => this.#tell(), wait);
      return;
    }
    this.#toldAt = now;
    this.requestUpdate();
  }

  /** Curves change less often than landscapes. @param {boolean} atOnce */
  #drawSoon(atOnce) {
    if (atOnce) return this.#redraw.ask();
    if (this.#later) return;
    const wait = Math.max(0, this.#drawnAt + DRAW_EVERY_MS - performance.now());
    this.#later = window.setTimeout(() => {
      this.#later = 0;
      this.#redraw.ask();
    }, wait);
  }

  #draw() {
    if (!this.#plot) return;
    if (this.#builtFor !== this.#shape()) return this.#rebuild();
    this.#drawnAt = performance.now();
    const positions = positionsOf(store.state);
    const points = pointsOf(this.kind, store.state);
    const places = points.map((point) => (point.time === undefined ? null : placeOf(positions.axis, point)) ?? positions.of(point.step));
    this.#plot.setData([places, ...this.#lines.map((line) => points.map((point) => (isNumber(line.value(point)) ? line.value(point) : null)))]);
    this.#placeCursor();
  }
}

/** The figures at the cursor: its frame's where that has them, since it may lie between two points.
 * @param {import('./chart-kinds.js').Kind} kind @param {any[]} points @param {import('../state/store.js').State} state */
function figuresAt({ source }, points, { cursor, frame }) {
  const point = nearest(points, cursor);
  if (!point || source !== 'training' || frame?.step !== Math.round(cursor)) return point;
  const { step, loss, accuracy, learningRate } = frame;
  return { ...point, step, loss, accuracy, learningRate };
}

/** @param {import('./chart-kinds.js').Kind} kind @param {import('./chart-kinds.js').Line} line @param {any} point */
function textOf(kind, line, point) {
  const value = line.value(point);
  return isNumber(value) ? kind.text(Number(value)) : '–';
}

customElements.define('carve-chart', CarveChart);
