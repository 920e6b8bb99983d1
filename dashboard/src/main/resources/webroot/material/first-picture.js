/** What the first picture can do without is loaded once it is there. */

import { loadPart } from './parts.js';

/** Where there is no picture to come, nobody waits for longer. */
const LATEST_MS = 1500;

/** @type {(value?: unknown) => void} */
let tell = () => {};
let told = false;
const drawn = new Promise((resolve) => {
  tell = resolve;
  setTimeout(resolve, LATEST_MS);
});

/** Tells that a landscape has been drawn; it is on the screen before anything else is asked for. */
export function pictureDrawn() {
  if (told) return;
  told = true;
  performance.mark('carve-first-picture');
  requestAnimationFrame(() => setTimeout(tell));
}

/** @template T @param {() => Promise<T>} load @returns {Promise<T>} */
export const loadLater = (load) => drawn.then(() => loadPart(load));
