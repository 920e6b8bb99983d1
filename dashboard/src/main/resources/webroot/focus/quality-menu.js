/** A small button that says how finely landscapes are drawn, and a pop-over with what it costs and other choices. */

import { css, html } from 'lit';
import { Part, base } from '../material/base.js';
import { hasGraphicsCard } from '../material/device.js';
import { icons } from '../material/icons.js';
import { CHOICES, RENDERERS, quality } from '../material/quality.js';
import { place } from '../shell/bar.js';
import { traffic } from '../state/traffic.js';
import { words } from '../words/quality.js';

const FIGURES_EVERY_MS = 500;

export class CarveQuality extends Part {
  static styles = [
    base,
    css`
      button {
        font-size: var(--label);
        color: var(--quiet);
      }
      button:hover {
        color: var(--ink);
      }
      #quality {
        width: 260px;
        max-width: calc(100vw - 32px);
        padding: 12px 16px;
        font-size: var(--body);
      }
      h2 {
        font-size: var(--emphasis);
      }
      fieldset {
        border: 0;
        margin: 8px 0 0;
        padding: 0;
      }
      legend {
        padding: 0;
        font-size: var(--label);
        color: var(--quiet);
      }
      fieldset label {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 24px;
        cursor: pointer;
      }
      input {
        margin: 0;
        accent-color: var(--accent);
      }
      dl {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 4px 16px;
        margin-top: 8px;
        padding-top: 8px;
        border-top: 1px solid var(--hairline);
      }
      dt {
        color: var(--quiet);
      }
      dd {
        text-align: right;
      }
      p {
        margin-top: 8px;
        font-size: var(--label);
      }
    `,
  ];

  #timer = 0;

  connectedCallback() {
    super.connectedCallback();
    this.onChanged = () => this.requestUpdate();
    quality.addEventListener('changed', this.onChanged);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    quality.removeEventListener('changed', /** @type {any} */ (this.onChanged));
    clearInterval(this.#timer);
  }

  render() {
    const tier = words.tiers[quality.tier];
    return html`
      <button class="plain" data-testid="quality" data-tier=${quality.tier} popovertarget="quality" aria-label=${words.button(tier)} title=${words.button(tier)} @click=${(/** @type {MouseEvent} */ event) => place(this, event)}>${icons.fineness}</button>
      <div id="quality" class="popover" popover @toggle=${this.#toggled}>
        <h2>${words.title}</h2>
        ${this.#choices('tier', words.tier, CHOICES, words.tiers, quality.choice, (choice) => quality.choose(/** @type {any} */ (choice)))}
        ${this.#choices('renderer', words.renderer, RENDERERS, words.renderers, quality.rendererChoice, (choice) => quality.chooseRenderer(/** @type {any} */ (choice)))}
        <dl>${this.#figures().map(([name, value]) => html`<dt>${name}</dt><dd data-testid="figure">${value}</dd>`)}</dl>
        <p class="quiet">${words.now(tier)} · ${hasGraphicsCard() ? words.card : words.software}</p>
      </div>
    `;
  }

  /** @param {string} name @param {string} title @param {string[]} choices @param {Record<string, string>} texts @param {string} chosen @param {(choice: string) => void} choose */
  #choices(name, title, choices, texts, chosen, choose) {
    return html`<fieldset><legend>${title}</legend>
      ${choices.map((choice) => html`<label><input type="radio" name=${name} data-testid="${name}-${choice}" .checked=${choice === chosen} @change=${() => choose(choice)} />${texts[choice]}</label>`)}
    </fieldset>`;
  }

  #figures() {
    const { received, dropped } = traffic.rates();
    const { frameTime, received: came, dropped: lost } = words.figures;
    return [
      [frameTime, words.ms(quality.frameMs)],
      [came, words.perSecond(received)],
      [lost, words.perSecond(dropped)],
    ];
  }

  /** Figures move only while they are seen. @param {ToggleEvent} event */
  #toggled({ newState }) {
    clearInterval(this.#timer);
    if (newState !== 'open') return;
    this.requestUpdate();
    this.#timer = window.setInterval(() => this.requestUpdate(), FIGURES_EVERY_MS);
  }
}

customElements.define('carve-quality', CarveQuality);
