/** Parts of the page that are loaded when they are wanted. While the server is away they wait for it. */

import { say } from '../shell/saying.js';
import { words } from '../words/page.js';

const AGAIN_MS = 2000;

/** Loads a part, once more if the server was away.
 * @template T @param {() => Promise<T>} load @returns {Promise<T>} */
export async function loadPart(load) {
  try {
    return await load();
  } catch {
    await serverAnswers();
    return load();
  }
}

async function serverAnswers() {
  const asked = () =>
    fetch('/health/live').then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await asked())) {
    say(words.partWaits);
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}
