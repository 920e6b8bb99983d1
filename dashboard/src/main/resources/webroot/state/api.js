/** The dashboard's HTTP interface. Every call throws an `ApiError` when the answer is a problem, a `TypeError` when there is none. */

import { decodeFrame } from './frame.js';

export class ApiError extends Error {
  /** @param {number} status @param {string} title @param {any} problem */
  constructor(status, title, problem) {
    super(title);
    this.status = status;
    this.problem = problem;
  }
}

/** @param {string} name */
export const part = (name) => encodeURIComponent(name);

export const fetchModels = async () => (await json('/api/models')).models;
export const fetchRuns = async () => (await json('/api/runs')).runs;
/** @param {string} run */
export const fetchRun = (run) => json(`/api/runs/${part(run)}`);
/** @param {string} run */
export const fetchHistory = async (run, points = 600) =>
  (await json(`/api/runs/${part(run)}/history?points=${points}`)).points;
/** @param {string} model */
export const fetchEvents = async (model) => (await json(`/api/events?model=${part(model)}`)).events;

/** The newest frame of a run that is not after a step. @param {string} run @param {number} step */
export async function fetchFrame(run, step) {
  return decodeFrame(await (await ask(`/api/runs/${part(run)}/frames/${Math.max(0, Math.round(step))}`)).arrayBuffer());
}

/** Whether this page may act. @returns {Promise<{readOnly: boolean}>} */
export const fetchSession = () => json('/api/session');

/** What an address of the interface answers, decoded. @param {string} path @param {RequestInit} [init] */
export async function json(path, init) {
  return (await ask(path, init)).json();
}

/** @param {string} path @param {RequestInit} [init] @throws {ApiError} if the answer is a problem */
export async function ask(path, init) {
  const response = await fetch(path, init);
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({}));
  throw new ApiError(
    response.status,
    problem.detail || problem.title || `${response.status} ${response.statusText}`,
    problem,
  );
}
