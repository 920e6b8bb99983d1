/** A word with its meaning one click away: `<carve-term word="bias">bias</carve-term>`. */

import { css, html, nothing } from 'lit';
import { Part, base } from '../material/base.js';
import { loadPart } from '../material/parts.js';

export class CarveTerm extends Part {
  static properties = { word: {}, meaning: { state: true } };

  static styles = [
    base,
    css`
      :host {
        display: inline;
      }
      button {
        font: inherit;
        color: inherit;
        border-radius: 2px;
        min-height: 24px;
        text-decoration: underline dotted;
        text-decoration-color: var(--control);
        text-underline-offset: 3px;
      }
      #meaning {
        width: 280px;
        max-width: calc(100vw - 16px);
        padding: 12px 16px;
        font-size: var(--body);
      }
      #meaning b {
        display: block;
        margin-bottom: 4px;
        font-weight: 600;
      }
    `,
  ];

  word = '';
  /** @type {[string, string]|null} */
  meaning = null;

  render() {
    return html`<button type="button" popovertarget="meaning" @click=${this.#open}><slot></slot></button><span id="meaning" class="popover" popover>${this.meaning ? html`<b>${this.meaning[0]}</b>${this.meaning[1]}` : nothing}</span>`;
  }

  /** The words are fetched when the first of them is asked for. @param {MouseEvent} event */
  async #open(event) {
    const box = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect();
    const popover = /** @type {HTMLElement} */ (this.renderRoot.querySelector('#meaning'));
    popover.style.left = `${Math.max(8, Math.min(box.left, innerWidth - 296))}px`;
    if (box.top > innerHeight / 2) {
      popover.style.bottom = `${innerHeight - box.top + 6}px`;
      popover.style.top = 'auto';
    } else popover.style.top = `${box.bottom + 6}px`;
    const { words } = await loadPart(() => import('../words/help.js'));
    this.meaning = words.glossary[this.word];
  }
}

customElements.define('carve-term', CarveTerm);
