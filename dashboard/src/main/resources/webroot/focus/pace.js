/** Keeps a view of landscapes up to date: surfaces with every frame, figures less often, since they are read and not watched. */

import { store } from '../state/store.js';

const FIGURES_EVERY_MS = 500;

export class Pace {
  #renderedAt = 0;
  #later = 0;

  /** @param {import('lit').LitElement} host @param {() => void} showSurfaces draws the frame, and nothing else @param {string[]} keys of the store, on whose change all is rendered */
  constructor(host, showSurfaces, ...keys) {
    this.host = host;
    this.showSurfaces = showSurfaces;
    this.keys = keys;
    host.addController(this);
  }

  hostConnected() {
    this.stop = store.listen((changed) => {
      if (this.keys.some((key) => changed.has(key))) this.host.requestUpdate();
      else if (changed.has('frame')) this.#frameChanged();
    });
    this.onTheme = () => this.host.requestUpdate();
    document.addEventListener('carve-theme', this.onTheme);
  }

  hostDisconnected() {
    this.stop?.();
    clearTimeout(this.#later);
    this.#later = 0;
    document.removeEventListener('carve-theme', /** @type {any} */ (this.onTheme));
  }

  hostUpdated() {
    this.#renderedAt = performance.now();
    clearTimeout(this.#later);
    this.#later = 0;
  }

  #frameChanged() {
    if (!this.host.hasUpdated) return;
    this.showSurfaces();
    const wait = Math.max(0, this.#renderedAt + FIGURES_EVERY_MS - performance.now());
    this.#later ||= window.setTimeout(() => this.host.requestUpdate(), wait);
  }
}
