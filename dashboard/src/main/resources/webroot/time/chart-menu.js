/** Which charts stand in the row. */

import { css, html } from 'lit';
import { Part, base } from '../material/base.js';
import { words } from '../words/time.js';
import { kinds, nameOf } from './chart-kinds.js';

export class CarveChartMenu extends Part {
  static properties = { chosen: { state: true } };

  static styles = [
    base,
    css`
      #menu {
        width: 320px;
        max-width: calc(100vw - 16px);
        overflow: auto;
      }
      fieldset {
        margin: 0;
        padding: 0;
        border: 0;
      }
      legend {
        padding: 4px 8px;
        font-size: var(--label);
        color: var(--quiet);
      }
      label {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0 8px;
        padding: 5px 8px;
        border-radius: var(--radius);
      }
      label:hover {
        background: var(--hover);
      }
      small {
        grid-column: 2;
        font-size: var(--label);
        color: var(--quiet);
      }
      input {
        accent-color: var(--accent);
      }
    `,
  ];

  /** @type {string[]} */
  chosen = [];


  render() {
    return html`<div id="menu" class="popover" popover>
      <fieldset>
        <legend>${words.chooseCharts}</legend>
        ${kinds.map(({ id }) => {
          const [name, tip] = nameOf(id);
          const checked = this.chosen.includes(id);
          return html`<label>
            <input type="checkbox" data-testid="choose-${id}" .checked=${checked} ?disabled=${checked && this.chosen.length === 1} @change=${() => this.#toggle(id)} />
            <span>${name}</span><small>${tip}</small>
          </label>`;
        })}
      </fieldset>
    </div>`;
  }

  /** Opens it above what it is opened by. @param {DOMRect} box @param {string[]} chosen */
  async open(box, chosen) {
    this.chosen = chosen;
    await this.updateComplete;
    const menu = /** @type {HTMLElement} */ (this.renderRoot.querySelector('#menu'));
    menu.style.right = `${Math.max(8, innerWidth - box.right)}px`;
    menu.style.bottom = `${Math.max(8, Math.min(innerHeight - box.top + 4, innerHeight / 2))}px`;
    menu.style.maxHeight = `${innerHeight - Number.parseFloat(menu.style.bottom) - 8}px`;
    menu.showPopover();
    /** @type {HTMLElement} */ (menu.querySelector('input:not(:disabled)')).focus();
  }

  /** @param {string} id */
  #toggle(id) {
    this.chosen = this.chosen.includes(id) ? this.chosen.filter((other) => other !== id) : [...this.chosen, id];
    this.dispatchEvent(new CustomEvent('carve-charts-chosen', { detail: this.chosen }));
  }
}

customElements.define('carve-chart-menu', CarveChartMenu);
