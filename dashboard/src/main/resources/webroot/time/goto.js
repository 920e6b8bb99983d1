/** The small form that goes to a step or a time. */

import { css, html, nothing } from 'lit';
import { Part, base } from '../material/base.js';
import { count, moment } from '../material/format.js';
import { store } from '../state/store.js';
import { seek } from '../state/time-cursor.js';
import { words } from '../words/time.js';
import { parseMoment, stepAtTime } from './moment.js';

export class CarveGoTo extends Part {
  static properties = { problem: { state: true } };

  static styles = [
    base,
    css`
      #form {
        width: 280px;
        max-width: calc(100vw - 16px);
        padding: 12px;
      }
      form {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 4px 8px;
      }
      label,
      .problem {
        grid-column: 1 / -1;
        font-size: var(--label);
        color: var(--quiet);
      }
      .problem {
        color: var(--bad);
      }
      input {
        min-width: 0;
        height: 28px;
        padding: 0 8px;
        border: 1px solid var(--control);
        border-radius: var(--radius);
        background: var(--paper);
      }
    `,
  ];

  problem = '';


  render() {
    return html`<div id="form" class="popover" popover role="dialog" aria-label=${words.goTo}>
      <form @submit=${this.#go} novalidate>
        <label for="moment">${words.goToLabel}, ${words.goToHint}</label>
        <input id="moment" data-testid="go-to-input" autocomplete="off" aria-invalid=${this.problem ? 'true' : 'false'} aria-describedby="problem" />
        <button class="action primary">${words.go}</button>
        <div id="problem" class="problem" role="alert">${this.problem || nothing}</div>
      </form>
    </div>`;
  }

  /** Opens it above a point of the window. @param {DOMRect} box of what it is opened by */
  async open(box) {
    await this.updateComplete;
    const form = this.#form();
    form.style.left = `${Math.max(8, Math.min(box.left, innerWidth - 288))}px`;
    form.style.bottom = `${innerHeight - box.top + 8}px`;
    form.showPopover();
    this.problem = '';
    const input = this.#input();
    input.value = '';
    input.focus();
  }

  /** @param {Event} event */
  async #go(event) {
    event.preventDefault();
    const step = await this.#step(this.#input().value);
    if (step === null) return;
    this.#form().hidePopover();
    seek(step);
  }

  /** The step that is meant, or null with a problem said. @param {string} text @returns {Promise<number|null>} */
  async #step(text) {
    const wanted = parseMoment(text);
    const { first, newest } = store.state;
    if (!wanted) return this.#complain(words.goToUnknown);
    if ('step' in wanted) {
      if (wanted.step >= first.step && wanted.step <= newest.step) return wanted.step;
      return this.#complain(words.goToOutside(`step ${count(first.step)}`, count(newest.step)));
    }
    if (wanted.time < first.time - 1000 || wanted.time > newest.time + 1000)
      return this.#complain(words.goToOutside(moment(first.time), moment(newest.time)));
    return stepAtTime(wanted.time).catch((error) => this.#complain(error.message));
  }

  /** @param {string} problem @returns {null} */
  #complain(problem) {
    this.problem = problem;
    return null;
  }

  #form() {
    return /** @type {HTMLElement} */ (this.renderRoot.querySelector('#form'));
  }

  #input() {
    return /** @type {HTMLInputElement} */ (this.renderRoot.querySelector('input'));
  }
}

customElements.define('carve-go-to', CarveGoTo);
