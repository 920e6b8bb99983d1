/** No model yet, or one that has learned nothing yet: what to do. */

import { css, html, nothing } from 'lit';
import { Part, base } from '../material/base.js';
import { formatRoute } from '../state/route.js';
import { StoreController, store } from '../state/store.js';
import { words } from '../words/page.js';
import './lesson-cards.js';
import { streamNamed } from './streams.js';

export class CarveEmpty extends Part {
  static properties = {
    waiting: { type: Boolean },
    copied: { state: true },
  };

  static styles = [
    base,
    css`
      :host {
        overflow: auto;
        padding: 48px 24px;
      }
      .text {
        max-width: 960px;
        margin: 0 auto;
      }
      h2 {
        font-size: var(--heading);
      }
      h3 {
        font-size: var(--emphasis);
        font-weight: 600;
      }
      .text > p {
        margin: 4px 0 24px;
        color: var(--quiet);
      }
      carve-lesson-cards {
        margin-bottom: 24px;
      }
      .own {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 16px;
        align-items: center;
        margin-bottom: 32px;
      }
      .own a {
        display: inline-flex;
        align-items: center;
        text-decoration: none;
      }
      .line {
        display: flex;
        gap: 8px;
        align-items: center;
        margin-top: 8px;
        padding: 8px 8px 8px 12px;
        border: 1px solid var(--hairline);
        border-radius: var(--radius);
        background: var(--panel);
        width: 100%;
      }
      .line code {
        flex: 1;
        overflow-wrap: anywhere;
      }
    `,
  ];

  #watch = new StoreController(this, 'model', 'runs', 'metrics', 'acting');
  waiting = false;
  copied = '';

  render() {
    return html`<div class="text">${this.waiting ? this.#waiting() : this.#lessons()}</div>`;
  }

  #waiting() {
    const { model, metrics } = store.state;
    const name = model?.name ?? 'MODEL';
    if (metrics?.step > 0) return html`<h2>${words.undrawnTitle(name)}</h2><p>${words.undrawnText(metrics.step)}</p>`;
    const features = (model?.inputs ?? ['', '']).slice(0, 8).map((_, i) => ((i + 1) / 10).toFixed(1));
    if ((model?.inputs.length ?? 0) > features.length) features.push('…');
    return html`
      <h2>${words.waitingTitle(name)}</h2>
      <p>${words.waitingText}</p>
      ${streamNamed(name) ? this.#line(words.empty.feedLine(name)) : nothing} ${this.#line(words.empty.kcatLine(name, features.join(', '), model?.classes[0] ?? '0'))}
    `;
  }

  #lessons() {
    const { runs, acting } = store.state;
    return html`
      <h2>${words.empty.title}</h2>
      <p>${acting ? `${words.empty.text} ${words.empty.watching}` : words.empty.watching}</p>
      ${
        acting
          ? html`<carve-lesson-cards></carve-lesson-cards>
            <div class="own"><a class="action primary" href="#/new" data-testid="new-model">${words.newModel}</a><span class="quiet">${words.empty.own}</span></div>
            <h3>${words.empty.yours}</h3>
            <p class="quiet">${words.empty.yoursText}</p>
            ${this.#line(words.empty.createLine)} ${this.#line(words.empty.kcatLine('MODEL', '0.1, 0.2', 'orange'))}`
          : nothing
      }
      ${runs.length ? html`<p><br /><a href=${formatRoute({ run: runs[0].run })}>${words.empty.runs(runs.length)}</a></p>` : nothing}
    `;
  }

  /** @param {string} text */
  #line(text) {
    return html`<div class="line"><code>${text}</code><button class="action" @click=${() => this.#copy(text)}>${this.copied === text ? words.empty.copied : words.empty.copy}</button></div>`;
  }

  /** @param {string} text */
  async #copy(text) {
    await navigator.clipboard?.writeText(text).catch(() => {});
    this.copied = text;
  }
}

customElements.define('carve-empty', CarveEmpty);
