/** The handles of the range that is played. */

import { css, html, nothing } from 'lit';
import { Part, base, styles } from '../material/base.js';
import { positionsOf } from '../state/axis.js';
import { StoreController, store } from '../state/store.js';
import { setStretch } from '../state/time-cursor.js';
import { words as pageWords } from '../words/page.js';
import { words } from '../words/time.js';
import { isInside, share } from './placing.js';

export class CarveStretch extends Part {
  static properties = { span: { attribute: false } };

  static styles = [
    base,
    css`
      .handle {
        position: absolute;
        top: 28px;
        width: 24px;
        height: 24px;
        cursor: ew-resize;
        touch-action: none;
      }
      .handle.from {
        margin-left: -24px;
      }
      .handle::before {
        content: '';
        position: absolute;
        top: -10px;
        width: 2px;
        height: 30px;
        background: var(--accent);
      }
      .handle::after {
        content: '';
        position: absolute;
        top: 10px;
        width: 9px;
        height: 10px;
        background: var(--accent);
      }
      .handle.from::before,
      .handle.from::after {
        right: 0;
      }
      .handle.to::before,
      .handle.to::after {
        left: 0;
      }
      .handle.from::after {
        border-radius: 5px 0 0 5px;
      }
      .handle.to::after {
        border-radius: 0 5px 5px 0;
      }
    `,
  ];

  #watch = new StoreController(this, 'stretch', 'first', 'newest', 'history', 'detail', 'axis');
  /** @type {import('../state/span.js').Span} */
  span = { low: 0, high: 1 };

  render() {
    return html`${this.#handle('from')} ${this.#handle('to')}`;
  }

  /** @param {'from'|'to'} which */
  #handle(which) {
    const { state } = store;
    const { span } = this;
    const step = state.stretch[which];
    if (step === null) return nothing;
    const at = positionsOf(state).of(step);
    if (!isInside(at, span)) return nothing;
    return html`<div
      class="handle ${which}"
      role="slider"
      tabindex="0"
      data-testid="stretch-${which}"
      aria-label=${which === 'from' ? words.stretchFrom : words.stretchTo}
      aria-valuemin=${state.first.step}
      aria-valuemax=${state.newest.step}
      aria-valuenow=${step}
      aria-valuetext=${pageWords.stepOf(step)}
      title=${pageWords.stepOf(step)}
      ${styles({ left: share(at, span) })}
      @pointerdown=${this.#pressHandle}
      @pointermove=${(/** @type {PointerEvent} */ event) => this.#dragHandle(event, which)}
      @keydown=${(/** @type {KeyboardEvent} */ event) => this.#onHandleKey(event, which, step)}
    ></div>`;
  }

  /** @param {PointerEvent} event */
  #pressHandle(event) {
    if (event.button === 0) /** @type {HTMLElement} */ (event.currentTarget).setPointerCapture(event.pointerId);
  }

  /** @param {PointerEvent} event @param {'from'|'to'} which */
  #dragHandle(event, which) {
    const handle = /** @type {HTMLElement} */ (event.currentTarget);
    if (handle.hasPointerCapture(event.pointerId)) this.#putEnd(which, this.#stepAt(event));
  }

  /** @param {KeyboardEvent} event @param {'from'|'to'} which @param {number} step */
  #onHandleKey(event, which, step) {
    const { low, high } = this.span;
    const positions = positionsOf(store.state);
    const shares = { ArrowLeft: -1 / 200, ArrowRight: 1 / 200, PageDown: -1 / 20, PageUp: 1 / 20 };
    const moved = shares[/** @type {keyof typeof shares} */ (event.key)];
    if (event.key === 'Delete' || event.key === 'Backspace') setStretch({ [which]: null });
    else if (moved) {
      const wanted = Math.round(positions.stepAt(positions.of(step) + moved * (high - low)));
      this.#putEnd(which, wanted === step ? step + Math.sign(moved) : wanted);
    } else return;
    event.preventDefault();
  }

  /** An end stays on its side of the other. @param {'from'|'to'} which @param {number} step */
  #putEnd(which, step) {
    const { first, newest, stretch } = store.state;
    const low = which === 'to' && stretch.from !== null ? stretch.from + 1 : first.step;
    const high = which === 'from' && stretch.to !== null ? stretch.to - 1 : newest.step;
    setStretch({ [which]: Math.max(low, Math.min(high, step)) });
  }

  /** @param {PointerEvent} event */
  #stepAt(event) {
    const { left, width } = /** @type {ShadowRoot} */ (this.getRootNode()).host.getBoundingClientRect();
    const { low, high } = this.span;
    return Math.round(positionsOf(store.state).stepAt(low + ((event.clientX - left) / Math.max(1, width)) * (high - low)));
  }
}

customElements.define('carve-stretch', CarveStretch);
