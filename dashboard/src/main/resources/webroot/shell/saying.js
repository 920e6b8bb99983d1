/** What the page says for a moment, without being asked again. */

/** Shows a sentence below the bar for some seconds. @param {string} text */
export const say = (text) => document.dispatchEvent(new CustomEvent('carve-say', { detail: text }));
