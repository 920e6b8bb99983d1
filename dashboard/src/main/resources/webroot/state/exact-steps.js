/** Exact steps: the parameters at any step, and the minibatch that it was taken on. */

import { json, part } from './api.js';

/** @param {string} run @param {number} step */
const path = (run, step) => `/api/runs/${part(run)}/steps/${step}`;

/** One step: the parameters before and after it, and its minibatch. @param {string} run @param {number} step the one after it, from 1 */
export async function fetchTakenStep(run, step) {
  const [before, after, minibatch] = await Promise.all([
    json(path(run, step - 1)),
    json(path(run, step)),
    json(`${path(run, step)}/minibatch`),
  ]);
  return { before, after, minibatch };
}
