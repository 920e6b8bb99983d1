/** What one sees, all keys, and what the words mean. */

import { css, html } from 'lit';
import { Part, base } from '../material/base.js';
import { icons } from '../material/icons.js';
import { words } from '../words/page.js';

export class CarveHelp extends Part {
  static properties = { search: { state: true } };

  static styles = [
    base,
    css`
      dialog {
        width: 720px;
        max-width: calc(100vw - 24px);
        max-height: calc(100dvh - 48px);
        padding: 20px 24px 24px;
        border: 1px solid var(--hairline);
        border-radius: var(--radius);
        background: var(--panel);
        color: var(--ink);
        box-shadow: var(--popover-shadow);
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 35%);
      }
      .head {
        display: flex;
        justify-content: space-between;
        align-items: center;
      }
      h2 {
        font-size: var(--heading);
      }
      h3 {
        font-size: var(--emphasis);
        margin: 20px 0 8px;
      }
      p {
        max-width: 66ch;
        margin-top: 8px;
      }
      .columns {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(260px, 1fr));
        gap: 0 32px;
      }
      .row {
        display: grid;
        grid-template-columns: 88px 1fr;
        gap: 8px;
        padding: 3px 0;
      }
      dt {
        font-weight: 600;
      }
      .glossary .row {
        grid-template-columns: 1fr;
        gap: 0;
        padding: 4px 0;
      }
      input {
        width: 100%;
        height: 28px;
        padding: 0 8px;
        margin-bottom: 4px;
        border: 1px solid var(--control);
        border-radius: var(--radius);
        background: var(--paper);
      }
    `,
  ];

  search = '';

  toggle() {
    const dialog = /** @type {HTMLDialogElement} */ (this.renderRoot.querySelector('dialog'));
    if (dialog.open) dialog.close();
    else dialog.showModal();
  }

  render() {
    const wanted = this.search.toLowerCase();
    const keys = words.keys.filter((entry) => entry.join(' ').toLowerCase().includes(wanted));
    return html`<dialog aria-labelledby="title" @click=${this.#outside}>
      <div class="head">
        <h2 id="title">${words.helpTitle}</h2>
        <button class="plain" aria-label=${words.close} @click=${this.toggle}>${icons.close}</button>
      </div>
      ${words.helpText.map((text) => html`<p>${text}</p>`)}
      <div class="columns">
        <section>
          <h3>${words.keysTitle}</h3>
          <input type="search" aria-label=${words.searchKeys} placeholder=${words.searchKeys} @input=${(/** @type {any} */ event) => (this.search = event.target.value)} />
          <dl>${keys.map(([key, meaning]) => html`<div class="row"><dt>${key}</dt><dd>${meaning}</dd></div>`)}</dl>
        </section>
        <section>
          <h3>${words.glossaryTitle}</h3>
          <dl class="glossary">${words.glossary.map(([word, meaning]) => html`<div class="row"><dt>${word}</dt><dd class="quiet">${meaning}</dd></div>`)}</dl>
        </section>
      </div>
    </dialog>`;
  }

  /** @param {MouseEvent} event */
  #outside(event) {
    if (/** @type {HTMLElement} */ (event.target).tagName === 'DIALOG') this.toggle();
  }
}

customElements.define('carve-help', CarveHelp);
