/** A line below the bar when something is wrong: what happened, what still works, what to do. */

import { css, html, nothing } from 'lit';
import { Part, base } from '../material/base.js';
import { StoreController, store } from '../state/store.js';
import { retryNow } from '../state/viewing.js';
import { words } from '../words/page.js';

const SEEK_NOTICE_MS = 4000;

export class CarveNotice extends Part {
  static properties = { seekFailed: { state: true } };

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
    `,
  ];

  #watch = new StoreController(this, 'connection', 'retryAt');
  seekFailed = false;
  #timer = 0;

  connectedCallback() {
    super.connectedCallback();
    this.onSeekFailed = () => {
      this.seekFailed = true;
      setTimeout(() => (this.seekFailed = false), SEEK_NOTICE_MS);
    };
    document.addEventListener('carve-seek-failed', this.onSeekFailed);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    document.removeEventListener('carve-seek-failed', /** @type {any} */ (this.onSeekFailed));
  }

  render() {
    const { connection, retryAt, frame } = store.state;
    clearTimeout(this.#timer);
    if (connection !== 'reconnecting')
      return this.seekFailed ? html`<div class="line" role="status">${words.seekFailed}</div>` : nothing;
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
