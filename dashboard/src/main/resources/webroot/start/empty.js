/** No model yet, or one that has learned nothing yet: what to do. */

import { css, html, nothing } from 'lit';
import { createModel } from '../state/api.js';
import { Part, base, fit } from '../material/base.js';
import { mark } from '../material/marks.js';
import { presets, randomFrom, specOf } from './presets.js';
import { formatRoute } from '../state/route.js';
import { StoreController, store } from '../state/store.js';
import { refreshLists } from '../state/viewing.js';
import { words } from '../words/page.js';

const PICTURE = 128;

export class CarveEmpty extends Part {
  static properties = {
    waiting: { type: Boolean },
    created: { state: true },
    mistake: { state: true },
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
        max-width: 760px;
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
      .presets {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(200px, 1fr));
        gap: 24px;
        margin-bottom: 32px;
      }
      .presets li {
        display: flex;
        flex-direction: column;
        gap: 6px;
        align-items: flex-start;
      }
      .presets p {
        color: var(--quiet);
        flex: 1;
      }
      canvas {
        width: 128px;
        height: 128px;
        border-radius: var(--radius);
        border: 1px solid var(--hairline);
        background: var(--panel);
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
      .mistake {
        color: var(--bad);
      }
    `,
  ];

  #watch = new StoreController(this, 'model', 'runs', 'metrics');
  waiting = false;
  /** @type {Set<string>} */
  created = new Set();
  mistake = '';
  copied = '';

  connectedCallback() {
    super.connectedCallback();
    this.onTheme = () => this.#drawPictures();
    document.addEventListener('carve-theme', this.onTheme);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('carve-theme', /** @type {any} */ (this.onTheme));
  }

  render() {
    return html`<div class="text">${this.waiting ? this.#waiting() : this.#presets()}</div>`;
  }

  updated() {
    this.#drawPictures();
  }

  #waiting() {
    const { model, metrics } = store.state;
    const name = model?.name ?? 'MODEL';
    if (metrics?.step > 0) return html`<h2>${words.undrawnTitle(name)}</h2><p>${words.undrawnText(metrics.step)}</p>`;
    const features = (model?.inputs ?? ['', '']).slice(0, 8).map((_, i) => ((i + 1) / 10).toFixed(1));
    if ((model?.inputs.length ?? 0) > features.length) features.push('…');
    const preset = presets.find(({ stream }) => stream === name);
    return html`
      <h2>${words.waitingTitle(name)}</h2>
      <p>${words.waitingText}</p>
      ${preset ? this.#line(words.empty.feedLine(name)) : nothing} ${this.#line(words.empty.kcatLine(name, features.join(', '), model?.classes[0] ?? '0'))}
    `;
  }

  #presets() {
    const { runs } = store.state;
    return html`
      <h2>${words.empty.title}</h2>
      <p>${words.empty.text} ${words.empty.watching}</p>
      <ul class="presets">${presets.map((preset) => this.#preset(preset))}</ul>
      ${this.mistake ? html`<p class="mistake" role="alert">${this.mistake}</p>` : nothing}
      <h3>${words.empty.yours}</h3>
      <p class="quiet">${words.empty.yoursText}</p>
      ${this.#line(words.empty.createLine)} ${this.#line(words.empty.kcatLine('MODEL', '0.1, 0.2', 'orange'))}
      ${runs.length ? html`<p><br /><a href=${formatRoute({ run: runs[0].run })}>${words.empty.runs(runs.length)}</a></p>` : nothing}
    `;
  }

  /** @param {typeof presets[number]} preset */
  #preset(preset) {
    const [title, sentence] = words.empty.presets[/** @type {keyof typeof words.empty.presets} */ (preset.stream)];
    return html`<li>
      <canvas data-stream=${preset.stream} aria-hidden="true"></canvas>
      <h3>${title}</h3>
      <p>${sentence}</p>
      ${
        this.created.has(preset.stream)
          ? html`<span>${words.empty.created}</span>${this.#line(words.empty.feedLine(preset.stream))}`
          : html`<button class="action" data-testid="create-${preset.stream}" @click=${() => this.#create(preset)}>${words.empty.create}</button>`
      }
    </li>`;
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

  /** @param {typeof presets[number]} preset */
  async #create(preset) {
    try {
      await createModel(specOf(preset));
      this.created = new Set([...this.created, preset.stream]);
      this.mistake = '';
      await refreshLists();
    } catch (error) {
      this.mistake = /** @type {Error} */ (error).message;
    }
  }

  #drawPictures() {
    for (const canvas of this.renderRoot.querySelectorAll('canvas')) {
      const preset = presets.find(({ stream }) => stream === canvas.dataset.stream);
      if (!preset) continue;
      const context = fit(canvas, PICTURE, PICTURE);
      context.clearRect(0, 0, PICTURE, PICTURE);
      const random = randomFrom(7);
      for (let i = 0; i < 170; i++) {
        const { x, y, label } = preset.dots(random);
        mark(context, label, (x * 0.5 + 0.5) * PICTURE, (0.5 - y * 0.5) * PICTURE, 2.2, false);
      }
    }
  }
}

customElements.define('carve-empty', CarveEmpty);
