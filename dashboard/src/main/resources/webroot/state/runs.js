/** What can be done with runs of the past. Every call throws an `ApiError` when the answer is a problem. */

import { ask, json, part } from './api.js';

/** Says what people call a run; what is left out stays. @param {string} run @param {{name?: string, tags?: string[], note?: string}} description */
export const describeRun = (run, description) =>
  ask(`/api/runs/${part(run)}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(description),
  });

/** @param {string} run */
export const deleteRun = (run) => ask(`/api/runs/${part(run)}`, { method: 'DELETE' });

/** Makes a run of a file that was exported. @param {File} file @returns {Promise<{run: string}>} */
export const importRun = (file) =>
  json('/api/runs/file', { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: file });

/** Where a run can be had as a file. @param {string} run */
export const fileOf = (run) => `/api/runs/${part(run)}/file`;
