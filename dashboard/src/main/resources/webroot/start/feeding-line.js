/** A line below the bar while the page sends a file: how far it is, and a way to stop it. */

import { css, html, nothing } from 'lit';
import { Part, base } from '../material/base.js';
import { icons } from '../material/icons.js';
import { isPainted, stopFeeding } from '../state/feeding.js';
import { StoreController, store } from '../state/store.js';
import { words } from '../words/make.js';

export class CarveFeedingLine extends Part {
  static styles = [
    base,
    css`
      .line {
        display: flex;
        align-items: center;
        gap: 12px;
        min-height: 32px;
        padding: 0 16px;
        border-bottom: 1px solid var(--hairline);
        background: var(--panel);
        font-size: var(--label);
      }
      .failed {
        color: var(--bad);
      }
      progress {
        width: 160px;
        height: 4px;
        accent-color: var(--accent);
      }
      .text {
        flex: 1;
      }
    `,
  ];

  #watch = new StoreController(this, 'feeding');

  render() {
    const { feeding } = store.state;
    if (!feeding || isPainted(feeding)) return nothing;
    const { state, sent, size, passes } = feeding;
    return html`<div class="line ${state}" role="group" aria-label=${words.feeding.title} data-testid="feeding" data-state=${state} data-sent=${sent}>
      ${passes && state === 'running' ? html`<progress max=${size * passes} .value=${sent} aria-label=${words.feeding.progress}></progress>` : nothing}
      <span class="text">${words.feeding[state](feeding)}</span>
      ${state === 'running' ? html`<button class="action" @click=${stopFeeding}>${words.feeding.stop}</button>` : html`<button class="plain" aria-label=${words.close} @click=${stopFeeding}>${icons.close}</button>`}
    </div>`;
  }
}

customElements.define('carve-feeding-line', CarveFeedingLine);
