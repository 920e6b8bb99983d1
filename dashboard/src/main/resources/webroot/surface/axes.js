/** Numbers and names around a landscape: the axes along the floor's nearest edges, the heights at its leftmost corner. */

import { figure } from '../material/format.js';
import { STEEP, eye } from './eye.js';
import { FLOOR, FLOOR_CORNERS, LIFT, zOf } from './scene.js';
import { cssColour } from '../material/theme.js';

/** How far names and numbers lie outside the floor, and in pixels at least. */
const NAME_OUT = 0.2;
const NUMBER_OUT = 0.1;
const NEAREST = 10;
/** A text that lies more beside its place than below it begins, or ends, there. */
const BESIDE = 0.35;
/** Where the numbers stand along an edge: near its ends. */
const END = 0.96;

/** @param {CanvasRenderingContext2D} context its origin at the picture's @param {import('./camera.js').Camera} camera @param {import('./scale.js').Scale} scale
 * @param {import('../state/store.js').Plane} plane @param {import('../state/frame.js').Frame['extent']} extent */
export function drawAxes(context, camera, scale, plane, { uMinimum, uMaximum, vMinimum, vMaximum }) {
  context.font = '12px system-ui, sans-serif';
  context.textBaseline = 'middle';
  const nearY = Math.cos(camera.azimuth) > 0 ? -1 : 1;
  const nearX = Math.sin(camera.azimuth) > 0 ? 1 : -1;
  // From above the surface hides what lies around the floor.
  const z = eye.elevation < STEEP ? FLOOR : LIFT;
  const at = (/** @type {number[]} */ [x, y]) => camera.project(x, y, z);
  const alongU = (/** @type {number} */ share, /** @type {number} */ out) => [share, nearY * (1 + out)];
  const alongV = (/** @type {number} */ share, /** @type {number} */ out) => [nearX * (1 + out), share];
  for (const [place, name, minimum, maximum] of /** @type {const} */ ([
    [alongU, plane.uName, uMinimum, uMaximum],
    [alongV, plane.vName, vMinimum, vMaximum],
  ])) {
    const write = (/** @type {string} */ text, /** @type {number} */ share, /** @type {number} */ out) =>
      writeOutside(context, text, at(place(share, 0)), at(place(share, out)));
    context.fillStyle = cssColour('ink');
    write(name, 0, NAME_OUT);
    context.fillStyle = cssColour('quiet');
    write(figure(minimum), -END, NUMBER_OUT);
    write(figure(maximum), END, NUMBER_OUT);
  }
  if (eye.elevation < STEEP) drawHeights(context, camera, scale);
}

/** Away from an edge, so that what two edges have at their common corner lies apart.
 * @param {CanvasRenderingContext2D} context @param {string} text @param {number[]} edge pixels @param {number[]} outside pixels */
function writeOutside(context, text, [fromX, fromY], [toX, toY]) {
  const distance = Math.hypot(toX - fromX, toY - fromY) || 1;
  const [dx, dy] = [(toX - fromX) / distance, (toY - fromY) / distance];
  const out = Math.max(distance, NEAREST);
  context.textAlign = dx > BESIDE ? 'left' : dx < -BESIDE ? 'right' : 'center';
  context.fillText(text, fromX + dx * out, fromY + dy * out);
}

/** @param {CanvasRenderingContext2D} context @param {import('./camera.js').Camera} camera @param {import('./scale.js').Scale} scale */
function drawHeights(context, camera, { signed, high }) {
  const xOf = (/** @type {number[]} */ [x, y]) => camera.project(x, y, 0)[0];
  const [x, y] = FLOOR_CORNERS.reduce((left, corner) => (xOf(corner) < xOf(left) ? corner : left));
  const [bottomX, bottomY] = camera.project(x, y, FLOOR);
  const [topX, topY] = camera.project(x, y, LIFT);
  context.beginPath();
  context.moveTo(bottomX, bottomY);
  context.lineTo(topX, topY);
  context.strokeStyle = cssColour('control', 0.6);
  context.lineWidth = 1;
  context.stroke();
  context.textAlign = 'right';
  context.fillStyle = cssColour('quiet');
  for (const share of signed ? [-1, 0, 1] : [0, 0.5, 1]) {
    const [px, py] = camera.project(x, y, zOf(share, signed));
    context.fillText(figure(share * high), px - 6, py);
    context.fillRect(px - 3, py - 0.5, 3, 1);
  }
}
