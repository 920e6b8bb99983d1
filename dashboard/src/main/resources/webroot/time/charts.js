/** The charts over the run, one cursor and one axis for all: a few in a row, or all of them with their figures as a table. */

import { css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Part, base } from '../material/base.js';
import { icons } from '../material/icons.js';
import { loadPart } from '../material/parts.js';
import { wantFigures } from '../state/curves.js';
import { zoom } from '../state/span.js';
import { words } from '../words/time.js';
import './chart.js';
import { chooseKinds, chosenKinds, kinds } from './chart-kinds.js';
import { ZOOM_STEP } from './zooming.js';

/** The least width of a chart in the row. */
const CHART_PIXELS = 320;

export class CarveCharts extends Part {
  static properties = { chosen: { state: true }, expanded: { state: true }, width: { state: true } };

  static styles = [
    base,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 28px;
        gap: 0 4px;
        padding: 4px 12px 4px 16px;
        border-top: 1px solid var(--hairline);
        background: var(--panel);
      }
      .row {
        display: grid;
        grid-auto-flow: column;
        grid-auto-columns: minmax(0, 1fr);
        gap: 4px 20px;
        height: 104px;
      }
      .row.all {
        grid-auto-flow: row;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 320px), 1fr));
        height: auto;
        max-height: 46dvh;
        overflow: auto;
        padding-top: 4px;
      }
      carve-figures-table {
        grid-column: 1 / -1;
      }
      .tools {
        display: flex;
        flex-direction: column;
        gap: 2px;
      }
      .tools .plain {
        height: 24px;
      }
      .tools .plain[aria-pressed='true'] {
        color: var(--accent);
      }
      @media (max-width: 699px) {
        :host {
          padding: 4px 8px 8px 12px;
        }
        .row {
          grid-auto-flow: row;
          height: auto;
        }
        .row.all {
          max-height: none;
        }
      }
    `,
  ];

  chosen = chosenKinds();
  expanded = false;
  width = 0;


  connectedCallback() {
    super.connectedCallback();
    this.sizes = new ResizeObserver(() => (this.width = this.clientWidth));
    this.sizes.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.sizes?.disconnect();
    wantFigures(this, false);
  }

  updated() {
    wantFigures(this, this.#shown().some(({ source }) => source === 'surfaces'));
  }

  /** As many of those chosen as there is room for, or all. */
  #shown() {
    if (this.expanded) return kinds;
    const chosen = kinds.filter(({ id }) => this.chosen.includes(id));
    return this.width < 700 ? chosen : chosen.slice(0, Math.max(1, Math.floor(this.width / CHART_PIXELS)));
  }

  render() {
    return html`
      <div class="row ${this.expanded ? 'all' : ''}" id="charts" role="group" aria-label=${words.charts} tabindex=${this.expanded ? 0 : nothing}>
        ${this.width ? repeat(this.#shown(), ({ id }) => id, (kind) => html`<carve-chart data-testid="chart-${kind.id}" .kind=${kind}></carve-chart>`) : nothing}
        ${this.expanded ? html`<carve-figures-table></carve-figures-table>` : nothing}
      </div>
      <div class="tools">
        <button class="plain" data-testid="expand-charts" aria-expanded=${this.expanded} aria-controls="charts" aria-label=${this.expanded ? words.collapse : words.expand} title=${this.expanded ? words.collapse : words.expand} @click=${this.#toggle}>
          ${this.expanded ? icons.collapse : icons.expand}
        </button>
        <button class="plain" data-testid="choose-charts" aria-haspopup="dialog" aria-label=${words.chooseCharts} title=${words.chooseCharts} @click=${this.#choose}>${icons.charts}</button>
        <button class="plain" data-testid="zoom-in" aria-label=${words.zoomIn} title=${words.zoomIn} @click=${() => zoom(1 / ZOOM_STEP)}>${icons.zoomIn}</button>
        <button class="plain" data-testid="zoom-out" aria-label=${words.zoomOut} title=${words.zoomOut} @click=${() => zoom(ZOOM_STEP)}>${icons.zoomOut}</button>
      </div>
      <carve-chart-menu @carve-charts-chosen=${this.#chosen}></carve-chart-menu>
    `;
  }

  #toggle() {
    this.expanded = !this.expanded;
    if (this.expanded) loadPart(() => import('./figures-table.js'));
  }

  /** @param {MouseEvent} event */
  async #choose(event) {
    const box = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect();
    await loadPart(() => import('./chart-menu.js'));
    /** @type {any} */ (this.renderRoot.querySelector('carve-chart-menu')).open(box, this.chosen);
  }

  /** @param {CustomEvent} event */
  #chosen({ detail }) {
    this.chosen = detail;
    chooseKinds(detail);
  }
}

customElements.define('carve-charts', CarveCharts);
