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
/**
 * A window of a run, in steps, and about how many points of it; the server keeps the first, the last and the extremes.
 *
 * @typedef {{from?: number, to?: number, points?: number}} Window
 */

/** The figures of the snapshots. @param {string} run @param {Window} window */
export const fetchHistory = async (run, window) => (await json(`/api/runs/${part(run)}/history?${queryOf(window)}`)).points;
/** What the trainer told. @param {string} run @param {Window} window */
export const fetchCharts = async (run, window) => (await json(`/api/runs/${part(run)}/charts?${queryOf(window)}`)).points;
/** The figures of the surfaces. @param {string} run @param {Window} window */
export const fetchRunFigures = async (run, window) => (await json(`/api/runs/${part(run)}/figures?${queryOf(window)}`)).points;
/** What happened in a run. @param {string} run */
export const fetchRunEvents = async (run) => (await json(`/api/runs/${part(run)}/events`)).events;
/** @param {string} model */
export const fetchEvents = async (model) => (await json(`/api/events?model=${part(model)}`)).events;

/** The exact parameters of a step. @param {string} run @param {number} step */
export const fetchStep = (run, step) => json(`/api/runs/${part(run)}/steps/${step}`);

/** The newest frame of a run that is not after a step. @param {string} run @param {number} step @param {string} [plane] as the interface names planes */
export async function fetchFrame(run, step, plane) {
  const query = plane ? `?plane=${part(plane)}` : '';
  return decodeFrame(await (await ask(`/api/runs/${part(run)}/frames/${Math.max(0, Math.round(step))}${query}`)).arrayBuffer());
}

/**
 * The planes that a run's surfaces can be looked at on. `complete`: whether all are listed.
 *
 * @typedef {{id: string, kind: 'own'|'components'|'inputs'|'class-means', name: string}} ListedPlane
 * @param {string} run @returns {Promise<{complete: boolean, planes: ListedPlane[]}>}
 */
export const fetchPlanes = (run) => json(`/api/runs/${part(run)}/planes`);

/** Whether this page may act, whether there are live models, and which films are drawn. @returns {Promise<{readOnly: boolean, live: boolean, films: string[]}>} */
export const fetchSession = () => json('/api/session');

/** @param {Window} window */
const queryOf = (window) => new URLSearchParams(Object.entries(window).map(([name, value]) => [name, String(value)]));

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
