/** Lines of equal height as a drawing (SVG): a path for each tenth of the scale, and the examples. */

import { classToken, palette } from '../material/colours.js';
import { figure } from '../material/format.js';
import { shapeOf } from '../material/marks.js';
import { colour } from '../material/theme.js';
import { contoursAt } from '../surface/contours.js';
import { meshOf } from '../surface/mesh.js';
import { LayerScales } from '../surface/scale.js';
import { spotsOf } from '../surface/scene.js';
import { words } from '../words/export.js';
import { neuronName } from '../words/page.js';

const SVG = 'http://www.w3.org/2000/svg';
const SIZE = 600;
const TITLE = 64;
const LEVELS = 10;

/** @param {import('../state/frame.js').Frame} frame @param {import('../state/store.js').Model} model @param {import('../state/store.js').Neuron} neuron @returns {string} */
export function contourDrawing(frame, model, { layer, neuron }) {
  const scale = new LayerScales().of(frame, model)[layer - 1];
  const mesh = meshOf(frame, layer - 1, neuron, scale);
  const drawing = element('svg', { viewBox: `0 0 ${SIZE} ${SIZE + TITLE}`, width: SIZE, height: SIZE + TITLE });
  const title = neuronName(model, { layer, neuron });
  drawing.append(
    element('title', {}, title),
    element('rect', { width: SIZE, height: SIZE + TITLE, fill: hex('panel') }),
    element('text', { x: 12, y: 32, fill: hex('ink'), 'font-family': 'system-ui, sans-serif', 'font-size': 20 }, title),
    element(
      'text',
      { x: 12, y: 52, fill: hex('quiet'), 'font-family': 'system-ui, sans-serif', 'font-size': 13 },
      words.stepLine(model.run, frame.step),
    ),
  );
  const plane = element('g', { transform: `translate(0 ${TITLE})` });
  const lowest = [...palette(scale.signed).subarray(0, 3)];
  plane.append(element('rect', { width: SIZE, height: SIZE, fill: hexOf(lowest) }));
  for (let i = scale.signed ? -LEVELS + 1 : 1; i < LEVELS; i++) plane.append(...areaAt(mesh, scale, i / LEVELS));
  for (const { x, y, look, wrong } of spotsOf(frame, model.looks)) plane.append(...markAt(x, y, look, wrong));
  drawing.append(plane);
  return new XMLSerializer().serializeToString(drawing);
}

/** What lies at least as high as a share of the scale, filled with its colour. @param {import('../surface/mesh.js').Mesh} mesh @param {import('../surface/scale.js').Scale} scale @param {number} share */
function areaAt(mesh, { signed, high, major }, share) {
  const polygons = contoursAt(mesh, share);
  if (!polygons.length) return [];
  const d = polygons
    .flat()
    .map((ring) => `M${ring.map(([x, y]) => `${place(x)} ${place(-y)}`).join('L')}Z`)
    .join('');
  const at = 4 * Math.round(255 * (signed ? (share + 1) / 2 : share));
  const fill = hexOf([...palette(signed).subarray(at, at + 3)]);
  const width = Math.abs(share - major) < 0.5 / LEVELS ? 2 : 0.75;
  const path = element('path', { d, fill, 'fill-rule': 'evenodd', stroke: hex('iso-line'), 'stroke-width': width });
  path.append(element('title', {}, figure(share * high)));
  return [path];
}

/** @param {number} x @param {number} y @param {number} look @param {boolean} wrong */
function markAt(x, y, look, wrong) {
  const [cx, cy] = [place(x), place(-y)];
  const shape = element(
    'text',
    {
      x: cx,
      y: cy,
      fill: hex(classToken(look)),
      stroke: hex('panel'),
      'stroke-width': 1,
      'paint-order': 'stroke',
      'font-size': 11,
      'text-anchor': 'middle',
      'dominant-baseline': 'central',
    },
    shapeOf(look),
  );
  return wrong ? [element('circle', { cx, cy, r: 7, fill: 'none', stroke: hex('ink') }), shape] : [shape];
}

/** @param {number} share from −1 to 1 */
const place = (share) => Number((((share + 1) / 2) * SIZE).toFixed(2));

/** @param {string} token */
const hex = (token) => hexOf(colour(token));

/** @param {number[]} rgb */
const hexOf = (rgb) => `#${rgb.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;

/** @param {string} name @param {Record<string, string|number>} attributes @param {string} [text] */
function element(name, attributes, text) {
  const created = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) created.setAttribute(attribute, String(value));
  if (text) created.textContent = text;
  return created;
}
