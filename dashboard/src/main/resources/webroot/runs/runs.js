/** The menus of models and of runs. Their entries are links, so that they open like any other. */

import { css, html, nothing } from 'lit';
import { Part, base } from '../material/base.js';
import { count, moment } from '../material/format.js';
import { icons } from '../material/icons.js';
import { formatRoute } from '../state/route.js';
import { StoreController, store } from '../state/store.js';
import { words } from '../words/page.js';

/** From so many runs on the menu can be searched. */
const SEARCH_FROM = 8;

class Menu extends Part {
  static styles = [
    base,
    css`
      :host {
        min-width: 0;
      }
      .opener {
        max-width: 100%;
        gap: 2px;
        font-size: var(--body);
      }
      .opener span {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .opener svg {
        flex: none;
        color: var(--quiet);
      }
      #menu {
        width: 320px;
        max-width: calc(100vw - 16px);
        max-height: min(480px, calc(100vh - 80px));
        overflow: auto;
      }
      h2 {
        padding: 4px 8px;
        font-size: var(--label);
        color: var(--quiet);
      }
      input {
        width: calc(100% - 16px);
        margin: 4px 8px;
        height: 28px;
        padding: 0 8px;
        border: 1px solid var(--control);
        border-radius: var(--radius);
        background: var(--paper);
      }
      a {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 0 12px;
        padding: 6px 8px;
        border-radius: var(--radius);
        color: var(--ink);
        text-decoration: none;
      }
      a:hover {
        background: var(--hover);
      }
      a[aria-current='true'] {
        box-shadow: inset 2px 0 var(--accent);
      }
      .new {
        margin-top: 4px;
        color: var(--accent);
      }
      a small:nth-of-type(even) {
        text-align: right;
      }
      a small {
        font-size: var(--label);
        color: var(--quiet);
      }
      p {
        padding: 8px;
        color: var(--quiet);
      }
    `,
  ];

  /** @param {string} testId @param {string} name what the menu is of @param {unknown} value @param {unknown} content */
  menu(testId, name, value, content) {
    return html`
      <button class="plain opener" data-testid=${testId} popovertarget="menu" aria-haspopup="true" aria-label="${name}: ${value}" @click=${this.#place}><span>${value}</span>${icons.down}</button>
      <nav id="menu" class="popover" popover aria-label=${name} @click=${this.#chosen}>${content}</nav>
    `;
  }

  /** @param {MouseEvent} event */
  #place(event) {
    const box = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect();
    const menu = /** @type {HTMLElement} */ (this.renderRoot.querySelector('#menu'));
    menu.style.top = `${box.bottom + 6}px`;
    menu.style.left = `${Math.max(8, Math.min(box.left, innerWidth - 328))}px`;
  }

  /** @param {MouseEvent} event */
  #chosen(event) {
    if (/** @type {HTMLElement} */ (event.target).closest('a'))
      /** @type {any} */ (this.renderRoot.querySelector('#menu')).hidePopover();
  }
}

class CarveModelMenu extends Menu {
  #watch = new StoreController(this, 'models', 'model', 'acting');

  render() {
    const { models, model, acting } = store.state;
    if (!models.length && !model) return nothing;
    const entries = models.map(
      (entry) => html`<li>
        <a href=${formatRoute({ model: entry.model })} aria-current=${entry.model === model?.name}>
          <span>${entry.model}</span><small>${entry.state}</small>
          <small>${[entry.inputs?.length, ...(entry.layers ?? []).map((/** @type {any} */ layer) => layer.units), entry.classes?.length].join('-')}</small>
          <small>${words.step} ${count(entry.step)}</small>
        </a>
      </li>`,
    );
    return this.menu(
      'model-name',
      words.model,
      model?.name ?? words.noModel,
      html`<h2>${words.models}</h2>${models.length ? html`<ul>${entries}</ul>` : html`<p>${words.noLive}</p>`}${acting ? html`<a class="new" href="#/new" data-testid="new-model">${words.newModel}</a>` : nothing}`,
    );
  }
}

class CarveRunMenu extends Menu {
  static properties = { search: { state: true } };

  #watch = new StoreController(this, 'runs', 'run', 'model', 'models', 'frame');
  search = '';

  shouldUpdate(/** @type {Map<string, unknown>} */ changed) {
    return changed.has('search') || this.#key() !== this.lastKey;
  }

  #key() {
    const { runs, run, model, models } = store.state;
    return [run, model?.name, runs.length, runs[0]?.lastStep, models.length, ...runs.map(({ name }) => name)].join(' ');
  }

  render() {
    this.lastKey = this.#key();
    const { runs, run, models } = store.state;
    if (!runs.length && !run) return nothing;
    const live = new Set(models.map((model) => model.run));
    const found = runs.filter((entry) =>
      `${entry.run} ${entry.name} ${entry.model} ${(entry.tags ?? []).join(' ')}`.toLowerCase().includes(this.search.toLowerCase()),
    );
    const here = runs.find((entry) => entry.run === run);
    const content = html`
      <h2>${words.pastRuns}</h2>
      ${
        runs.length >= SEARCH_FROM
          ? html`<input type="search" aria-label=${words.searchRuns} placeholder=${words.searchRuns} .value=${this.search} @input=${(/** @type {any} */ event) => (this.search = event.target.value)} />`
          : nothing
      }
      <ul>${found.map((entry) => this.#entry(entry, run, live.has(entry.run)))}</ul>
      ${found.length ? nothing : html`<p>${words.noRunMatches}</p>`}
      <a class="new" href="#/runs" data-testid="all-runs" @click=${this.#all}>${words.allRuns}</a>
    `;
    return this.menu('run-menu', words.run, here ? this.#name(here) : words.noRun, content);
  }

  /** @param {Event} event */
  #all(event) {
    event.preventDefault();
    this.dispatchEvent(new CustomEvent('carve-library', { bubbles: true, composed: true }));
  }

  /** @param {any} entry */
  #name(entry) {
    if (entry.name) return entry.name;
    return `${words.run} ${number(entry)} · ${moment(entry.startedAt)}`;
  }

  /** @param {any} entry @param {string|null} current @param {boolean} live */
  #entry(entry, current, live) {
    return html`<li>
      <a href=${formatRoute(live ? { model: entry.model } : { run: entry.run })} aria-current=${entry.run === current} title=${entry.run}>
        <span>${entry.name || `${entry.model} · ${words.run} ${number(entry)}`}</span><small>${live ? words.liveNow : ''}</small>
        <small>${moment(entry.startedAt)}</small><small>${words.step} ${count(entry.lastStep)}</small>
      </a>
    </li>`;
  }
}

/** Runs of a model count from 1, the oldest. @param {any} entry */
function number(entry) {
  const own = store.state.runs.filter((run) => run.model === entry.model);
  return own.length - own.indexOf(entry);
}

customElements.define('carve-model-menu', CarveModelMenu);
customElements.define('carve-run-menu', CarveRunMenu);
