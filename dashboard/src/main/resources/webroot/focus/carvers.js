/** Which minibatches carved the surface: asked for on demand, since the steps are taken again for it. */

import { css, html, nothing } from 'lit';
import { Part, base, styles } from '../material/base.js';
import { classToken } from '../material/colours.js';
import { count, figure, percent } from '../material/format.js';
import { shapeOf } from '../material/marks.js';
import { cssColour } from '../material/theme.js';
import { fetchCarvers } from '../state/carving.js';
import { store } from '../state/store.js';
import { seek } from '../state/time-cursor.js';
import { words } from '../words/carving.js';

const TOP = 5;

export class CarveCarvers extends Part {
  static properties = {
    from: { type: Number },
    to: { type: Number },
    most: { type: Number },
    answer: { state: true },
    failure: { state: true },
    ranking: { state: true },
  };

  static styles = [
    base,
    css`
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 12px;
        min-height: 28px;
      }
      .row .quiet,
      p {
        font-size: var(--label);
      }
      .failure {
        color: var(--bad);
      }
      table {
        width: 100%;
        border-collapse: collapse;
        margin-top: 4px;
      }
      caption,
      th {
        text-align: left;
        font-weight: 400;
        font-size: var(--label);
        color: var(--quiet);
      }
      td,
      th {
        padding: 0 12px 0 0;
        white-space: nowrap;
      }
      td:last-child,
      th:last-child {
        padding-right: 0;
      }
      .number {
        text-align: right;
      }
      .go {
        min-height: 24px;
        color: var(--accent);
        text-decoration: underline;
      }
      .labels span + span {
        margin-left: 8px;
      }
    `,
  ];

  from = 0;
  to = 0;
  most = 0;
  /** @type {any} */
  answer = null;
  /** @type {string|null} */
  failure = null;
  /** Steps that are taken again now. */
  ranking = 0;
  /** @type {AbortController|null} */
  #asking = null;

  connectedCallback() {
    super.connectedCallback();
    this.stop = store.listen((changed) => {
      if (changed.has('run') || changed.has('selected')) this.#forget();
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop?.();
    this.#forget();
  }

  render() {
    const steps = this.to - this.from;
    const obstacle = steps > this.most ? words.tooMany(steps, this.most) : steps <= 0 ? words.backwards : null;
    return html`
      <div class="row" aria-live="polite">
        ${
          this.ranking
            ? html`<span class="quiet">${words.ranking(this.ranking)}</span> <progress aria-label=${words.ranking(this.ranking)}></progress>
                <button class="action" @click=${this.#forget}>${words.stop}</button>`
            : html`<button class="action" data-testid="ask-carvers" title=${words.carversTip} ?disabled=${obstacle !== null} @click=${this.#ask}>${words.carvers}</button>
                ${obstacle ? html`<span class="quiet">${obstacle}</span>` : nothing}`
        }
      </div>
      ${this.failure ? html`<p class="failure" role="alert" data-testid="carvers-failed">${words.failed} ${this.failure}</p>` : nothing}
      ${this.answer ? this.#table(this.answer) : nothing}
    `;
  }

  /** @param {any} answer */
  #table({ from, to, carvers }) {
    if (!carvers.length) return html`<p class="quiet">${words.noCarvers}</p>`;
    return html`<table data-testid="carvers">
      <caption>${words.ranked(from, to)}</caption>
      <thead>
        <tr>
          <th scope="col">${words.step}</th>
          <th scope="col">${words.examples}</th>
          <th scope="col" class="number">${words.moving}</th>
          <th scope="col" class="number" title=${words.shareTip}>${words.share}</th>
        </tr>
      </thead>
      <tbody>
        ${carvers.map(
          (/** @type {any} */ { step, labels, moved, share }) => html`<tr>
            <td><button class="go" title=${words.goTo(step)} @click=${() => seek(step)}>${count(step)}</button></td>
            <td class="labels">${this.#labels(labels)}</td>
            <td class="number">${figure(moved)}</td>
            <td class="number">${percent(share).replace('-', '−')}</td>
          </tr>`,
        )}
      </tbody>
    </table>`;
  }

  /** @param {Record<string, number>} labels */
  #labels(labels) {
    const { classes = [], looks = [] } = store.state.model ?? {};
    return Object.entries(labels).map(([label, examples]) => {
      const look = looks[Number(label)] ?? 7;
      return html`<span title=${classes[Number(label)] ?? label}><span aria-hidden="true" ${styles({ color: cssColour(classToken(look)) })}>${shapeOf(look)}</span><span class="unseen">${classes[Number(label)] ?? label}</span> ${examples}</span>`;
    });
  }

  async #ask() {
    const { run, selected } = store.state;
    if (!run || !selected) return;
    this.#forget();
    const asking = (this.#asking = new AbortController());
    const { from, to } = this;
    this.ranking = to - from;
    try {
      const answer = await fetchCarvers(run, selected, from, to, TOP, asking.signal);
      if (this.#asking === asking) this.answer = answer;
    } catch (error) {
      if (this.#asking === asking) this.failure = /** @type {Error} */ (error).message;
    }
    if (this.#asking === asking) this.ranking = 0;
  }

  #forget() {
    this.#asking?.abort();
    this.#asking = null;
    this.answer = this.failure = null;
    this.ranking = 0;
  }
}

customElements.define('carve-carvers', CarveCarvers);
