/** The figures over steps, as the server bins them: of the whole run, of the window that is shown, and of the surfaces where a chart shows them. */

import { fetchCharts, fetchEvents, fetchHistory, fetchRun, fetchRunEvents, fetchRunFigures, fetchRuns } from './api.js';
import { eventOf, mergeEvents } from './events.js';
import { addPoint, continued, pointOf } from './series.js';
import { store } from './store.js';

/** While the run goes on the whole is asked for again now and then, since the server bins better than the page. */
const HISTORY_EVERY_MS = 120_000;
const FIGURES_EVERY_MS = 60_000;
const FIGURES_HEARD_EVERY_MS = 500;
const JOURNAL_AGAIN_MS = 1000;
const WINDOW_AFTER_MS = 120;
const POINTS = 600;
const FIGURE_POINTS = 120;

let historyAt = 0;
let figuresAt = 0;
let figuresHeardAt = 0;
/** Who shows figures of the surfaces. @type {Set<object>} */
const figuresWanted = new Set();
let windowTimer = 0;

/** Asks for a window's points when it changes. */
export function watchCurves() {
  store.listen((changed) => {
    if (changed.has('run')) forgetCurves();
    if (changed.has('window') || changed.has('run')) askForWindowSoon();
    if (changed.has('metrics')) askAgain();
    if (changed.has('frame')) hearFigures();
  });
}

/** The next frame or metrics ask for the history again. */
export function forgetCurves() {
  historyAt = 0;
  figuresAt = 0;
}

export const isKnown = () => historyAt > 0;

/** Whether a part of the page shows figures of the surfaces; they are evaluated for it. @param {object} part @param {boolean} wanted */
export function wantFigures(part, wanted) {
  if (wanted) figuresWanted.add(part);
  else figuresWanted.delete(part);
  if (wanted && !figuresAt) loadFigures();
}

/** @param {any} metrics as they were heard */
export function hearMetrics(metrics) {
  const point = pointOf(metrics);
  const { history, detail, window } = store.state;
  const inside = detail && window && point.step <= window.high;
  store.update({ metrics, history: addPoint(history, point), detail: inside ? addPoint(detail, point) : detail });
}

/** Adds the figures of a live frame behind those of the run. */
function hearFigures() {
  const { frame, following, live, figures, window } = store.state;
  const now = performance.now();
  if (!figuresWanted.size || !following || !live || !frame?.classFigures || frame.plane.asked) return;
  if (!figures.length && figuresAt && now - figuresAt > JOURNAL_AGAIN_MS) loadFigures();
  if (now - figuresHeardAt < FIGURES_HEARD_EVERY_MS || !figures.length || frame.step <= figures[figures.length - 1].step) return;
  if (window && frame.step > window.high) return;
  figuresHeardAt = now;
  store.update({ figures: [...figures, figuresOf(frame, frame.classFigures)] });
}

/** @param {import('./frame.js').Frame} frame @param {import('./frame.js').ClassFigures} classFigures */
const figuresOf = ({ step, layers }, { ownHeights, otherHeights }) => ({
  step,
  layers: layers.map(({ figures }) => ({ roughness: figures ? mean(figures.roughness) : null })),
  classes: Array.from(ownHeights, (own, k) => ({ separation: own - otherHeights[k] })),
});

/** @param {Float32Array} values */
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

export async function loadHistory() {
  const { run, model, models } = store.state;
  if (!run || !model) return;
  historyAt = performance.now();
  if (!(await isInJournal(run))) {
    window.setTimeout(() => store.state.run === run && loadHistory(), JOURNAL_AGAIN_MS);
    return;
  }
  const isTrained = models.some((entry) => entry.model === model.name);
  const [info, points, past, recent] = await Promise.all([
    fetchRun(run).catch(() => null),
    fetchPoints(run, {}).catch(() => null),
    fetchRunEvents(run).catch(() => []),
    isTrained ? fetchEvents(model.name).catch(() => []) : [],
  ]);
  if (store.state.run !== run) return;
  if (info) store.update({ first: { step: info.firstStep, time: Date.parse(info.startedAt) || 0 } });
  if (points?.length) store.update({ history: continued(points, store.state.history) });
  const events = [...past, ...recent].map(eventOf).filter((event) => !event.run || event.run === run);
  store.update({ events: mergeEvents(store.state.events, events) });
  if (figuresWanted.size) loadFigures();
}

/** Whether there is something to ask for: the first frames of a run may be here before the journal has it. @param {string} run */
async function isInJournal(run) {
  const isListed = () => store.state.runs.some((entry) => entry.run === run);
  if (!isListed()) store.update({ runs: await fetchRuns().catch(() => store.state.runs) });
  return isListed();
}

/** What the trainer told; of a run without it what its snapshots tell. @param {string} run @param {{from?: number, to?: number}} window */
async function fetchPoints(run, window) {
  const told = await fetchCharts(run, { ...window, points: POINTS }).catch(() => []);
  const points = told.length > 1 ? told : await fetchHistory(run, { ...window, points: POINTS });
  return points.map(pointOf);
}

function askAgain() {
  const now = performance.now();
  if (historyAt && now - historyAt > HISTORY_EVERY_MS) loadHistory();
  if (figuresWanted.size && figuresAt && now - figuresAt > FIGURES_EVERY_MS && !store.state.window) loadFigures();
}

function askForWindowSoon() {
  clearTimeout(windowTimer);
  if (!store.state.window) {
    store.update({ detail: null });
    if (figuresWanted.size) loadFigures();
    return;
  }
  windowTimer = window.setTimeout(askForWindow, WINDOW_AFTER_MS);
}

async function askForWindow() {
  const { run, window: shown } = store.state;
  if (!run || !shown) return;
  if (figuresWanted.size) loadFigures();
  const points = await fetchPoints(run, { from: shown.low, to: shown.high }).catch(() => null);
  if (!points || store.state.run !== run || store.state.window !== shown) return;
  const heard = store.state.history.filter(({ step }) => step <= shown.high);
  store.update({ detail: continued(points, points.length ? heard.filter(({ step }) => step > points[points.length - 1].step) : []) });
}

async function loadFigures() {
  const { run, window: shown } = store.state;
  if (!run) return;
  figuresAt = performance.now();
  if (!(await isInJournal(run))) return;
  const window = shown ? { from: shown.low, to: shown.high } : {};
  const figures = await fetchRunFigures(run, { ...window, points: FIGURE_POINTS }).catch(() => null);
  if (figures && store.state.run === run && store.state.window === shown) store.update({ figures });
}
