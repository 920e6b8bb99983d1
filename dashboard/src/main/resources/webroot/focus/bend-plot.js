/** The non-linearity as a curve: z to the right, a upwards; bars show how much of the plane lies at each z; a dot the probed point. */

import { svg } from 'lit';
import { figure } from '../material/format.js';
import { nonLinearityOf } from './non-linearity.js';

const WIDTH = 208;
const HEIGHT = 112;
const [LEFT, RIGHT, TOP, BOTTOM] = [34, 8, 8, 18];
const BARS = 36;
const TALLEST = 0.55;
const CURVE_POINTS = 80;

/** @param {string} activation @param {Float32Array|number[]} zs of all points of the plane @param {{z: number, a: number}} probe @param {number} reach the z at the right; the left is its opposite
 * @returns the content of an `<svg viewBox="0 0 208 112">` */
export function bendPlot(activation, zs, probe, reach) {
  const { at, limits } = nonLinearityOf(activation);
  const low = Math.min(at(-reach), ...limits);
  const high = Math.max(at(reach), ...limits);
  const x = (/** @type {number} */ z) =>
    LEFT + ((Math.max(-reach, Math.min(reach, z)) + reach) / (2 * reach)) * (WIDTH - LEFT - RIGHT);
  const y = (/** @type {number} */ a) => HEIGHT - BOTTOM - ((a - low) / (high - low)) * (HEIGHT - TOP - BOTTOM);
  const curve = Array.from({ length: CURVE_POINTS + 1 }, (_, i) => {
    const z = ((2 * i) / CURVE_POINTS - 1) * reach;
    return `${x(z).toFixed(1)},${y(at(z)).toFixed(1)}`;
  });
  return svg`
    ${barsOf(zs, reach).map(
      (share, i) => svg`<rect class="bar" x=${x(((2 * i) / BARS - 1) * reach)} width=${(WIDTH - LEFT - RIGHT) / BARS - 0.5} y=${HEIGHT - BOTTOM - share * TALLEST * (HEIGHT - TOP - BOTTOM)} height=${share * TALLEST * (HEIGHT - TOP - BOTTOM)}></rect>`,
    )}
    ${limits.map((limit) => svg`<line class="limit" x1=${LEFT} x2=${WIDTH - RIGHT} y1=${y(limit)} y2=${y(limit)}></line>`)}
    <line class="axis" x1=${x(0)} x2=${x(0)} y1=${TOP} y2=${HEIGHT - BOTTOM}></line>
    <polyline class="curve" points=${curve.join(' ')}></polyline>
    <polyline class="stem" points="${x(probe.z)},${HEIGHT - BOTTOM} ${x(probe.z)},${y(probe.a)} ${LEFT},${y(probe.a)}"></polyline>
    <circle class="dot" cx=${x(probe.z)} cy=${y(probe.a)} r="3.5"></circle>
    <text x=${LEFT - 4} y=${y(high) + 4} text-anchor="end">${figure(high)}</text>
    <text x=${LEFT - 4} y=${y(low) + 3} text-anchor="end">${figure(low)}</text>
    <text x=${LEFT} y=${HEIGHT - 5}>${figure(-reach)}</text>
    <text x=${WIDTH - RIGHT} y=${HEIGHT - 5} text-anchor="end">${figure(reach)}</text>
    <text x=${x(0)} y=${HEIGHT - 5} text-anchor="middle">0</text>
  `;
}

/** How many of the heights fall between each two marks, as shares of the most. @param {Float32Array|number[]} zs @param {number} reach */
function barsOf(zs, reach) {
  const counts = new Float32Array(BARS);
  for (const z of zs) counts[Math.max(0, Math.min(BARS - 1, Math.floor(((z / reach + 1) / 2) * BARS)))]++;
  const most = Math.max(...counts);
  return Array.from(counts, (n) => n / most);
}
