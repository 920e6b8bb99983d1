/** All runs: searched, sorted, named, tagged, compared, given away and taken in, deleted. */

import { css, html, nothing } from 'lit';
import { Part, base } from '../material/base.js';
import { dialogs } from '../material/dialog.js';
import { count, moment, size } from '../material/format.js';
import { formatRoute } from '../state/route.js';
import { deleteRun, describeRun, fileOf, importRun } from '../state/runs.js';
import { StoreController, store } from '../state/store.js';
import { refreshLists } from '../state/viewing.js';
import { words } from '../words/library.js';

/** @typedef {'name'|'model'|'startedAt'|'lastStep'|'snapshots'|'bytes'} Column */

/** @type {Column[]} */
const COLUMNS = ['name', 'model', 'startedAt', 'lastStep', 'snapshots', 'bytes'];

export class CarveLibrary extends Part {
  static properties = {
    search: { state: true },
    sorted: { state: true },
    opened: { state: true },
    sure: { state: true },
    said: { state: true },
    mistake: { state: true },
  };

  static styles = [
    base,
    dialogs,
    css`
      dialog {
        width: 920px;
      }
      .head,
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 12px;
      }
      h2 {
        font-size: var(--heading);
        flex: 1;
      }
      input,
      textarea {
        padding: 4px 8px;
        border: 1px solid var(--control);
        border-radius: var(--radius);
        background: var(--paper);
        font: inherit;
        color: inherit;
      }
      input[type='search'] {
        width: 100%;
        height: 28px;
        margin: 12px 0 4px;
      }
      .import {
        position: relative;
        overflow: hidden;
        display: inline-flex;
        align-items: center;
        border-radius: var(--radius);
      }
      .import:focus-within {
        outline: 2px solid var(--accent);
        outline-offset: 2px;
      }
      .import input {
        position: absolute;
        inset: 0;
        opacity: 0;
        cursor: pointer;
      }
      .scroller {
        overflow-x: auto;
      }
      table {
        width: 100%;
        border-collapse: collapse;
      }
      th,
      td {
        padding: 4px 12px 4px 0;
        text-align: right;
        font-weight: inherit;
        white-space: nowrap;
        border-bottom: 1px solid var(--hairline);
      }
      .text {
        text-align: left;
      }
      tbody th {
        max-width: 300px;
        white-space: normal;
      }
      th button {
        min-height: 24px;
        font-size: var(--label);
        color: var(--quiet);
      }
      th[aria-sort='ascending'] button::after {
        content: ' ↑';
      }
      th[aria-sort='descending'] button::after {
        content: ' ↓';
      }
      th[aria-sort] button {
        color: var(--ink);
      }
      small {
        display: block;
        font-size: var(--label);
        color: var(--quiet);
        overflow-wrap: anywhere;
      }
      .tag {
        display: inline-block;
        margin: 2px 4px 0 0;
        padding: 0 6px;
        border: 1px solid var(--hairline);
        border-radius: 9px;
        font-size: var(--label);
      }
      .live {
        color: var(--good);
      }
      .details td {
        text-align: left;
        white-space: normal;
      }
      .details form {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        gap: 8px 12px;
        padding: 4px 0 8px;
      }
      .details label {
        display: grid;
        gap: 2px;
        font-size: var(--label);
        color: var(--quiet);
      }
      .details .wide,
      .details .row {
        grid-column: 1 / -1;
      }
      .space {
        flex: 1;
      }
      .bad,
      [role='alert'] {
        color: var(--bad);
      }
      .said {
        min-height: 20px;
      }
      @media (max-width: 699px) {
        .optional {
          display: none;
        }
        .details form {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  #watch = new StoreController(this, 'runs', 'models', 'run', 'readOnly');
  search = '';
  /** @type {{column: Column, ascending: boolean}} */
  sorted = { column: 'startedAt', ascending: false };
  /** The run whose details are open. */
  opened = '';
  /** The run that is about to be deleted. */
  sure = '';
  said = '';
  mistake = '';

  async ask() {
    refreshLists();
    this.said = this.mistake = this.sure = '';
    await this.updateComplete;
    this.#dialog().showModal();
  }

  render() {
    const { runs, readOnly } = store.state;
    const found = this.#found(runs);
    return html`<dialog aria-labelledby="title" data-testid="library">
      <div class="head">
        <h2 id="title">${words.title}</h2>
        ${readOnly ? nothing : html`<label class="action import"><span>${words.import}</span><input type="file" data-testid="import-run" aria-label=${words.import} @change=${this.#import} /></label>`}
        <button class="action" @click=${() => this.#dialog().close()}>${words.close}</button>
      </div>
      <input type="search" data-testid="search-runs" aria-label=${words.search} placeholder=${words.search} .value=${this.search} @input=${(/** @type {any} */ event) => (this.search = event.target.value)} />
      <p class="quiet" role="status">${words.found(found.length, runs.length)}</p>
      <div class="scroller">
        <table>
          <thead><tr>${COLUMNS.map((column) => this.#header(column))}<td></td></tr></thead>
          <tbody>${found.map((entry) => this.#row(entry))}</tbody>
        </table>
      </div>
      ${found.length ? nothing : html`<p class="quiet">${words.none}</p>`}
      <p class="said" role=${this.mistake ? 'alert' : 'status'}>${this.mistake || this.said}</p>
    </dialog>`;
  }

  /** @param {any[]} runs */
  #found(runs) {
    const wanted = this.search.trim().toLowerCase();
    const { column, ascending } = this.sorted;
    const key = (/** @type {any} */ entry) => (column === 'name' ? nameOf(entry) : entry[column]);
    return runs
      .filter(({ run, name, model, tags, note }) =>
        [run, name, model, ...(tags ?? []), note].join(' ').toLowerCase().includes(wanted),
      )
      .sort((a, b) => {
        const order = key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
        return ascending ? order : -order;
      });
  }

  /** @param {Column} column */
  #header(column) {
    const isSorted = this.sorted.column === column;
    const order = isSorted ? (this.sorted.ascending ? 'ascending' : 'descending') : nothing;
    const sort = () => (this.sorted = { column, ascending: isSorted ? !this.sorted.ascending : column === 'name' || column === 'model' });
    return html`<th scope="col" class=${classOf(column)} aria-sort=${order}><button @click=${sort}>${words.columns[column]}</button></th>`;
  }

  /** @param {any} entry */
  #row(entry) {
    const { models } = store.state;
    const name = nameOf(entry);
    const live = models.some((model) => model.run === entry.run);
    const isOpen = this.opened === entry.run;
    return html`
      <tr data-testid="run" data-run=${entry.run}>
        <th scope="row" class="text">
          <a href=${formatRoute(live ? { model: entry.model } : { run: entry.run })} @click=${() => this.#dialog().close()}>${name}</a>
          ${live ? html`<span class="live">${words.live}</span>` : nothing}
          ${entry.name ? html`<small>${entry.run}</small>` : nothing}
          ${(entry.tags ?? []).map((/** @type {string} */ tag) => html`<span class="tag">${tag}</span>`)}
          ${entry.note && !isOpen ? html`<small>${entry.note.split('\n')[0]}</small>` : nothing}
        </th>
        <td class="text">${entry.model}</td>
        <td>${moment(entry.startedAt)}</td>
        <td>${count(entry.lastStep)}</td>
        <td class="optional">${count(entry.snapshots)}</td>
        <td class="optional">${size(entry.bytes)}</td>
        <td><button class="action" data-testid="run-details" aria-expanded=${isOpen} aria-label=${words.details(name)} @click=${() => (this.opened = isOpen ? '' : entry.run)}>…</button></td>
      </tr>
      ${isOpen ? this.#details(entry, name, live) : nothing}
    `;
  }

  /** @param {any} entry @param {string} name @param {boolean} live */
  #details(entry, name, live) {
    const { readOnly, run } = store.state;
    return html`<tr class="details"><td colspan="7">
      <form @submit=${(/** @type {SubmitEvent} */ event) => this.#describe(event, entry.run)}>
        <label>${words.name}<input name="name" maxlength="100" data-testid="run-name" .value=${entry.name ?? ''} ?disabled=${readOnly} /></label>
        <label>${words.tags}<input name="tags" data-testid="run-tags" .value=${(entry.tags ?? []).join(', ')} ?disabled=${readOnly} /></label>
        <label class="wide">${words.note}<textarea name="note" rows="3" maxlength="10000" data-testid="run-note" .value=${entry.note ?? ''} ?disabled=${readOnly}></textarea></label>
        <div class="row">
          ${readOnly ? nothing : html`<button class="action primary" data-testid="save-run">${words.save}</button>`}
          ${run ? html`<button type="button" class="action" title=${words.compareTip} data-testid="compare-with" @click=${() => this.#compare(entry)}>${words.compare}</button>` : nothing}
          <a href=${fileOf(entry.run)} download data-testid="export-run">${words.export}</a>
          <span class="space"></span>
          ${readOnly || live ? nothing : this.#deletion(entry.run, name)}
        </div>
      </form>
    </td></tr>`;
  }

  /** @param {string} run @param {string} name */
  #deletion(run, name) {
    if (this.sure !== run)
      return html`<button type="button" class="action" data-testid="delete-run" @click=${() => (this.sure = run)}>${words.delete}</button>`;
    return html`<span>${words.deleteSure(name)}</span>
      <button type="button" class="action bad" data-testid="delete-run-do" @click=${() => this.#delete(run, name)}>${words.deleteDo}</button>
      <button type="button" class="action" @click=${() => (this.sure = '')}>${words.cancel}</button>`;
  }

  /** @param {SubmitEvent} event @param {string} run */
  #describe(event, run) {
    event.preventDefault();
    const fields = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const tags = String(fields.get('tags'))
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean);
    const description = { name: String(fields.get('name')).trim(), tags, note: String(fields.get('note')) };
    return this.#try(async () => {
      await describeRun(run, description);
      return words.saved;
    });
  }

  /** @param {any} entry */
  #compare(entry) {
    store.update({ view: 'compare', other: { run: entry.run, step: entry.lastStep, follows: false } });
    this.#dialog().close();
  }

  /** @param {string} run @param {string} name */
  #delete(run, name) {
    return this.#try(async () => {
      await deleteRun(run);
      this.opened = this.sure = '';
      return words.deleted(name);
    });
  }

  /** @param {Event} event */
  #import(event) {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const file = input.files?.[0];
    if (!file) return;
    this.said = words.importing(file.name);
    this.#try(async () => words.imported((await importRun(file)).run)).finally(() => (input.value = ''));
  }

  /** @param {() => Promise<string>} act what it says when it is done */
  async #try(act) {
    this.mistake = '';
    try {
      this.said = await act();
      await refreshLists();
    } catch (error) {
      this.said = '';
      this.mistake = words.failed(/** @type {Error} */ (error).message);
    }
  }

  #dialog() {
    return /** @type {HTMLDialogElement} */ (this.renderRoot.querySelector('dialog'));
  }
}

/** @param {any} entry */
const nameOf = (entry) => entry.name || entry.run;

/** @param {Column} column */
const classOf = (column) =>
  column === 'name' || column === 'model' ? 'text' : column === 'snapshots' || column === 'bytes' ? 'optional' : '';

customElements.define('carve-library', CarveLibrary);
