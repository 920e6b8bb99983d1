/** From the making of a model to the watching of it. */

import { formatRoute } from '../state/route.js';
import { store } from '../state/store.js';
import { refreshLists } from '../state/viewing.js';
import { say } from '../shell/saying.js';
import { words } from '../words/make.js';

/** Goes to a model that was made just now. @param {string} model */
export async function watch(model) {
  await refreshLists();
  store.update({ creating: false });
  location.hash = formatRoute({ model });
}

/** Says that a model was made, but gets no examples. @param {string} model @param {unknown} error */
export const sayNotFed = (model, error) => say(words.notFed(model, /** @type {Error} */ (error).message));
