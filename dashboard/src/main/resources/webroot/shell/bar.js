/** The bar at the top: which model and run, how it stands, how well it does. */

import { css, html, nothing } from 'lit';
import { Part, base } from '../material/base.js';
import { loadLater } from '../material/first-picture.js';
import { count, percent, rate } from '../material/format.js';
import { icons } from '../material/icons.js';
import '../runs/runs.js';
import { TONE, statusOf, statusWords } from '../state/status.js';
import { StoreController, store } from '../state/store.js';
import { nextTheme } from '../material/theme.js';
import { words } from '../words/page.js';
import { isFirstVisit } from './first-visit.js';
import { share } from './share.js';

export class CarveBar extends Part {
  static properties = { offered: { state: true } };

  static styles = [
    base,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 4px 12px;
        min-height: 48px;
        padding: 0 16px;
        border-bottom: 1px solid var(--hairline);
        background: var(--panel);
      }
      h1 {
        display: flex;
        font-size: var(--emphasis);
        font-weight: 650;
        letter-spacing: -0.01em;
      }
      h1 a {
        color: inherit;
        text-decoration: none;
        display: inline-flex;
        align-items: center;
        gap: 8px;
      }
      .space {
        flex: 1;
      }
      .figures {
        display: flex;
        align-items: baseline;
        gap: 16px;
        white-space: nowrap;
      }
      .figures b {
        font-weight: 600;
      }
      .accuracy {
        font-size: var(--emphasis);
        min-width: 56px;
        text-align: right;
      }
      .wide {
        min-width: 88px;
        text-align: right;
      }
      .status {
        gap: 6px;
        white-space: nowrap;
      }
      .dot {
        width: 9px;
        height: 9px;
        border-radius: 50%;
        background: currentColor;
      }
      .good {
        color: var(--good);
      }
      .warning {
        color: var(--warning);
      }
      .bad {
        color: var(--bad);
      }
      .accent {
        color: var(--accent);
      }
      .word {
        color: var(--ink);
      }
      .offer {
        display: inline-flex;
        color: var(--accent);
      }
      .popover {
        width: 300px;
        max-width: calc(100vw - 32px);
        padding: 12px 16px;
      }
      .popover h2 {
        font-size: var(--emphasis);
        margin-bottom: 4px;
      }
      .popover p + p {
        margin-top: 8px;
        color: var(--quiet);
      }
      @media (max-width: 1099px) {
        .rate {
          display: none;
        }
      }
      @media (max-width: 699px) {
        :host {
          flex-wrap: wrap;
          padding: 6px 12px;
        }
        .space {
          display: none;
        }
        .end {
          order: 1;
          margin-left: auto;
        }
        carve-run-menu,
        carve-acts,
        .read-only {
          order: 2;
        }
        .offer {
          order: 3;
          width: 100%;
        }
        .status,
        .figures {
          order: 4;
        }
        .figures {
          flex: 1;
          justify-content: space-between;
        }
        .wide {
          min-width: 0;
        }
      }
      @media (min-width: 480px) and (max-width: 699px) {
        carve-run-menu {
          order: 0;
        }
        .status {
          order: 2;
        }
        .figures {
          justify-content: flex-end;
        }
      }
    `,
  ];

  #watch = new StoreController(
    this,
    'phase',
    'models',
    'runs',
    'model',
    'run',
    'live',
    'connection',
    'metrics',
    'waiting',
    'frame',
    'following',
    'playing',
    'paused',
    'theme',
    'readOnly',
  );
  /** Whether the tour is offered, as it is on the first visit. */
  offered = isFirstVisit();

  render() {
    const { state } = store;
    const status = statusOf(state);
    return html`
      <h1><a href="#/">${mark} ${words.title}</a></h1>
      <carve-model-menu></carve-model-menu>
      <carve-run-menu></carve-run-menu>
      ${this.#acts(state)}
      <span class="space"></span>
      ${state.phase === 'failed' ? nothing : this.#status(status)} ${state.frame ? this.#figures(state) : nothing}
      ${this.offered && state.phase === 'open' ? this.#offer() : nothing}
      <span class="end">
        ${state.frame ? html`<button class="plain" data-testid="export" aria-label=${words.exportTip} title=${words.exportTip} @click=${() => this.#send('carve-export')}>${icons.export}</button>` : nothing}
        ${state.phase === 'open' ? html`<button class="plain" data-testid="share" aria-label=${words.share.tip} title="${words.share.tip} (S)" @click=${share}>${icons.share}</button>` : nothing}
        <button class="plain" aria-label=${words.help} title="${words.help} (?)" @click=${() => this.#send('carve-help')}>${icons.help}</button>
        <button class="plain" data-testid="theme" aria-label=${words.theme[state.theme]} title="${words.theme[state.theme]} (T)" @click=${nextTheme}>
          ${icons[state.theme]}
        </button>
      </span>
    `;
  }

  /** @param {import('../state/store.js').State} state */
  #acts({ readOnly, live, model }) {
    if (readOnly)
      return html`
        <button class="plain quiet read-only" data-testid="read-only" popovertarget="read-only" @click=${(/** @type {MouseEvent} */ event) => place(this, event)}>${words.readOnly}</button>
        <div id="read-only" class="popover" popover><h2>${words.readOnly}</h2><p>${words.readOnlyText}</p><p>${words.readOnlyAdvice}</p></div>
      `;
    if (!live || !model) return nothing;
    loadLater(() => import('./acts.js'));
    return html`<carve-acts></carve-acts>`;
  }

  #offer() {
    return html`<span class="offer"><button class="plain" data-testid="tour-offer" @click=${this.#takeTour}>${words.tourOffer}</button><button class="plain" aria-label=${words.noTour} title=${words.noTour} @click=${() => (this.offered = false)}>${icons.close}</button></span>`;
  }

  #takeTour() {
    this.offered = false;
    this.#send('carve-tour');
  }

  /** @param {import('../state/status.js').Status} status */
  #status(status) {
    const [word, meaning, advice] = statusWords(status);
    return html`
      <button class="plain status ${TONE[status]}" popovertarget="explanation" @click=${(/** @type {MouseEvent} */ event) => place(this, event)}>
        <span class="dot" aria-hidden="true"></span><span class="word" data-testid="status">${word}</span>
      </button>
      <div id="explanation" class="popover" popover>
        <h2>${word}</h2>
        <p>${meaning}</p>
        <p>${advice}</p>
      </div>
    `;
  }

  /** @param {import('../state/store.js').State} state */
  #figures({ frame, metrics, live, following }) {
    const accuracy = following && metrics ? metrics.accuracy : frame?.accuracy;
    return html`<span class="figures">
      <span class="wide">${words.step} <b data-testid="step" data-step=${frame?.step ?? ''}>${count(frame?.step ?? NaN)}</b></span>
      ${live && metrics ? html`<span class="wide rate quiet">${rate(metrics.stepsPerSecond)} ${words.stepsPerSecond}</span>` : nothing}
      <b class="accuracy" data-testid="accuracy" title=${words.accuracyTip} aria-label="${words.accuracy} ${percent(accuracy)}">${percent(accuracy)}</b>
    </span>`;
  }

  /** @param {string} name */
  #send(name) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true }));
  }
}

const mark = html`<img src="/icon.svg" width="20" height="20" alt="" />`;

/** Puts a pop-over below the button that opens it. @param {Part} host @param {MouseEvent} event */
export function place(host, event) {
  const button = /** @type {HTMLElement} */ (event.currentTarget);
  const popover = /** @type {HTMLElement|null} */ (
    host.renderRoot.querySelector(`#${button.getAttribute('popovertarget')}`)
  );
  if (!popover) return;
  const box = button.getBoundingClientRect();
  popover.style.top = `${box.bottom + 6}px`;
  // How wide it is, is known once it is open.
  requestAnimationFrame(() => {
    popover.style.left = `${Math.max(8, Math.min(box.left, innerWidth - popover.offsetWidth - 8))}px`;
  });
}

customElements.define('carve-bar', CarveBar);
