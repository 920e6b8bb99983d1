/** A landscape as a table of heights, for those who read it better. */

import { html } from 'lit';
import { figure } from '../material/format.js';
import { heightAt } from '../surface/mesh.js';
import { words } from '../words/landscape.js';

/** Places along each axis, from −1 to 1. */
const PLACES = Array.from({ length: 9 }, (_, i) => i / 4 - 1);

/** @param {import('../surface/scene.js').Picture} picture with axes @param {string} name of the neuron */
export function heightTable({ mesh, scale, axes }, name) {
  if (!axes) return html``;
  const { plane, extent } = axes;
  const u = (/** @type {number} */ x) => extent.uMinimum + ((x + 1) / 2) * (extent.uMaximum - extent.uMinimum);
  const v = (/** @type {number} */ y) => extent.vMinimum + ((y + 1) / 2) * (extent.vMaximum - extent.vMinimum);
  return html`<table data-testid="heights">
    <caption>${words.tableOf(name, plane.uName, plane.vName)}</caption>
    <thead><tr><td></td>${PLACES.map((x) => html`<th scope="col">${figure(u(x))}</th>`)}</tr></thead>
    <tbody>
      ${PLACES.toReversed().map((y) => html`<tr><th scope="row">${figure(v(y))}</th>${PLACES.map((x) => html`<td>${figure(heightAt(mesh, x, y) * scale.high)}</td>`)}</tr>`)}
    </tbody>
  </table>`;
}
