/** What the browser remembers of the reader's choices. In a frame of another site it may remember nothing. */

/** @param {string} key @returns {string|null} */
export function remembered(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** @param {string} key @param {string} value */
export function remember(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // It is forgotten when the page is left.
  }
}
