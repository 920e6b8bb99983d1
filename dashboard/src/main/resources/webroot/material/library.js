/** Libraries that come as ready-made scripts and put what they offer on the window. Their places are in the import map. */

import { loadPart } from './parts.js';

/** @type {Map<string, Promise<any>>} */
const loaded = new Map();

/** @param {string} name in the import map @param {string} global what it calls itself on the window @returns {Promise<any>} what is there then */
export function loadLibrary(name, global) {
  let library = loaded.get(name);
  if (!library) {
    library = loadPart(() => load(name)).then(() => /** @type {any} */ (window)[global]);
    loaded.set(name, library);
    library.catch(() => loaded.delete(name));
  }
  return library;
}

/** @param {string} name @returns {Promise<void>} */
const load = (name) =>
  new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = import.meta.resolve(name);
    script.onload = () => resolve();
    script.onerror = () => {
      script.remove();
      reject(new Error(`a library of the page must be there: name=${name}`));
    };
    document.head.append(script);
  });
