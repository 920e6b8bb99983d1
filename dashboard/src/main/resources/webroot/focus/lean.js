/**
 * Where a surface is high, in a word: at a point of the compass if it leans (east: where u is large, north: where v is), in the middle or
 * at the rim if it bulges, else nowhere in particular.
 *
 * @typedef {'east'|'north-east'|'north'|'north-west'|'west'|'south-west'|'south'|'south-east'|'middle'|'rim'} Region
 */

/** @type {Region[]} */
const COMPASS = ['east', 'north-east', 'north', 'north-west', 'west', 'south-west', 'south', 'south-east'];
/** The share of its ups and downs that a plane, or a bulge, must explain. */
const LEANS = 0.3;
const BULGES = 0.12;

/** @param {Float32Array} heights `[rows, columns]` @param {number} columns @param {number} rows @returns {Region|null} */
export function leanOf(heights, columns, rows) {
  const mean = heights.reduce((sum, height) => sum + height, 0) / heights.length;
  let [total, hx, hy, hq, xx, yy, qq] = [0, 0, 0, 0, 0, 0, 0];
  for (let i = 0; i < heights.length; i++) {
    const x = (2 * (i % columns)) / (columns - 1) - 1;
    const y = (2 * Math.floor(i / columns)) / (rows - 1) - 1;
    const q = x * x + y * y - 2 / 3;
    const h = heights[i] - mean;
    total += h * h;
    hx += h * x;
    hy += h * y;
    hq += h * q;
    xx += x * x;
    yy += y * y;
    qq += q * q;
  }
  if (!(total > 0)) return null;
  if ((hx * hx) / xx + (hy * hy) / yy > LEANS * total) {
    const eighth = Math.round(Math.atan2(hy / yy, hx / xx) / (Math.PI / 4));
    return COMPASS[(eighth + 8) % 8];
  }
  if ((hq * hq) / qq > BULGES * total) return hq < 0 ? 'middle' : 'rim';
  return null;
}

/** @param {Region} region @returns {Region} */
export function opposite(region) {
  if (region === 'middle') return 'rim';
  if (region === 'rim') return 'middle';
  return COMPASS[(COMPASS.indexOf(region) + 4) % 8];
}
