/** What changed between two steps of a run, as the server knows it. */

import { ask, json, part } from './api.js';
import { decodeSurfaces } from './focus-surfaces.js';

/** The server ranks no more steps at once. */
export const MOST_RANKED = 10_000;

/** How much every neuron's surface rose from one step to another, at full precision.
 * @param {string} run @param {number} from @param {number} to @param {number} grid points along each axis @param {AbortSignal} signal */
export async function fetchRises(run, from, to, grid, signal) {
  const path = `/api/runs/${part(run)}/compare/surfaces?a=${from}&b=${to}&grid=${grid}`;
  return decodeSurfaces(await (await ask(path, { signal })).arrayBuffer());
}

/** The minibatches that moved a neuron's surface most.
 * @param {string} run @param {import('./store.js').Neuron} neuron @param {number} from @param {number} to @param {number} top @param {AbortSignal} signal */
export function fetchCarvers(run, { layer, neuron }, from, to, top, signal) {
  return json(`/api/runs/${part(run)}/carvers?neuron=${layer}.${neuron}&from=${from}&to=${to}&top=${top}`, { signal });
}
