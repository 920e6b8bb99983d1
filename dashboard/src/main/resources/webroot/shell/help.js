/** What one sees, all keys, and what the words mean. */

import { css, html, nothing } from 'lit';
import { Part, base } from '../material/base.js';
import { dialogs } from '../material/dialog.js';
import { icons } from '../material/icons.js';
import { STAGE_KEYS } from '../focus/views.js';
import { landscapeKeys } from '../surface/orbit.js';
import { words } from '../words/help.js';
import { words as pageWords } from '../words/page.js';
import { pageKeys } from './keys.js';

/** Every key that the help tells of: those of the whole page and of views, and those of a landscape that has the focus. @type {Record<'page'|'landscape', {id: string, press: string[], tip?: string}[]>} */
export const listedKeys = {
  page: [...pageKeys, { id: 'stages', press: STAGE_KEYS }],
  landscape: landscapeKeys.map(({ id, moves }) => ({ id, press: Object.keys(moves) })),
};

export class CarveHelp extends Part {
  static properties = { search: { state: true } };

  static styles = [
    base,
    dialogs,
    css`
      dialog {
        width: 720px;
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
      .row-of-tools {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-top: 16px;
      }
      input {
        flex: 1;
        min-width: 200px;
        height: 28px;
        padding: 0 8px;
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
    const wanted = this.search.trim().toLowerCase();
    /** @param {string[]} entry */
    const matches = (entry) => entry.join(' ').toLowerCase().includes(wanted);
    const [keys, onLandscape] = [listedKeys.page, listedKeys.landscape].map((group) =>
      group.map(({ id, press, tip }) => [shown(press), tip ?? words.keys[id]]).filter(matches),
    );
    const glossary = Object.values(words.glossary).filter(matches);
    return html`<dialog aria-labelledby="title" @click=${this.#outside}>
      <div class="head">
        <h2 id="title">${words.title}</h2>
        <button class="plain" aria-label=${pageWords.close} @click=${this.toggle}>${icons.close}</button>
      </div>
      ${wanted ? nothing : words.text.map((text) => html`<p>${text}</p>`)}
      <div class="row-of-tools">
        <input type="search" data-testid="help-search" autofocus aria-label=${words.search} placeholder=${words.search} .value=${this.search} @input=${(/** @type {any} */ event) => (this.search = event.target.value)} />
        <button class="action" data-testid="start-tour" @click=${this.#startTour}>${words.tour}</button>
      </div>
      <p class="unseen" role="status">${wanted ? words.found(keys.length + onLandscape.length + glossary.length) : ''}</p>
      ${keys.length + onLandscape.length + glossary.length ? nothing : html`<p class="quiet">${words.nothing(this.search)}</p>`}
      <div class="columns">
        <section ?hidden=${!keys.length && !onLandscape.length}>
          <h3>${words.keysTitle}</h3>
          <dl data-testid="help-keys">${keys.map(row)}</dl>
          ${onLandscape.length ? html`<h3>${words.landscapeKeysTitle}</h3><dl>${onLandscape.map(row)}</dl>` : nothing}
        </section>
        <section ?hidden=${!glossary.length}>
          <h3>${words.glossaryTitle}</h3>
          <dl class="glossary">${glossary.map(([word, meaning]) => html`<div class="row"><dt>${word}</dt><dd class="quiet">${meaning}</dd></div>`)}</dl>
        </section>
      </div>
    </dialog>`;
  }

  #startTour() {
    this.toggle();
    this.dispatchEvent(new CustomEvent('carve-tour', { bubbles: true, composed: true }));
  }

  /** @param {MouseEvent} event */
  #outside(event) {
    if (/** @type {HTMLElement} */ (event.target).tagName === 'DIALOG') this.toggle();
  }
}

/** @param {string[]} entry */
const row = ([keys, meaning]) => html`<div class="row"><dt>${keys}</dt><dd>${meaning}</dd></div>`;

/** Keys as people read them; many in a row by their first and last. @param {string[]} press */
function shown(press) {
  const names = press.filter((key) => key !== '=').map((key) => words.keyNames[key] ?? (key.length === 1 ? key.toUpperCase() : key));
  return names.length > 4 ? `${names[0]} … ${names.at(-1)}` : names.join(' ');
}

customElements.define('carve-help', CarveHelp);
