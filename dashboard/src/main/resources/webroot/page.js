/** The page: its layout, and what belongs to no part alone. */

import { css, html, nothing } from 'lit';
import './shell/bar.js';
import { Part, base } from './material/base.js';
import { loadLater } from './material/first-picture.js';
import { loadPart } from './material/parts.js';
import { listenToKeys } from './shell/keys.js';
import './focus/focus.js';
import { viewNamed, views } from './focus/views.js';
import './shell/notice.js';
import { linkHere } from './shell/share.js';
import { statusOf, statusWords } from './state/status.js';
import { StoreController, store } from './state/store.js';
import { startTheme } from './material/theme.js';
import './time/timeline.js';
import { embedded, goLive, startViewing } from './state/viewing.js';
import './wall/wall.js';
import { neuronName, words } from './words/page.js';

/** Whether the page is shown within another one, without what belongs to a page of its own. */

/** Readers of the screen are told the step no more often than this. */
const ANNOUNCE_EVERY_MS = 10_000;

export class CarvePage extends Part {
  static styles = [
    base,
    css`
      :host {
        display: flex;
        flex-direction: column;
        height: 100dvh;
        overflow: hidden;
      }
      .skip {
        position: absolute;
        left: -999px;
      }
      .skip:focus {
        left: 8px;
        top: 8px;
        z-index: 9;
        padding: 8px 12px;
        background: var(--panel);
      }
      main,
      .seen {
        display: flex;
        flex: 1;
        min-height: 0;
      }
      .seen {
        flex-direction: column;
        min-width: 0;
      }
      .stage {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(360px, 36%);
        flex: 1;
        min-height: 0;
      }
      carve-focus {
        border-left: 1px solid var(--hairline);
        background: var(--panel);
        overflow: auto;
      }
      carve-charts:not(:defined) {
        box-sizing: border-box;
        height: 113px;
        border-top: 1px solid var(--hairline);
        background: var(--panel);
      }
      .wide {
        grid-template-columns: minmax(0, 1fr);
      }
      .wide carve-focus {
        border-left: 0;
      }
      carve-empty,
      .failure {
        flex: 1;
        min-height: 0;
      }
      carve-painting {
        flex: 0 0 300px;
        border-right: 1px solid var(--hairline);
      }
      .whole {
        display: block;
        width: fit-content;
        margin: 2px 14px 2px auto;
        padding: 2px;
        font-size: var(--label);
      }
      .drop {
        position: fixed;
        inset: 12px;
        z-index: 9;
        display: grid;
        place-items: center;
        border: 2px dashed var(--accent);
        border-radius: var(--radius);
        background: color-mix(in oklab, var(--panel) 88%, transparent);
        font-size: var(--heading);
        pointer-events: none;
      }
      .failure {
        padding: 64px 24px;
        max-width: 640px;
        margin: 0 auto;
        width: 100%;
      }
      .failure h2 {
        font-size: var(--heading);
      }
      .failure p {
        margin-top: 8px;
      }
      @media (max-width: 1099px) {
        :host {
          height: auto;
          min-height: 100dvh;
          overflow: visible;
        }
        .stage {
          display: block;
          flex: none;
        }
        main {
          flex-direction: column;
        }
        carve-painting {
          flex: none;
          border-right: 0;
          border-bottom: 1px solid var(--hairline);
        }
        carve-wall {
          height: max(360px, 46dvh);
        }
        carve-focus {
          min-height: max(420px, 56dvh);
          border-left: 0;
          border-top: 1px solid var(--hairline);
          overflow: visible;
        }
        carve-timeline {
          margin-top: auto;
          position: sticky;
          bottom: 0;
          z-index: 5;
        }
      }
      @media (max-width: 699px) {
        carve-wall {
          height: 400px;
        }
        carve-focus {
          min-height: 460px;
        }
      }
      @media (max-width: 1099px) {
        .stage.wide {
          display: grid;
          flex: 1 0 auto;
        }
        .wide carve-focus {
          min-height: 0;
          border-top: 0;
        }
      }
    `,
  ];

  static properties = { dragged: { state: true } };

  #watch = new StoreController(
    this,
    'phase',
    'waiting',
    'failure',
    'selected',
    'theme',
    'creating',
    'painting',
    'model',
    'acting',
    'view',
  );
  /** Whether a file is held over the page. */
  dragged = false;
  #announcedAt = 0;
  /** Whether there has been a frame. */
  #started = false;
  #status = '';

  connectedCallback() {
    super.connectedCallback();
    startTheme();
    startViewing();
    this.stopKeys = listenToKeys({
      focusLayer: (layer) => this.#focusLayer(layer),
      openLandscape: () => this.#focusLandscape(),
      toggleHelp: () => this.#toggleHelp(),
      escape: () => this.#escape(),
      viewAction: (event) => this.#part('carve-focus')?.keyAction(event) ?? null,
      isOverlaid: () => isOverlaid(this.renderRoot),
      export: this.#askExport,
      openLibrary: this.#openLibrary,
      goTo: () => this.#part('carve-timeline')?.goTo(),
      goToEvent: (direction) => this.#part('carve-timeline')?.goToEvent(direction),
    });
    this.stopListening = store.listen((changed) => {
      this.#announce(changed);
      if (changed.has('view') && this.#started) this.#showView();
      if (changed.has('frame') && store.state.frame) this.#begin();
    });
    this.addEventListener('carve-tour', this.#startTour);
    this.addEventListener('carve-fork', this.#askFork);
    this.addEventListener('carve-export', this.#askExport);
    this.addEventListener('carve-library', this.#openLibrary);
    this.addEventListener('dragover', this.#dragOver);
    this.addEventListener('dragleave', this.#dragLeave);
    this.addEventListener('drop', this.#drop);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stopKeys?.();
    this.stopListening?.();
  }

  render() {
    const { creating, acting } = store.state;
    if (creating && acting) loadPart(() => import('./start/create.js'));
    return html`
      <header>
        <a class="skip" href="#landscape" @click=${this.#skip}>${words.skip}</a>
        ${
          embedded
            ? html`<a class="whole" target="_blank" rel="noopener" href=${location.pathname} @pointerdown=${linkWhole} @focus=${linkWhole}>${words.embedded}</a>`
            : html`<carve-bar @carve-help=${this.#toggleHelp}></carve-bar>`
        }
        <carve-notice></carve-notice>
        <carve-feeding-line></carve-feeding-line>
      </header>
      <main>${this.#painting()}<div class="seen">${this.#content()}</div></main>
      <carve-help></carve-help>
      ${acting ? html`<carve-create></carve-create><carve-fork></carve-fork>` : nothing}
      <carve-tour></carve-tour><carve-export></carve-export><carve-library></carve-library>
      ${this.dragged ? html`<div class="drop">${words.dropToTrain}</div>` : nothing}
      <div class="unseen" aria-live="polite" id="announcement"></div>
    `;
  }

  #content() {
    const { phase, waiting, frame, failure, view } = store.state;
    if (phase === 'loading') return nothing;
    if (phase === 'empty' || (waiting && !frame)) {
      loadPart(() => import('./start/empty.js'));
      return html`<carve-empty ?waiting=${phase !== 'empty'}></carve-empty>`;
    }
    if (phase === 'failed') {
      return html`<div class="failure" role="alert">
        <h2>${failure?.title}</h2>
        <p>${failure?.detail}</p>
        <p class="quiet">${words.failed.works}</p>
        <p><a href="#/">${words.failed.home}</a></p>
      </div>`;
    }
    const isWide = Boolean(viewNamed(view).wide);
    return html`
      <div class="stage ${isWide ? 'wide' : ''}" @carve-open=${this.#opened}>
        <carve-wall ?hidden=${isWide}></carve-wall>
        <carve-focus></carve-focus>
      </div>
      ${embedded ? nothing : html`<carve-charts></carve-charts>`}
      <carve-timeline></carve-timeline>
    `;
  }

  #painting() {
    const { painting, model, acting } = store.state;
    if (!painting || !acting || model?.name !== painting) return nothing;
    loadPart(() => import('./start/painting.js'));
    return html`<carve-painting></carve-painting>`;
  }

  async #toggleHelp() {
    await loadPart(() => import('./shell/help.js'));
    const help = this.#part('carve-help');
    await help.updateComplete;
    help.toggle();
  }

  #startTour = async () => {
    await loadPart(() => import('./shell/tour.js'));
    this.#part('carve-tour').start();
  };

  #askExport = async () => {
    await loadPart(() => import('./runs/export.js'));
    this.#part('carve-export').ask();
  };

  #openLibrary = async () => {
    await loadPart(() => import('./runs/library.js'));
    this.#part('carve-library').ask();
  };

  /** What is asked for lies in a module that the bar has loaded. */
  #askFork = () => this.#part('carve-fork').ask();

  /** @param {DragEvent} event */
  #dragOver = (event) => {
    if (!store.state.acting || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.dragged = !store.state.creating;
  };

  /** @param {DragEvent} event */
  #dragLeave = (event) => {
    if (!event.relatedTarget) this.dragged = false;
  };

  /** @param {DragEvent} event */
  #drop = async (event) => {
    this.dragged = false;
    const file = event.dataTransfer?.files[0];
    if (!store.state.acting || !file) return;
    event.preventDefault();
    await loadPart(() => import('./start/create.js'));
    if (!store.state.creating) location.hash = '#/new';
    this.#part('carve-create').take(file);
  };

  /** @param {string} name @returns {any} */
  #part(name) {
    return this.renderRoot.querySelector(name);
  }

  /** @param {Event} event */
  #skip(event) {
    event.preventDefault();
    this.#focusLandscape();
  }

  #focusLandscape() {
    this.#part('carve-focus')?.focus();
  }

  /** A neuron was chosen: by key, the keys go on to the landscape; on narrow screens it lies below the wall. @param {CustomEvent} event */
  #opened({ detail }) {
    if (detail.byKey) this.#focusLandscape();
    else if (innerWidth < 700) this.#part('carve-focus')?.scrollIntoView({ block: 'nearest' });
  }

  /** There is something to see: what lies below it may come, and what the address asks for is shown. */
  #begin() {
    if (this.#started) return;
    this.#started = true;
    if (!embedded) loadLater(() => import('./time/charts.js'));
    if (store.state.view && store.state.view !== views[0].id) this.#showView();
  }

  /** On narrow screens the view lies below the wall. A page that shows this one in a frame stays where it is. */
  async #showView() {
    if (innerWidth >= 700 || viewNamed(store.state.view).wide) return;
    await this.updateComplete;
    scrollBy(0, this.#part('carve-focus')?.getBoundingClientRect().top ?? 0);
  }

  /** The wall comes back when one of its layers is wanted. @param {number} layer */
  async #focusLayer(layer) {
    if (viewNamed(store.state.view).wide) await this.#bringWallBack();
    this.#part('carve-wall')?.focusLayer(layer);
  }

  async #bringWallBack() {
    store.update({ view: views[0].id });
    // It lies where it is to lie behind the next picture.
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    await this.#part('carve-wall')?.updateComplete;
  }

  /** Out of a view that fills the stage to the wall; out of the landscape to its tile; out of the past to live. */
  #escape() {
    if (this.#part('carve-timeline')?.closeEvent()) return;
    if (viewNamed(store.state.view).wide) {
      this.#bringWallBack().then(() => store.state.selected && this.#part('carve-wall').focusNeuron(store.state.selected));
      return;
    }
    const active = this.renderRoot instanceof ShadowRoot ? this.renderRoot.activeElement : null;
    const { selected, live, following } = store.state;
    if (active?.localName === 'carve-focus' && selected) this.#part('carve-wall').focusNeuron(selected);
    else if (live && !following) goLive();
  }

  /** @param {Set<string>} changed */
  #announce(changed) {
    const { model, selected, frame } = store.state;
    const now = performance.now();
    const status = statusOf(store.state);
    let text = '';
    if (status !== this.#status) text = statusWords(status).slice(0, 2).join(': ');
    else if (changed.has('selected') && selected && model) text = words.announce.selected(neuronName(model, selected));
    else if (changed.has('frame') && frame && now - this.#announcedAt > ANNOUNCE_EVERY_MS)
      text = words.announce.at(frame.step, frame.accuracy);
    const target = this.renderRoot?.querySelector('#announcement');
    if (!text || !target) return;
    this.#announcedAt = now;
    this.#status = status;
    target.textContent = text;
  }
}

/** The link out of an embedded page leads to what is seen now. @param {Event} event */
function linkWhole(event) {
  /** @type {HTMLAnchorElement} */ (event.currentTarget).href = linkHere();
}

/** Whether a dialog or pop-over lies above the page; it takes the keys. @param {ParentNode} root @returns {boolean} */
function isOverlaid(root) {
  if (root.querySelector('dialog[open], :popover-open')) return true;
  return [...root.querySelectorAll('*')].some(
    (element) => element.localName.startsWith('carve-') && element.shadowRoot && isOverlaid(element.shadowRoot),
  );
}

customElements.define('carve-page', CarvePage);
