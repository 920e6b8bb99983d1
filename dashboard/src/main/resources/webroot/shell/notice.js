/** A line below the bar when something is wrong: what happened, what still works, what to do. */

import { css, html, nothing } from 'lit';
import { Part, base } from '../material/base.js';
import { StoreController, store } from '../state/store.js';
import { retryNow } from '../state/viewing.js';
import { words } from '../words/page.js';

const SEEK_NOTICE_MS = 4000;
const SAID_MS = 4000;

export class CarveNotice extends Part {
  static properties = { seekFailed: { state: true }, said: { state: true } };

  static styles = [
    base,
    css`
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 12px;
        min-height: 40px;
        padding: 4px 16px;
        border-bottom: 1px solid var(--hairline);
        background: color-mix(in oklab, var(--bad) 10%, var(--panel));
      }
      .said {
        position: fixed;
        top: 56px;
        left: 50%;
        z-index: 8;
        translate: -50% 0;
        max-width: calc(100vw - 32px);
        padding: 8px 16px;
        border: 1px solid var(--hairline);
        border-radius: var(--radius);
        background: var(--panel);
        box-shadow: var(--popover-shadow);
        overflow-wrap: anywhere;
      }
      .said:empty {
        display: none;
      }
    `,
  ];

  #watch = new StoreController(this, 'connection', 'retryAt');
  /** Why the last seek failed, empty where nobody knows; nothing: it did not. @type {string|null} */
  seekFailed = null;
  said = '';
  #timer = 0;
  #seekTimer = 0;
  #saidTimer = 0;

  connectedCallback() {
    super.connectedCallback();
    this.onSeekFailed = (/** @type {any} */ { detail }) => {
      this.seekFailed = detail ?? '';
      clearTimeout(this.#seekTimer);
      this.#seekTimer = window.setTimeout(() => (this.seekFailed = null), SEEK_NOTICE_MS + 40 * (detail ?? '').length);
    };
    document.addEventListener('carve-seek-failed', this.onSeekFailed);
    this.onSay = (/** @type {any} */ event) => this.#say(event.detail);
    document.addEventListener('carve-say', this.onSay);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    clearTimeout(this.#seekTimer);
    document.removeEventListener('carve-seek-failed', /** @type {any} */ (this.onSeekFailed));
    clearTimeout(this.#saidTimer);
    document.removeEventListener('carve-say', /** @type {any} */ (this.onSay));
  }

  /** @param {string} text */
  #say(text) {
    this.said = text;
    clearTimeout(this.#saidTimer);
    this.#saidTimer = window.setTimeout(() => (this.said = ''), SAID_MS + 40 * text.length);
  }

  render() {
    return html`${this.#line()}<div class="said" role="status" data-testid="said">${this.said}</div>`;
  }

  #line() {
    const { connection, retryAt, frame } = store.state;
    clearTimeout(this.#timer);
    if (connection !== 'reconnecting')
      return this.seekFailed === null
        ? nothing
        : html`<div class="line" role="status"><span>${words.seekFailed}</span><span class="quiet">${this.seekFailed}</span></div>`;
    const seconds = Math.max(0, Math.ceil((retryAt - Date.now()) / 1000));
    if (seconds > 0) this.#timer = window.setTimeout(() => this.requestUpdate(), 500);
    return html`<div class="line">
      <span role="alert">${words.reconnect.lost(frame?.step ?? 0, frame?.time ?? 0)}</span>
      <span class="quiet">${words.reconnect.retry(seconds)}</span>
      <button class="action" @click=${retryNow}>${words.reconnect.now}</button>
    </div>`;
  }
}

customElements.define('carve-notice', CarveNotice);
