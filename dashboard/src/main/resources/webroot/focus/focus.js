/** The neuron in large: its name, the ways to look at it, and the one that is chosen. */

import { css, html, nothing } from 'lit';
import { html as anyHtml, unsafeStatic } from 'lit/static-html.js';
import { Part, base, styles } from '../material/base.js';
import { loadLater } from '../material/first-picture.js';
import { classToken } from '../material/colours.js';
import { shapeOf } from '../material/marks.js';
import { loadPart } from '../material/parts.js';
import { cssColour } from '../material/theme.js';
import { StoreController, store } from '../state/store.js';
import { neuronName, words } from '../words/page.js';
import { viewNamed, views } from './views.js';

export class CarveFocus extends Part {
  static styles = [
    base,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
        padding: 12px 16px;
      }
      header {
        display: flex;
        align-items: baseline;
        gap: 8px;
        font-size: var(--emphasis);
      }
      h2 {
        white-space: nowrap;
      }
      .kind {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        font-size: var(--label);
      }
      carve-quality {
        margin: -6px -6px -6px auto;
      }
      [role='tablist'] {
        display: flex;
        flex: none;
        overflow-x: auto;
        scrollbar-width: none;
        margin: 4px -6px 8px;
        box-shadow: inset 0 -1px var(--hairline);
      }
      [role='tab'] {
        height: 28px;
        padding: 0 6px;
        font-size: var(--label);
        border-radius: 0;
        color: var(--quiet);
        white-space: nowrap;
      }
      [role='tab'][aria-selected='true'] {
        box-shadow: inset 0 -2px var(--accent);
        color: var(--ink);
      }
      [role='tab']:hover {
        color: var(--ink);
      }
      [role='tabpanel'] {
        display: flex;
        flex-direction: column;
        flex: 1;
        min-height: 0;
      }
      [role='tabpanel'] > * {
        flex: 1;
        min-height: 0;
      }
      @media (max-width: 699px) {
        :host {
          padding: 12px;
        }
      }
    `,
  ];

  #watch = new StoreController(this, 'model', 'selected', 'view');
  /** The view that was asked for last. @type {import('./views.js').View|null} */
  #asked = null;
  /** @type {Promise<unknown>} */
  #there = Promise.resolve();

  /** Moves the focus into the view, once it is there. */
  async focus() {
    await this.#load(viewNamed(store.state.view));
    await this.updateComplete;
    const view = this.#view();
    await view?.updateComplete;
    view?.focus();
  }

  /** What a key does in the view, wherever the focus is. @param {KeyboardEvent} event @returns {(() => void)|null} */
  keyAction(event) {
    return this.#view()?.keyAction?.(event) ?? null;
  }

  /** @returns {any} */
  #view() {
    return this.renderRoot.querySelector('[role="tabpanel"] > *');
  }

  render() {
    const { model, selected, view: id } = store.state;
    if (!model || !selected) return nothing;
    const view = viewNamed(id);
    this.#load(view);
    loadLater(() => import('./quality-menu.js'));
    const isClass = selected.layer === model.layers.length && !view.ofClasses;
    const look = model.looks[selected.neuron];
    return html`
      <header>
        <h2>${isClass ? html`<span aria-hidden="true" ${styles({ color: cssColour(classToken(look)) })}>${shapeOf(look)}</span> ` : nothing}${view.ofClasses ? words.classes : neuronName(model, selected)}</h2>
        <span class="kind quiet">${model.layers.at(view.ofClasses ? -1 : selected.layer - 1)?.activation}</span>
        <carve-quality></carve-quality>
      </header>
      <div role="tablist" aria-label=${words.views.title} data-testid="views" @keydown=${this.#onKey}>
        ${views.map(({ id: other, key }) => {
          const [name, tip] = words.views[/** @type {'landscape'} */ (other)];
          return html`<button role="tab" id="tab-${other}" data-testid="view-${other}" aria-controls="view" aria-selected=${other === view.id} tabindex=${other === view.id ? 0 : -1} title="${tip}${key ? ` (${key.toUpperCase()})` : ''}" @click=${() => store.update({ view: other })}>${name}</button>`;
        })}
      </div>
      <div role="tabpanel" id="view" aria-labelledby="tab-${view.id}">${elementOf(view)}</div>
    `;
  }

  /** Where there is no room for all tabs, the chosen one is in the middle; nothing but their row moves. */
  updated() {
    const tab = this.renderRoot.querySelector('[aria-selected="true"]');
    const row = tab?.parentElement;
    if (!tab || !row) return;
    const [inner, outer] = [tab.getBoundingClientRect(), row.getBoundingClientRect()];
    row.scrollLeft += inner.x + inner.width / 2 - outer.x - outer.width / 2;
  }

  /** @param {import('./views.js').View} view */
  #load(view) {
    if (this.#asked !== view) {
      this.#asked = view;
      this.#there = loadPart(view.load);
    }
    return this.#there;
  }

  /** Arrows move between the tabs. @param {KeyboardEvent} event */
  #onKey(event) {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (!by || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    const now = views.indexOf(viewNamed(store.state.view));
    const next = views[(now + by + views.length) % views.length];
    store.update({ view: next.id });
    this.updateComplete.then(() => /** @type {HTMLElement} */ (this.renderRoot.querySelector(`#tab-${next.id}`)).focus());
  }
}

/** @param {import('./views.js').View} view */
const elementOf = ({ element }) => anyHtml`<${unsafeStatic(element)}></${unsafeStatic(element)}>`;

customElements.define('carve-focus', CarveFocus);
