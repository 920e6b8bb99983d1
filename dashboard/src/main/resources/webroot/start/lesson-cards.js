/** The lessons as cards: a picture, what one will see, and one click. */

import { css, html, nothing } from 'lit';
import { Part, base } from '../material/base.js';
import { createModel, startStream } from '../state/acts.js';
import { store } from '../state/store.js';
import { words } from '../words/make.js';
import { freeName, newDraft, shapeOf, specOf } from './draft.js';
import { lessons } from './lessons.js';
import './stream-picture.js';
import { streamNamed } from './streams.js';
import { sayNotFed, watch } from './watch.js';

/** @typedef {import('./lessons.js').Lesson} Lesson */

export class CarveLessonCards extends Part {
  static properties = { starting: { state: true }, mistake: { state: true } };

  static styles = [
    base,
    css`
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(196px, 1fr));
        gap: 24px;
      }
      li {
        display: flex;
        flex-direction: column;
        gap: 6px;
        align-items: flex-start;
      }
      carve-stream-picture {
        width: 128px;
      }
      h3 {
        font-size: var(--emphasis);
        font-weight: 600;
      }
      small {
        display: block;
        font-size: var(--label);
        font-weight: 400;
      }
      p {
        flex: 1;
        color: var(--quiet);
      }
      .mistake {
        margin-top: 16px;
        color: var(--bad);
      }
    `,
  ];

  starting = '';
  mistake = '';

  render() {
    return html`
      <ul>${lessons.map((lesson) => this.#card(lesson))}</ul>
      ${this.mistake ? html`<p class="mistake" role="alert">${this.mistake}</p>` : nothing}
    `;
  }

  /** @param {Lesson} lesson */
  #card(lesson) {
    const [title, sentence] = words.lessons[lesson.id];
    const shape = shapeOf(draftOf(lesson, '')).join('-');
    return html`<li>
      <carve-stream-picture stream=${lesson.stream}></carve-stream-picture>
      <h3>${title}<small class="quiet">${shape}</small></h3>
      <p>${sentence}</p>
      <button class="action" data-testid="lesson-${lesson.id}" aria-label="${words.start}: ${title}" ?disabled=${Boolean(this.starting)} @click=${() => this.#start(lesson)}>${this.starting === lesson.id ? words.starting : words.start}</button>
    </li>`;
  }

  /** @param {Lesson} lesson */
  async #start(lesson) {
    this.starting = lesson.id;
    this.mistake = '';
    try {
      const name = freeName(
        lesson.id,
        store.state.models.map((model) => model.model),
      );
      await createModel(specOf(draftOf(lesson, name)).yaml);
      const { stream, rate: minibatchesPerSecond } = lesson;
      const noise = streamNamed(stream)?.noise ?? 0;
      await startStream({ model: name, stream, minibatchesPerSecond, noise, seed: 1 }).catch((error) => sayNotFed(name, error));
      await watch(name);
    } catch (error) {
      this.mistake = /** @type {Error} */ (error).message;
    }
    this.starting = '';
  }
}

/** @param {Lesson} lesson @param {string} name */
function draftOf({ stream, model }, name) {
  return newDraft({ classes: streamNamed(stream)?.classes, ...model, name });
}

customElements.define('carve-lesson-cards', CarveLessonCards);
