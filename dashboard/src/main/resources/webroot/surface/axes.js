/** Numbers and names around a landscape: the axes along the floor's nearest edges, the heights at its leftmost corner. */

import { figure } from '../material/format.js';
import { FLOOR, FLOOR_CORNERS, LIFT, zOf } from './scene.js';
import { cssColour } from '../material/theme.js';

/** How far names and numbers lie outside the floor. */
const NAME_OUT = 0.2;
const NUMBER_OUT = 0.13;
/** Where the numbers stand along an edge: near its ends. */
const END = 0.96;

/** @param {CanvasRenderingContext2D} context its origin at the picture's @param {import('./camera.js').Camera} camera @param {import('./scale.js').Scale} scale
 * @param {import('../state/store.js').Plane} plane @param {import('../state/frame.js').Frame['extent']} extent */
export function drawAxes(context, camera, scale, plane, { uMinimum, uMaximum, vMinimum, vMaximum }) {
  context.font = '12px system-ui, sans-serif';
  context.textBaseline = 'middle';
  context.textAlign = 'center';
  const nearY = Math.cos(camera.azimuth) > 0 ? -1 : 1;
  const nearX = Math.sin(camera.azimuth) > 0 ? 1 : -1;
  const write = (
    /** @type {string} */ text,
    /** @type {string} */ token,
    /** @type {number} */ x,
    /** @type {number} */ y,
  ) => {
    const [px, py] = camera.project(x, y, FLOOR);
    context.fillStyle = cssColour(token);
    context.fillText(text, px, py);
  };
  write(plane.uName, 'ink', 0, nearY * (1 + NAME_OUT));
  write(figure(uMinimum), 'quiet', -END, nearY * (1 + NUMBER_OUT));
  write(figure(uMaximum), 'quiet', END, nearY * (1 + NUMBER_OUT));
  write(plane.vName, 'ink', nearX * (1 + NAME_OUT), 0);
  write(figure(vMinimum), 'quiet', nearX * (1 + NUMBER_OUT), -END);
  write(figure(vMaximum), 'quiet', nearX * (1 + NUMBER_OUT), END);
  drawHeights(context, camera, scale);
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
