/** The mark of a class: a shape beside the colour, so that colour is never the only sign. */

import { classToken } from './colours.js';
import { cssColour } from './theme.js';

/** Characters of the shapes, in the order of the classes. */
const SHAPES = ['●', '▲', '■', '◆', '✚', '★', '⬢', '▼'];

/** @param {number} look */
export const shapeOf = (look) => SHAPES[shapeNumber(look)];

/** The second eight looks have other shapes for the same colours. @param {number} look */
const shapeNumber = (look) => (look + 3 * Math.floor(look / SHAPES.length)) % SHAPES.length;

/** Adds the outline of a class's shape around a point. All shapes cover about the same area.
 * @param {CanvasRenderingContext2D} context @param {number} look @param {number} x @param {number} y @param {number} r */
export function outline(context, look, x, y, r) {
  context.beginPath();
  switch (shapeNumber(look)) {
    case 0:
      context.arc(x, y, r, 0, 2 * Math.PI);
      break;
    case 1:
      polygon(context, x, y + r * 0.15, r * 1.3, 3, -Math.PI / 2);
      break;
    case 2:
      context.rect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8);
      break;
    case 3:
      polygon(context, x, y, r * 1.25, 4, 0);
      break;
    case 4:
      context.rect(x - r * 0.38, y - r * 1.15, r * 0.76, r * 2.3);
      context.rect(x - r * 1.15, y - r * 0.38, r * 2.3, r * 0.76);
      break;
    case 5:
      star(context, x, y, r * 1.35);
      break;
    case 6:
      polygon(context, x, y, r * 1.1, 6, 0);
      break;
    default:
      polygon(context, x, y - r * 0.15, r * 1.3, 3, Math.PI / 2);
  }
}

/** Draws a mark with a thin rim of the panel's colour, and a ring around a wrong one.
 * @param {CanvasRenderingContext2D} context @param {number} look @param {number} x @param {number} y @param {number} r @param {boolean} wrong */
export function mark(context, look, x, y, r, wrong) {
  outline(context, look, x, y, r);
  context.lineWidth = Math.max(1, r * 0.45);
  context.strokeStyle = cssColour('panel', 0.9);
  context.stroke();
  context.fillStyle = cssColour(classToken(look));
  context.fill();
  if (wrong) {
    for (const [width, token] of /** @type {[number, string][]} */ ([
      [Math.max(2, r * 0.9), 'panel'],
      [Math.max(1, r * 0.4), 'ink'],
    ])) {
      context.beginPath();
      context.arc(x, y, r * 2, 0, 2 * Math.PI);
      context.lineWidth = width;
      context.strokeStyle = cssColour(token, token === 'panel' ? 0.7 : 0.9);
      context.stroke();
    }
  }
}

/** @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {number} r @param {number} corners @param {number} turn */
function polygon(context, x, y, r, corners, turn) {
  for (let i = 0; i < corners; i++) {
    const angle = turn + (2 * Math.PI * i) / corners;
    context[i ? 'lineTo' : 'moveTo'](x + r * Math.cos(angle), y + r * Math.sin(angle));
  }
  context.closePath();
}

/** @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {number} r */
function star(context, x, y, r) {
  for (let i = 0; i < 10; i++) {
    const angle = -Math.PI / 2 + (Math.PI * i) / 5;
    const reach = i % 2 ? r * 0.45 : r;
    context[i ? 'lineTo' : 'moveTo'](x + reach * Math.cos(angle), y + reach * Math.sin(angle));
  }
  context.closePath();
}
