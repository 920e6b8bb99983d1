/** Takes out what is seen: as a picture, a drawing, a film, or as data. */

import { css, html, nothing } from 'lit';
import { Part, base } from '../material/base.js';
import { dialogs } from '../material/dialog.js';
import { loadPart } from '../material/parts.js';
import { part } from '../state/api.js';
import { store } from '../state/store.js';
import { words } from '../words/export.js';
import { neuronName } from '../words/page.js';
import { drawFilm } from './drawn-film.js';
import { FRAMES_PER_SECOND, filmType, record } from './recording.js';

const MOST_PICTURES = 2000;

export class CarveExport extends Part {
  static properties = {
    ratio: { state: true },
    from: { state: true },
    to: { state: true },
    pictures: { state: true },
    done: { state: true },
    drawing: { state: true },
    shown: { state: true },
    mistake: { state: true },
    copied: { state: true },
  };

  static styles = [
    base,
    dialogs,
    css`
      dialog {
        width: 560px;
      }
      h2 {
        font-size: var(--heading);
      }
      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 8px;
        padding: 12px 0;
        border-top: 1px solid var(--hairline);
      }
      section:first-of-type {
        margin-top: 12px;
      }
      h3 {
        font-size: var(--emphasis);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 12px;
      }
      .row > p,
      .row > progress,
      .row > span {
        flex: 1 1 200px;
      }
      select,
      input {
        height: 28px;
        padding: 0 6px;
        border: 1px solid var(--control);
        border-radius: var(--radius);
        background: var(--panel);
      }
      input {
        width: 96px;
      }
      label {
        display: inline-flex;
        align-items: center;
        gap: 4px;
        min-height: 24px;
      }
      progress {
        accent-color: var(--accent);
      }
      .line {
        display: flex;
        align-items: center;
        gap: 8px;
      }
      code {
        flex: 1;
        min-width: 0;
        padding: 6px 8px;
        overflow-x: auto;
        white-space: nowrap;
        border-radius: var(--radius);
        background: var(--hover);
      }
      a {
        display: inline-block;
        padding: 4px 0;
      }
      .end {
        display: flex;
        justify-content: flex-end;
        padding-top: 8px;
      }
      [role='alert'] {
        color: var(--bad);
      }
    `,
  ];

  ratio = 2;
  from = 0;
  to = 0;
  pictures = 100;
  /** Pictures of the film that are drawn; nothing: none is being made. @type {number|null} */
  done = null;
  /** The format of the film that the server draws, empty: none. */
  drawing = '';
  /** What such a film shows. @type {'neuron'|'network'} */
  shown = 'network';
  mistake = '';
  copied = false;
  /** @type {import('../state/frame.js').Frame|null} */
  #frame = null;
  #stopping = new AbortController();

  /** Opens for what is on the screen now. */
  async ask() {
    const { frame, first, newest, stretch } = store.state;
    if (!frame) return;
    this.#frame = frame;
    this.from = stretch.from ?? first.step;
    this.to = stretch.to ?? newest.step;
    this.mistake = '';
    this.copied = false;
    this.requestUpdate();
    await this.updateComplete;
    this.#dialog().showModal();
  }

  render() {
    const { model, selected } = store.state;
    const frame = this.#frame;
    if (!model || !selected || !frame) return nothing;
    return html`<dialog aria-labelledby="title" data-testid="export-dialog" @close=${() => this.#stopping.abort()}>
      <h2 id="title">${words.title}</h2>
      <p class="quiet">${words.subject(neuronName(model, selected), frame.step)}</p>
      ${this.#still()} ${this.#film(model)} ${this.#data(model, selected, frame)}
      ${this.mistake ? html`<p role="alert">${this.mistake}</p>` : nothing}
      <div class="end"><button class="action" @click=${() => this.#dialog().close()}>${words.close}</button></div>
    </dialog>`;
  }

  #still() {
    return html`<section>
      <h3>${words.picture}</h3>
      <div class="row">
        <p class="quiet">${words.pictureTip}</p>
        <select aria-label=${words.size} @change=${(/** @type {any} */ event) => (this.ratio = Number(event.target.value))}>
          ${Object.entries(words.sizes).map(([ratio, text]) => html`<option value=${ratio} ?selected=${Number(ratio) === this.ratio}>${text}</option>`)}
        </select>
        <button class="action" data-testid="export-png" @click=${() => this.#try(() => this.#savePicture())}>${words.png}</button>
      </div>
      <div class="row">
        <p class="quiet">${words.contoursTip}</p>
        <button class="action" data-testid="export-svg" @click=${() => this.#try(() => this.#saveDrawing())}>${words.svg}</button>
      </div>
    </section>`;
  }

  /** @param {import('../state/store.js').Model} model */
  #film(model) {
    const { done, from, to, pictures } = this;
    const isValid = to > from && pictures >= 2;
    const number = (/** @type {'from'|'to'|'pictures'} */ name, /** @type {number} */ least, /** @type {number} */ most) =>
      html`<label>${words[name]}<input type="number" step="1" min=${least} max=${most} data-testid="film-${name}" .value=${String(this[name])} ?disabled=${done !== null} @change=${(/** @type {any} */ event) => (this[name] = Math.max(least, Math.min(most, Math.round(Number(event.target.value) || 0))))} /></label>`;
    const { first, newest } = store.state;
    return html`<section>
      <h3>${words.film}</h3>
      <p class="quiet">${words.filmTip}</p>
      <div class="row">${number('from', first.step, newest.step)} ${number('to', first.step, newest.step)} ${number('pictures', 2, MOST_PICTURES)}</div>
      ${
        done === null
          ? html`<div class="row">
              <span class="quiet">${filmType() ? words.lasts((1000 * pictures) / FRAMES_PER_SECOND) : words.unsupported}</span>
              <button class="action" data-testid="export-film" ?disabled=${!isValid || !filmType() || Boolean(this.drawing)} @click=${() => this.#try(() => this.#saveFilm(model))}>${words.record}</button>
            </div>`
          : html`<div class="row">
              <progress max=${pictures} value=${done} aria-label=${words.recording(done, pictures)}></progress>
              <button class="action" @click=${() => this.#stopping.abort()}>${words.stop}</button>
            </div>`
      }
      ${store.state.films.length ? this.#drawn(model, isValid) : this.#line(words.renderLine(model.run, from, to))}
    </section>`;
  }

  /** What the server draws. @param {import('../state/store.js').Model} model @param {boolean} isValid */
  #drawn(model, isValid) {
    const busy = Boolean(this.drawing) || this.done !== null;
    if (this.drawing)
      return html`<div class="row">
        <progress aria-label=${words.drawing(this.drawing)}></progress>
        <span class="quiet" role="status">${words.drawing(this.drawing)}</span>
        <button class="action" @click=${() => this.#stopping.abort()}>${words.stop}</button>
      </div>`;
    return html`<div class="row">
      <p class="quiet">${words.drawnTip}</p>
      <select aria-label=${words.shown} data-testid="film-shown" @change=${(/** @type {any} */ event) => (this.shown = event.target.value)}>
        ${Object.entries(words.shows).map(([shown, text]) => html`<option value=${shown} ?selected=${shown === this.shown}>${text}</option>`)}
      </select>
      ${store.state.films.map((format) => html`<button class="action" data-testid="film-${format}" ?disabled=${!isValid || busy} @click=${() => this.#try(() => this.#draw(model, format))}>${format.toUpperCase()}</button>`)}
    </div>`;
  }

  /** What does it in a terminal. @param {string} command */
  #line(command) {
    return html`<p class="quiet">${words.elsewhere}</p>
      <div class="line">
        <code tabindex="0">${command}</code>
        <button class="action" @click=${() => this.#copy(command)}>${this.copied ? words.copied : words.copy}</button>
      </div>`;
  }

  /** @param {import('../state/store.js').Model} model @param {import('../state/store.js').Neuron} selected @param {import('../state/frame.js').Frame} frame */
  #data({ run }, { layer, neuron }, { step, plane }) {
    const base = `/api/runs/${part(run)}`;
    const asked = plane.asked ? `&plane=${part(plane.asked)}` : '';
    const link = (/** @type {string} */ path, /** @type {string} */ text) =>
      html`<li><a href="${base}/${path}" download data-testid="export-${path.split(/[/.?]/)[0]}">${text}</a></li>`;
    return html`<section>
      <h3>${words.data}</h3>
      <ul>
        ${link(`surfaces/${step}.csv?neuron=${layer}.${neuron}${asked}`, words.surfaceCsv)} ${link('history.csv', words.historyCsv)}
        ${link(`parameters/${step}`, words.parameters)} ${link('file', words.runFile)}
      </ul>
    </section>`;
  }

  async #savePicture() {
    const { model, selected } = store.state;
    if (!model || !selected || !this.#frame) return;
    const { Portrait } = await loadPart(() => import('./portrait.js'));
    const portrait = new Portrait();
    portrait.draw(this.#frame, model, selected, this.ratio);
    const picture = await new Promise((resolve) => portrait.canvas.toBlob(resolve, 'image/png'));
    save(picture, this.#fileName('png'));
  }

  async #saveDrawing() {
    const { model, selected } = store.state;
    if (!model || !selected || !this.#frame) return;
    const { contourDrawing } = await loadPart(() => import('./contour-drawing.js'));
    save(new Blob([contourDrawing(this.#frame, model, selected)], { type: 'image/svg+xml' }), this.#fileName('svg'));
  }

  /** @param {import('../state/store.js').Model} model */
  async #saveFilm(model) {
    const { selected } = store.state;
    if (!selected) return;
    const { from, to, pictures } = this;
    this.#stopping = new AbortController();
    this.done = 0;
    try {
      const { signal } = this.#stopping;
      const progress = (/** @type {number} */ done) => (this.done = done);
      const film = await record({ model, neuron: selected, from, to, pictures, progress, signal });
      if (!signal.aborted) save(film, this.#fileName('webm'));
    } finally {
      this.done = null;
    }
  }

  /** @param {import('../state/store.js').Model} model @param {string} format */
  async #draw({ run }, format) {
    const { selected } = store.state;
    const { from, to, pictures } = this;
    const neuron = this.shown === 'neuron' && selected ? { neuron: `${selected.layer}.${selected.neuron}` } : {};
    this.#stopping = new AbortController();
    const { signal } = this.#stopping;
    this.drawing = format;
    try {
      const film = await drawFilm(run, { format, from, to, seconds: pictures / FRAMES_PER_SECOND, ...neuron }, signal);
      save(film, neuron.neuron ? this.#fileName(format) : `${run}.${format}`);
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      this.drawing = '';
    }
  }

  /** @param {string} ending */
  #fileName(ending) {
    const { model, selected } = store.state;
    return `${model?.run}-${selected?.layer}.${selected?.neuron}-step-${this.#frame?.step}.${ending}`;
  }

  /** @param {() => Promise<void>} act */
  async #try(act) {
    this.mistake = '';
    try {
      await act();
    } catch (error) {
      this.mistake = words.failed(/** @type {Error} */ (error).message);
    }
  }

  /** @param {string} text */
  async #copy(text) {
    await navigator.clipboard?.writeText(text).catch(() => {});
    this.copied = true;
  }

  #dialog() {
    return /** @type {HTMLDialogElement} */ (this.renderRoot.querySelector('dialog'));
  }
}

/** @param {Blob} content @param {string} name */
function save(content, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

customElements.define('carve-export', CarveExport);
