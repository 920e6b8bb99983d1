/** Colours of heights, as tables of 256, mixed in Oklab so that equal steps look equal. */

import { colour } from './theme.js';

const SIGNED = ['below', 'zero', 'above'];
const UNSIGNED = ['low', 'low-middle', 'high-middle', 'high'];
/** @type {Map<string, Uint8Array>} */
let tables = new Map();

if (typeof document !== 'undefined') document.addEventListener('carve-theme', () => (tables = new Map()));

/** Red, green, blue, alpha of 256 heights from the lowest to the highest.
 * @param {boolean} signed @param {boolean} [lit] the smaller range of lightness, for surfaces with light on them */
export function palette(signed, lit = false) {
  const key = `${signed} ${lit}`;
  let table = tables.get(key);
  if (!table) {
    table = mix((signed ? SIGNED : UNSIGNED).map((name) => colour(lit ? `lit-${name}` : name)));
    tables.set(key, table);
  }
  return table;
}

/** From the panel's neutral to a class's colour, 256 steps. @param {number} index of the look */
export function classPalette(index) {
  const key = `class ${index}`;
  let table = tables.get(key);
  if (!table) {
    table = mix([colour('zero'), colour(classToken(index))]);
    tables.set(key, table);
  }
  return table;
}

/** @param {number} index of the look */
export const classToken = (index) => `class-${index % 8}`;

/** @param {number[][]} stops evenly spaced @returns {Uint8Array} */
export function mix(stops) {
  const labs = stops.map(toOklab);
  const table = new Uint8Array(256 * 4);
  for (let i = 0; i < 256; i++) {
    const at = (i / 255) * (labs.length - 1);
    const left = Math.min(Math.floor(at), labs.length - 2);
    const share = at - left;
    const lab = labs[left].map((value, c) => value + (labs[left + 1][c] - value) * share);
    table.set([...fromOklab(lab), 255], 4 * i);
  }
  return table;
}

/* Björn Ottosson, "A perceptual color space for image processing", 2020. */

/** @param {number[]} rgb 0 to 255 */
function toOklab(rgb) {
  const [r, g, b] = rgb.map((value) => {
    const s = value / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  });
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** @param {number[]} lab */
function fromOklab([lightness, a, b]) {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((value) => {
    const clamped = Math.min(1, Math.max(0, value));
    return Math.round(255 * (clamped <= 0.0031308 ? 12.92 * clamped : 1.055 * clamped ** (1 / 2.4) - 0.055));
  });
}
