/**
 * What one can do to the model that is looked at: let it learn, freeze it, one minibatch at a time, and steer it. Every act comes back as an
 * event on the timeline.
 */

import { css, html, nothing } from 'lit';
import { Part, base } from '../material/base.js';
import { icons } from '../material/icons.js';
import { loadPart } from '../material/parts.js';
import { command } from '../state/acts.js';
import { StoreController, store } from '../state/store.js';
import { words } from '../words/acts.js';
import { say } from './saying.js';

export class CarveActs extends Part {
  static properties = { busy: { state: true }, steering: { state: true } };

  static styles = [
    base,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 2px;
      }
      .on {
        color: var(--accent);
      }
      #steer {
        padding: 0;
      }
      @media (max-width: 1279px) {
        .name {
          display: none;
        }
      }
    `,
  ];

  #watch = new StoreController(this, 'model', 'live', 'acting');
  #state = '';
  busy = false;
  /** Whether the panel for steering has been asked for. */
  steering = false;

  connectedCallback() {
    super.connectedCallback();
    this.stop = store.listen((changed) => {
      const state = store.state.metrics?.state;
      if (changed.has('metrics') && state !== this.#state) this.requestUpdate();
      this.#state = state;
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop?.();
  }

  render() {
    const { model, live, acting, metrics } = store.state;
    if (!model || !live || !acting) return nothing;
    const frozen = metrics?.state === 'frozen';
    const [name, tip] = frozen ? [words.unfreeze, words.unfreezeTip] : [words.freeze, words.freezeTip];
    return html`
      <button class="plain ${frozen ? 'on' : ''}" data-testid="freeze" aria-label=${name} title=${tip} ?disabled=${this.busy} @click=${() => this.#do({ type: frozen ? 'unfreeze' : 'freeze' })}>${frozen ? icons.learn : icons.freeze}<span class="name">${name}</span></button>
      <button class="plain" data-testid="one-minibatch" aria-label=${words.step} title=${words.stepTip} ?disabled=${this.busy} @click=${this.#step}>${icons.oneStep}</button>
      <button class="plain" data-testid="steer" popovertarget="steer" aria-label=${words.more} title=${words.moreTip} @click=${this.#openSteer}>${icons.steer}<span class="name">${words.more}</span></button>
      <div id="steer" class="popover" popover>${this.steering ? html`<carve-steer @carve-close=${this.#closeSteer}></carve-steer>` : nothing}</div>
    `;
  }

  /** @param {{type: string, steps?: number}} what @returns {Promise<boolean>} */
  async #do(what) {
    const { model } = store.state;
    if (!model) return false;
    this.busy = true;
    try {
      await command(model.name, what);
      return true;
    } catch (error) {
      say(/** @type {Error} */ (error).message);
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** Only a frozen model takes steps one by one. */
  async #step() {
    const frozen = store.state.metrics?.state === 'frozen' || (await this.#do({ type: 'freeze' }));
    if (frozen) await this.#do({ type: 'take-steps', steps: 1 });
  }

  /** @param {MouseEvent} event */
  async #openSteer(event) {
    const box = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect();
    const popover = /** @type {HTMLElement} */ (this.renderRoot.querySelector('#steer'));
    popover.style.top = `${box.bottom + 6}px`;
    popover.style.left = `${Math.max(8, Math.min(box.left, innerWidth - 346))}px`;
    await loadPart(() => import('./steer.js'));
    this.steering = true;
    await this.updateComplete;
    /** @type {import('./steer.js').CarveSteer} */ (this.renderRoot.querySelector('carve-steer')).refresh();
  }

  #closeSteer() {
    /** @type {HTMLElement} */ (this.renderRoot.querySelector('#steer')).hidePopover();
  }
}

customElements.define('carve-acts', CarveActs);
