/** The charts' figures as a table: first, last and extremes of what is shown. */

import { css, html, nothing } from 'lit';
import { Part, base } from '../material/base.js';
import { count } from '../material/format.js';
import { store } from '../state/store.js';
import { words } from '../words/time.js';
import { isNumber, kinds, nameOf, pointsOf } from './chart-kinds.js';

/** Live figures are read, not watched: the table stands still for so long. */
const RENDER_EVERY_MS = 2_000;

export class CarveFiguresTable extends Part {
  static styles = [
    base,
    css`
      :host {
        padding: 4px 0 8px;
      }
      .scroller {
        overflow-x: auto;
      }
      table {
        border-collapse: collapse;
        font-size: var(--label);
      }
      caption {
        text-align: left;
        padding-bottom: 4px;
        color: var(--quiet);
      }
      th,
      td {
        padding: 2px 24px 2px 0;
        border-top: 1px solid var(--hairline);
        text-align: right;
        white-space: nowrap;
        font-weight: inherit;
      }
      th:first-child {
        text-align: left;
      }
      thead th {
        color: var(--quiet);
        border: 0;
      }
      .at {
        color: var(--quiet);
      }
    `,
  ];

  #timer = 0;

  connectedCallback() {
    super.connectedCallback();
    this.stop = store.listen((changed) => {
      if (['window', 'detail', 'model', 'figures'].some((key) => changed.has(key))) this.requestUpdate();
      else if (changed.has('history')) this.#renderLater();
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop?.();
    clearTimeout(this.#timer);
  }

  #renderLater() {
    this.#timer ||= window.setTimeout(() => {
      this.#timer = 0;
      this.requestUpdate();
    }, RENDER_EVERY_MS);
  }

  render() {
    const { window } = store.state;
    const what = window ? words.table.window(window.low, window.high) : words.table.whole;
    const head = words.table.head.map((name) => html`<th scope="col">${name}</th>`);
    return html`<div class="scroller" tabindex="0" role="group" aria-label=${words.table.caption(what)}><table data-testid="figures-table">
      <caption>${words.table.caption(what)}</caption>
      <thead><tr>${head}</tr></thead>
      <tbody>${kinds.flatMap((kind) => rowsOf(kind))}</tbody>
    </table></div>`;
  }
}

/** One for each line that has a value. @param {import('./chart-kinds.js').Kind} kind */
function rowsOf(kind) {
  const { model } = store.state;
  if (!model) return [];
  const points = pointsOf(kind, store.state);
  return kind.lines(model).map((line) => {
    const known = points.filter((point) => isNumber(line.value(point)));
    if (!known.length || line.constant) return nothing;
    const value = (/** @type {any} */ point) => /** @type {number} */ (line.value(point));
    const lowest = known.reduce((least, point) => (value(point) < value(least) ? point : least));
    const highest = known.reduce((most, point) => (value(point) > value(most) ? point : most));
    const name = line.mark ? `${nameOf(kind.id)[0]}, ${line.name}` : line.name;
    return html`<tr>
      <th scope="row">${name}</th>
      <td>${kind.text(value(known[0]))}</td>
      <td>${kind.text(value(known[known.length - 1]))}</td>
      <td>${kind.text(value(lowest))}</td>
      <td class="at">${count(lowest.step)}</td>
      <td>${kind.text(value(highest))}</td>
      <td class="at">${count(highest.step)}</td>
    </tr>`;
  });
}

customElements.define('carve-figures-table', CarveFiguresTable);
