/** A film that the server draws, for formats that browsers do not record. */

import { ask, part } from '../state/api.js';
import { store } from '../state/store.js';

const SHORTEST_S = 1;
const LONGEST_S = 60;

/**
 * @param {string} run
 * @param {{format: string, from: number, to: number, seconds: number, neuron?: string}} film without a neuron it shows the whole network
 * @param {AbortSignal} signal ends it early
 * @returns {Promise<Blob>}
 */
export async function drawFilm(run, { seconds, ...film }, signal) {
  const lasts = Math.max(SHORTEST_S, Math.min(LONGEST_S, seconds));
  const asked = { ...film, seconds: lasts, theme: isDark() ? 'dark' : 'light' };
  const query = new URLSearchParams(Object.entries(asked).map(([name, value]) => [name, String(value)]));
  return (await ask(`/api/runs/${part(run)}/film?${query}`, { signal })).blob();
}

const isDark = () => store.state.theme === 'dark' || (store.state.theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
