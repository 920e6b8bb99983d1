/** What changed between two steps of a run, as the server knows it. */

import { ask, json, part } from './api.js';
import { decodeSurfaces } from './focus-surfaces.js';

/** The server ranks no more steps at once. */
export const MOST_RANKED = 10_000;

/** How much every neuron's surface has risen since a step, at full precision, at the points of a frame.
 * @param {string} run @param {number} from @param {import('./frame.js').Frame} frame @param {AbortSignal} signal */
export async function fetchRises(run, from, { step, columns, plane }, signal) {
  const query = new URLSearchParams({ a: String(from), b: String(step), grid: String(columns) });
  if (plane.asked) query.set('plane', plane.asked);
  return decodeSurfaces(await (await ask(`/api/runs/${part(run)}/compare/surfaces?${query}`, { signal })).arrayBuffer());
}

/** The minibatches that moved a neuron's surface most.
 * @param {string} run @param {import('./store.js').Neuron} neuron @param {number} from @param {number} to @param {number} top @param {AbortSignal} signal */
export function fetchCarvers(run, { layer, neuron }, from, to, top, signal) {
  return json(`/api/runs/${part(run)}/carvers?neuron=${layer}.${neuron}&from=${from}&to=${to}&top=${top}`, { signal });
}
