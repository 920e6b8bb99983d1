/** The making of a model: where its examples come from, what it is, and at once it is watched. */

import { css, html, nothing } from 'lit';
import { Part, base } from '../material/base.js';
import { dialogs } from '../material/dialog.js';
import { icons } from '../material/icons.js';
import { checkSpec, createModel, startStream } from '../state/acts.js';
import { ApiError } from '../state/api.js';
import { feed } from '../state/feeding.js';
import { StoreController, store } from '../state/store.js';
import { endCreating } from '../state/viewing.js';
import { words } from '../words/make.js';
import { freeName, mistakesByField, newDraft, parametersOf, shapeOf, specOf } from './draft.js';
import './feeding-line.js';
import './file-form.js';
import { form } from './form.js';
import './lesson-cards.js';
import './network-form.js';
import './stream-form.js';
import { streamNamed } from './streams.js';
import { sayNotFed, watch } from './watch.js';

const CHECK_AFTER_MS = 200;
const MOST_PAINTED_CLASSES = 8;

/** @typedef {'lesson'|'stream'|'file'|'paint'} Source */

/** @type {Source[]} */
const SOURCES = ['lesson', 'stream', 'file', 'paint'];

export class CarveCreate extends Part {
  static properties = {
    source: { state: true },
    draft: { state: true },
    choice: { state: true },
    painted: { state: true },
    mistakes: { state: true },
    mistake: { state: true },
    busy: { state: true },
  };

  static styles = [
    base,
    dialogs,
    form,
    css`
      dialog {
        width: 960px;
        padding: 0;
      }
      dialog[open] {
        height: 800px;
        display: flex;
        flex-direction: column;
      }
      .head {
        display: flex;
        justify-content: space-between;
        align-items: center;
        padding: 16px 24px 0;
      }
      h2 {
        font-size: var(--heading);
      }
      h3 {
        font-size: var(--emphasis);
        font-weight: 600;
        margin-bottom: 12px;
      }
      .sources {
        display: flex;
        flex-wrap: wrap;
        gap: 0 4px;
        padding: 8px 16px 0;
        border-bottom: 1px solid var(--hairline);
      }
      .sources button {
        height: 32px;
        padding: 0 8px;
        margin-bottom: -1px;
        border-bottom: 2px solid transparent;
        border-radius: 0;
        color: var(--quiet);
        white-space: nowrap;
      }
      .sources button[aria-selected='true'] {
        border-color: var(--accent);
        color: var(--ink);
      }
      .sources button:hover {
        color: var(--ink);
      }
      .body {
        flex: 1;
        min-height: 0;
        overflow: auto;
        padding: 16px 24px 24px;
      }
      .two {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        gap: 24px 40px;
      }
      .classes {
        display: grid;
        gap: 4px;
        margin: 12px 0 8px;
      }
      .class {
        display: flex;
        gap: 8px;
        max-width: 280px;
      }
      .foot {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: 8px 16px;
        padding: 12px 24px 16px;
        border-top: 1px solid var(--hairline);
      }
      .foot .field {
        width: 240px;
      }
      .foot .mistake {
        max-width: 320px;
      }
      .sum {
        flex: 1;
        min-height: 28px;
        align-content: center;
      }
      .foot .primary {
        height: 32px;
        padding: 0 20px;
      }
      @media (max-width: 699px) {
        .two {
          grid-template-columns: minmax(0, 1fr);
        }
        .head,
        .body,
        .foot {
          padding-left: 16px;
          padding-right: 16px;
        }
        .sources {
          padding-left: 8px;
          padding-right: 8px;
        }
      }
    `,
  ];

  #watch = new StoreController(this, 'models', 'creating');
  /** @type {Source} */
  source = 'lesson';
  draft = newDraft();
  /** @type {import('./stream-form.js').StreamChoice} */
  choice = { stream: 'moons', noise: '0.07', seed: '1', rate: 100 };
  /** @type {import('./file-form.js').FileChoice|null} */
  #file = null;
  painted = ['blue', 'orange'];
  /** @type {Record<string, string>} */
  mistakes = {};
  mistake = '';
  busy = false;
  #named = false;
  #checkTimer = 0;
  #checking = 0;

  render() {
    return html`<dialog aria-labelledby="title" data-testid="create" @close=${this.#closed} @click=${this.#outside}>
      <div class="head">
        <h2 id="title">${words.title}</h2>
        <button class="plain" aria-label=${words.close} @click=${this.#close}>${icons.close}</button>
      </div>
      <div class="sources" role="tablist" aria-label=${words.sourceTitle} @keydown=${this.#onKey}>
        ${SOURCES.map((source) => {
          const [name, tip] = words.sources[source];
          return html`<button role="tab" id="source-${source}" data-testid="source-${source}" aria-controls="source" aria-selected=${source === this.source} tabindex=${source === this.source ? 0 : -1} ?autofocus=${source === this.source} title=${tip} @click=${() => this.#chooseSource(source)}>${name}</button>`;
        })}
      </div>
      <div class="body" id="source" role="tabpanel" aria-labelledby="source-${this.source}" tabindex="-1">
        ${this.source === 'lesson' ? html`<carve-lesson-cards></carve-lesson-cards>` : this.#form()}
      </div>
      ${this.source === 'lesson' ? nothing : this.#foot()}
    </dialog>`;
  }

  updated() {
    const dialog = this.#dialog();
    if (store.state.creating && !dialog.open) this.#open(dialog);
    else if (!store.state.creating && dialog.open) dialog.close();
  }

  /** Takes a file that was dropped onto the page. @param {File} file */
  async take(file) {
    this.#chooseSource('file');
    await this.updateComplete;
    /** @type {import('./file-form.js').CarveFileForm} */ (this.renderRoot.querySelector('carve-file-form')).take(file);
  }

  #form() {
    return html`<div class="two">
      <section>${this.#source()}</section>
      <section><carve-network-form .draft=${this.draft} .mistakes=${this.mistakes} @carve-draft=${(/** @type {CustomEvent} */ event) => this.#change(event.detail)}></carve-network-form></section>
    </div>`;
  }

  #source() {
    switch (this.source) {
      case 'stream':
        return html`<carve-stream-form .choice=${this.choice} .mistakes=${this.#streamMistakes()} @carve-stream=${this.#streamChosen}></carve-stream-form>`;
      case 'file':
        return html`<carve-file-form @carve-file=${this.#fileChosen}></carve-file-form>`;
      default:
        return this.#paintedClasses();
    }
  }

  #paintedClasses() {
    return html`
      <p>${words.paintText}</p>
      <fieldset class="classes">
        <legend>${words.classNames}</legend>
        ${this.painted.map(
          (name, i) => html`<div class="class">
            <input aria-label=${words.className(i)} autocomplete="off" data-testid="class-${i}" .value=${name} @input=${(/** @type {any} */ event) => this.#paintClasses(this.painted.map((other, j) => (j === i ? event.target.value : other)))} />
            <button type="button" class="plain" ?disabled=${this.painted.length <= 2} aria-label=${words.removeClass(name)} title=${words.removeClass(name)} @click=${() => this.#paintClasses(this.painted.filter((_, j) => j !== i))}>${icons.close}</button>
          </div>`,
        )}
        <span class="mistake" role="status" data-testid="mistake-classes" ?hidden=${!this.mistakes.classes}>${this.mistakes.classes}</span>
      </fieldset>
      <button type="button" class="action" ?disabled=${this.painted.length >= MOST_PAINTED_CLASSES} @click=${() => this.#paintClasses([...this.painted, words.newClass(this.painted.length)])}>${words.addClass}</button>
    `;
  }

  #foot() {
    const shape = shapeOf(this.draft);
    const mistake = this.mistake || this.#otherMistake();
    return html`<div class="foot">
      <label class="field"><span>${words.name}</span>
        <input data-testid="model-name-field" autocomplete="off" spellcheck="false" .value=${this.draft.name} aria-invalid=${Boolean(this.#nameMistake())} aria-describedby="m-name" @input=${this.#nameTyped} />
      </label>
      <div class="sum">
        <span class="quiet">${words.shape(shape, parametersOf(shape))}</span>
        <p class="mistake" id="m-name" role="alert" data-testid="mistake-name" ?hidden=${!(mistake || this.#nameMistake())}>${this.#nameMistake() || mistake}</p>
      </div>
      <button class="action primary" data-testid="create-model" ?disabled=${this.busy || !this.#isReady()} @click=${this.#create}>${this.busy ? words.creating : words.create}</button>
    </div>`;
  }

  #nameMistake() {
    if (this.mistakes.name) return this.mistakes.name;
    return store.state.models.some((model) => model.model === this.draft.name) ? words.nameTaken : '';
  }

  /** What is wrong with what has no field of its own here. */
  #otherMistake() {
    return this.mistakes.inputs ?? (this.source === 'paint' ? '' : this.mistakes.classes) ?? this.mistakes.optimizer ?? '';
  }

  #isReady() {
    if (Object.keys(this.mistakes).length || this.#nameMistake()) return false;
    if (this.source === 'file') return this.#file !== null;
    return this.source !== 'stream' || !Object.keys(this.#streamMistakes()).length;
  }

  #streamMistakes() {
    /** @type {Record<string, string>} */
    const mistakes = {};
    const { noise, seed } = this.choice;
    if (!(noise.trim() !== '' && Number(noise) >= 0 && Number(noise) <= 10)) mistakes.noise = words.noiseRule;
    if (!/^\d{1,15}$/.test(seed.trim())) mistakes.seed = words.seedRule;
    return mistakes;
  }

  /** @param {Source} source */
  #chooseSource(source) {
    this.source = source;
    this.mistake = '';
    this.#file = null;
    this.#fitToSource();
  }

  /** Inputs, classes and name of the draft follow where the examples come from. */
  #fitToSource() {
    const stream = streamNamed(this.choice.stream);
    if (this.source === 'stream' && stream) this.#change({ inputs: ['x', 'y'], classes: stream.classes, ...this.#name(stream.name) });
    if (this.source === 'paint') this.#change({ inputs: ['x', 'y'], classes: this.painted, ...this.#name('painted') });
    if (this.source === 'file' && this.#file)
      this.#change({ inputs: this.#file.inputs, classes: this.#file.classes, ...this.#name(this.#file.file.replace(/\.\w+$/, '')) });
  }

  /** A free name, unless one was typed. @param {string} wish */
  #name(wish) {
    return this.#named ? {} : { name: freeName(wish, store.state.models.map((model) => model.model)) };
  }

  /** @param {CustomEvent<Partial<import('./stream-form.js').StreamChoice>>} event */
  #streamChosen({ detail }) {
    this.choice = { ...this.choice, ...detail };
    this.#fitToSource();
  }

  /** @param {CustomEvent<import('./file-form.js').FileChoice|null>} event */
  #fileChosen({ detail }) {
    this.#file = detail;
    this.#fitToSource();
    this.requestUpdate();
  }

  /** @param {string[]} painted */
  #paintClasses(painted) {
    this.painted = painted;
    this.#fitToSource();
  }

  /** @param {Event} event */
  #nameTyped(event) {
    this.#named = true;
    this.#change({ name: /** @type {HTMLInputElement} */ (event.target).value });
  }

  /** @param {Partial<import('./draft.js').Draft>} change */
  #change(change) {
    this.draft = { ...this.draft, ...change };
    this.mistake = '';
    clearTimeout(this.#checkTimer);
    this.#checkTimer = window.setTimeout(() => this.#check(), CHECK_AFTER_MS);
  }

  async #check() {
    const turn = ++this.#checking;
    const { yaml, fields } = specOf(this.draft);
    const mistakes = await checkSpec(yaml).catch(() => null);
    if (turn === this.#checking && mistakes) this.mistakes = mistakesByField(mistakes, fields);
  }

  async #create() {
    const { draft, source, choice } = this;
    this.busy = true;
    try {
      const { yaml, fields } = specOf(draft);
      await createModel(yaml).catch((error) => {
        if (error instanceof ApiError && error.problem?.mistakes)
          this.mistakes = mistakesByField(error.problem.mistakes, fields);
        throw error;
      });
      if (source === 'stream')
        await startStream({
          model: draft.name,
          stream: choice.stream,
          minibatchesPerSecond: choice.rate,
          noise: Number(choice.noise),
          seed: Number(choice.seed),
        }).catch((error) => sayNotFed(draft.name, error));
      if (source === 'file' && this.#file) {
        const { file, examples, passes, shuffled, rate } = this.#file;
        feed({ model: draft.name, source: file, examples, batchSize: Number(draft.batchSize), rate, passes, shuffled });
      }
      await watch(draft.name);
      if (source === 'paint') store.update({ painting: draft.name });
      this.draft = newDraft();
      this.#named = false;
    } catch (error) {
      this.mistake = Object.keys(this.mistakes).length ? '' : /** @type {Error} */ (error).message;
    }
    this.busy = false;
  }

  #dialog() {
    return /** @type {HTMLDialogElement} */ (this.renderRoot.querySelector('dialog'));
  }

  /** @param {HTMLDialogElement} dialog */
  #open(dialog) {
    dialog.showModal();
    this.#fitToSource();
  }

  #close() {
    this.#dialog().close();
  }

  #closed() {
    if (store.state.creating) endCreating();
  }

  /** @param {MouseEvent} event */
  #outside(event) {
    if (/** @type {HTMLElement} */ (event.target).tagName === 'DIALOG') this.#close();
  }

  /** Arrows move between the tabs. @param {KeyboardEvent} event */
  #onKey(event) {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (!by) return;
    event.preventDefault();
    const next = SOURCES[(SOURCES.indexOf(this.source) + by + SOURCES.length) % SOURCES.length];
    this.#chooseSource(next);
    this.updateComplete.then(() => /** @type {HTMLElement} */ (this.renderRoot.querySelector(`#source-${next}`)).focus());
  }
}

customElements.define('carve-create', CarveCreate);
