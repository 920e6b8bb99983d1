/** Light, dark or the system's choice; and the colours of the style sheet for the canvases. */

import { store } from '../state/store.js';
import { remember, remembered } from './memory.js';

const KEY = 'carve.theme';
/** @type {('system'|'light'|'dark')[]} */
const THEMES = ['system', 'light', 'dark'];
/** @type {Map<string, number[]>} */
let colours = new Map();
/** @type {HTMLElement|null} */
let probe = null;

/** Reads the stored choice and follows the system's. */
export function startTheme() {
  const stored = /** @type {any} */ (remembered(KEY));
  apply(THEMES.includes(stored) ? stored : 'system');
  for (const query of ['(prefers-color-scheme: dark)', '(prefers-contrast: more)']) {
    matchMedia(query).addEventListener('change', announce);
  }
}

/** Goes on to the next of system, light, dark. */
export function nextTheme() {
  const theme = THEMES[(THEMES.indexOf(store.state.theme) + 1) % THEMES.length];
  remember(KEY, theme);
  apply(theme);
}

/** A colour of the style sheet as it is now: `[red, green, blue]`, 0 to 255. @param {string} token @returns {number[]} */
export function colour(token) {
  let value = colours.get(token);
  if (!value) {
    value = resolve(token);
    colours.set(token, value);
  }
  return value;
}

/** @param {string} token @param {number} [alpha] */
export function cssColour(token, alpha = 1) {
  const [r, g, b] = colour(token);
  return `rgb(${r} ${g} ${b} / ${alpha})`;
}

/** @param {'system'|'light'|'dark'} theme */
function apply(theme) {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  store.update({ theme });
  announce();
}

/** Canvases draw again when they hear this. */
function announce() {
  colours = new Map();
  document.dispatchEvent(new Event('carve-theme'));
}

/** @param {string} token */
function resolve(token) {
  if (!probe) {
    probe = document.createElement('span');
    probe.hidden = true;
    document.body.append(probe);
  }
  probe.style.color = `var(--${token})`;
  return (getComputedStyle(probe).color.match(/[\d.]+/g) ?? ['0', '0', '0']).slice(0, 3).map(Number);
}

export const calm = matchMedia('(prefers-reduced-motion: reduce)');
