/** One's own CSV: dropped or chosen, read here, its columns told apart. Tells `carve-file` with the examples, or with null. */

import { css, html, nothing } from 'lit';
import { Part, base } from '../material/base.js';
import { words } from '../words/make.js';
import { MOST_CLASSES, UnreadableTableError, examplesOf, guessLabel, isInput, readTable } from './csv.js';
import { form } from './form.js';
import './log-slider.js';

const PREVIEW_ROWS = 5;
/** Passes to choose from; 0 means until stopped. */
const PASSES = [1, 10, 100, 0];
/** Small files are passed over more often, so that there is something to watch. */
const ENOUGH_EXAMPLES = 10_000;
/** So many columns are ticked one by one; beyond that all of numbers are inputs. */
const MOST_TICKED = 60;

/**
 * @typedef {object} FileChoice
 * @property {string} file
 * @property {string[]} inputs
 * @property {string[]} classes
 * @property {import('../state/feeding.js').Example[]} examples
 * @property {number} passes 0: until stopped
 * @property {boolean} shuffled
 * @property {number} rate minibatches a second
 */

export class CarveFileForm extends Part {
  static properties = {
    table: { state: true },
    label: { state: true },
    inputs: { state: true },
    reading: { state: true },
    mistake: { state: true },
    over: { state: true },
    passes: { state: true },
    shuffled: { state: true },
    rate: { state: true },
  };

  static styles = [
    base,
    form,
    css`
      :host {
        display: grid;
        gap: 12px;
        align-content: start;
        min-width: 0;
      }
      .drop {
        display: grid;
        place-items: center;
        gap: 8px;
        padding: 40px 16px;
        border: 1px dashed var(--control);
        border-radius: var(--radius);
        text-align: center;
      }
      .drop.over {
        border-color: var(--accent);
        background: var(--hover);
      }
      .drop b {
        font-size: var(--emphasis);
        font-weight: 600;
      }
      .choose {
        position: relative;
        display: inline-flex;
        align-items: center;
        border-radius: var(--radius);
      }
      .choose:has(:focus-visible) {
        outline: 2px solid var(--accent);
        outline-offset: 2px;
      }
      .choose input {
        position: absolute;
        inset: 0;
        width: 100%;
        opacity: 0;
        cursor: pointer;
      }
      .scroll {
        overflow: auto;
        border: 1px solid var(--hairline);
        border-radius: var(--radius);
      }
      table {
        border-collapse: collapse;
        width: 100%;
        font-size: var(--label);
      }
      caption {
        text-align: left;
        padding: 6px 8px;
        color: var(--quiet);
      }
      th,
      td {
        padding: 4px 8px;
        text-align: right;
        white-space: nowrap;
        max-width: 140px;
        overflow: hidden;
        text-overflow: ellipsis;
        border-top: 1px solid var(--hairline);
      }
      th {
        font-weight: 600;
      }
      .answer {
        color: var(--accent);
      }
      .out {
        color: var(--quiet);
      }
      .columns {
        display: flex;
        flex-wrap: wrap;
        gap: 0 16px;
        max-height: 150px;
        overflow: auto;
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 4px 12px;
      }
      .how {
        display: grid;
        grid-template-columns: 1fr 1fr;
        align-items: end;
        gap: 12px;
      }
    `,
  ];

  /** @type {import('./csv.js').Table|null} */
  table = null;
  label = 0;
  /** @type {Set<number>} */
  inputs = new Set();
  reading = '';
  mistake = '';
  over = false;
  passes = 10;
  shuffled = true;
  rate = 50;
  /** @type {ReturnType<typeof examplesOf>|null} */
  #found = null;

  /** Reads a file and guesses what its columns are. @param {File} file */
  async take(file) {
    this.reading = file.name;
    this.mistake = '';
    try {
      const table = await readTable(file);
      this.table = table;
      this.passes = PASSES.find((n) => n * table.rows.length >= ENOUGH_EXAMPLES) ?? 100;
      this.#chooseLabel(guessLabel(table));
    } catch (error) {
      this.table = null;
      this.mistake =
        error instanceof UnreadableTableError
          ? words.unreadable[error.reason](error.detail)
          : /** @type {Error} */ (error).message;
      this.#tell();
    }
    this.reading = '';
  }

  render() {
    return html`${this.table ? this.#columns(this.table) : this.#drop()}${this.mistake ? html`<p class="mistake" role="alert" data-testid="file-mistake">${this.mistake}</p>` : nothing}`;
  }

  #drop() {
    return html`<div class="drop ${this.over ? 'over' : ''}" @dragover=${this.#dragOver} @dragleave=${() => (this.over = false)} @drop=${this.#dropped}>
      ${this.reading ? html`<span role="status">${words.reading(this.reading)}</span>` : html`<b>${words.drop}</b>${this.#choose(words.choose)}<p class="quiet">${words.dropText}</p>`}
    </div>`;
  }

  /** @param {string} text */
  #choose(text) {
    return html`<label class="choose action">${text}<input type="file" data-testid="file" accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values" aria-label=${text} @change=${this.#chosen} /></label>`;
  }

  /** @param {import('./csv.js').Table} table */
  #columns(table) {
    const found = this.#found;
    return html`
      <div class="line"><b>${table.name}</b>${this.#choose(words.chooseOther)}</div>
      <div class="scroll" tabindex="0" role="group" aria-label=${words.preview(table.name)}>
        <table data-testid="preview">
          <caption class="unseen">${words.preview(table.name)}</caption>
          <thead><tr>${this.#shown(table).map((i) => html`<th scope="col" class=${this.#kind(i)} title=${table.columns[i].name}>${table.columns[i].name}</th>`)}</tr></thead>
          <tbody>${table.rows.slice(0, PREVIEW_ROWS).map((row) => html`<tr>${this.#shown(table).map((i) => html`<td class=${this.#kind(i)}>${row[i] ?? ''}</td>`)}</tr>`)}</tbody>
        </table>
      </div>
      <label class="field"><span>${words.label}</span>
        <select data-testid="label-column" @change=${(/** @type {any} */ event) => this.#chooseLabel(Number(event.target.value))}>
          ${table.columns.map(({ name }, i) => html`<option value=${i} ?selected=${i === this.label}>${name}</option>`)}
        </select>
      </label>
      ${
        table.columns.length <= MOST_TICKED
          ? html`<fieldset><legend>${words.inputs}</legend><div class="columns">
            ${table.columns.map((column, i) => (i === this.label ? nothing : this.#input(column, i, table)))}
          </div></fieldset>`
          : nothing
      }
      <div data-testid="found" role="status">
        ${found && !this.#trouble() ? html`<p>${words.found(found.examples.length, this.inputs.size, found.classes.length)}</p>` : html`<p class="mistake">${this.#trouble()}</p>`}
        ${found?.leftOut ? html`<p class="quiet">${words.leftOut(found.leftOut)}</p>` : nothing}
      </div>
      <div class="how">
        <label class="field"><span>${words.passes}</span>
          <select data-testid="passes" @change=${(/** @type {any} */ event) => this.#set({ passes: Number(event.target.value) })}>
            ${PASSES.map((n) => html`<option value=${n} ?selected=${n === this.passes}>${words.passChoices[n]}</option>`)}
          </select>
        </label>
        <label class="check"><input type="checkbox" .checked=${this.shuffled} @change=${(/** @type {any} */ event) => this.#set({ shuffled: event.target.checked })} />${words.shuffled}</label>
      </div>
      <carve-log-slider label=${words.rate} .low=${1} .high=${1000} .value=${this.rate} .inWords=${words.perSecond} @carve-chosen=${(/** @type {CustomEvent} */ event) => this.#set({ rate: event.detail })}></carve-log-slider>
    `;
  }

  /** @param {import('./csv.js').Column} column @param {number} i @param {import('./csv.js').Table} table */
  #input(column, i, table) {
    const usable = isInput(column, table.rows.length);
    const note = !usable ? words.noNumbers : column.missing ? words.missing(column.missing) : '';
    return html`<label class="check ${usable ? '' : 'quiet'}"><input type="checkbox" ?disabled=${!usable} .checked=${this.inputs.has(i)} @change=${() => this.#toggle(i)} />${column.name}${note ? html`<small class="quiet">${note}</small>` : nothing}</label>`;
  }

  /** The columns of the preview: not more than a table can show, the class last. @param {import('./csv.js').Table} table */
  #shown({ columns }) {
    const others = columns.map((_, i) => i).filter((i) => i !== this.label);
    return [...others.slice(0, 24), this.label];
  }

  /** @param {number} i */
  #kind(i) {
    return i === this.label ? 'answer' : this.inputs.has(i) ? '' : 'out';
  }

  /** @param {number} label */
  #chooseLabel(label) {
    const { columns, rows } = /** @type {import('./csv.js').Table} */ (this.table);
    this.label = label;
    this.inputs = new Set(columns.map((_, i) => i).filter((i) => i !== label && isInput(columns[i], rows.length)));
    this.#tell();
  }

  /** @param {number} i */
  #toggle(i) {
    const inputs = new Set(this.inputs);
    if (!inputs.delete(i)) inputs.add(i);
    this.inputs = new Set([...inputs].sort((a, b) => a - b));
    this.#tell();
  }

  /** @param {Partial<CarveFileForm>} change */
  #set(change) {
    Object.assign(this, change);
    this.#tell();
  }

  #trouble() {
    if (!this.inputs.size) return words.noInput;
    const column = this.table?.columns[this.label];
    const classes = column?.values.length ?? 0;
    return classes < 2 || classes > MOST_CLASSES ? words.noClasses(column?.name ?? '', MOST_CLASSES) : '';
  }

  #tell() {
    const { table, label, inputs, passes, shuffled, rate } = this;
    this.#found = table ? examplesOf(table, [...inputs], label) : null;
    const choice =
      table && this.#found && !this.#trouble() && this.#found.examples.length
        ? {
            file: table.name,
            inputs: [...inputs].map((i) => table.columns[i].name),
            classes: this.#found.classes,
            examples: this.#found.examples,
            passes,
            shuffled,
            rate,
          }
        : null;
    this.dispatchEvent(new CustomEvent('carve-file', { detail: choice }));
  }

  /** @param {DragEvent} event */
  #dragOver(event) {
    event.preventDefault();
    this.over = true;
  }

  /** @param {DragEvent} event */
  #dropped(event) {
    event.preventDefault();
    event.stopPropagation();
    this.over = false;
    const file = event.dataTransfer?.files[0];
    if (file) this.take(file);
  }

  /** @param {Event} event */
  #chosen(event) {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const file = input.files?.[0];
    input.value = '';
    if (file) this.take(file);
  }
}

customElements.define('carve-file-form', CarveFileForm);
