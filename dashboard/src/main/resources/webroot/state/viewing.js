/** Opens a model or a run, listens to it, and keeps the address in step with what is seen. */

import { fetchModels, fetchRun, fetchRuns, fetchSession, ApiError } from './api.js';
import { rememberAxis, rememberedAxis } from './axis.js';
import { LiveConnection } from './connection.js';
import { forgetCurves, hearMetrics, isKnown as areCurvesKnown, loadHistory, watchCurves } from './curves.js';
import { eventOf, mergeEvents } from './events.js';
import { decodeFrame, stepOf } from './frame.js';
import { formatRoute, parseRoute } from './route.js';
import { modelOf } from './spec.js';
import { store } from './store.js';
import { lookAgain, playCourse, seek, stopPlaying } from './time-cursor.js';
import { traffic } from './traffic.js';
import { remember, remembered } from '../material/memory.js';
import { say } from '../shell/saying.js';
import { eye } from '../surface/eye.js';
import { words } from '../words/page.js';

/** Whether another page shows this one in a frame: it may look, but not act. */
export const embedded = new URLSearchParams(location.search).get('embed') === '1';

const LIST_EVERY_MS = 5_000;
const ADDRESS_AFTER_MS = 250;
const LAST_MODEL_KEY = 'carve.model';
const IN_ADDRESS = ['run', 'following', 'cursor', 'selected', 'view', 'stage', 'height', 'since', 'other', 'plane', 'stretch', 'axis', 'window', 'creating'];

/** @type {LiveConnection|null} */
let connection = null;
/** @type {ArrayBuffer|null} */
let newest = null;
let drawing = false;
let opening = 0;
let addressTimer = 0;
/** The address as it was last read or written. */
let knownHash = '';

/** Starts with what the address says and follows it from then on. */
export async function startViewing() {
  addEventListener('hashchange', () => openRoute());
  store.update({ axis: rememberedAxis(), readOnly: embedded, acting: !embedded });
  store.listen((changed) => {
    if (IN_ADDRESS.some((key) => changed.has(key))) writeAddressSoon();
    if (changed.has('axis')) rememberAxis(store.state.axis);
  });
  watchCurves();
  eye.addEventListener('moved', writeAddressSoon);
  setInterval(() => document.hidden || refreshLists(), LIST_EVERY_MS);
  document.addEventListener('visibilitychange', () => document.hidden || (refreshLists(), drawNewest()));
  fetchSession().then(
    ({ readOnly, live, films }) => store.update({ readOnly: readOnly || embedded, acting: live && !readOnly && !embedded, films }),
    () => {},
  );
  await refreshLists();
}

/** Asks for models and runs again, and opens one if none is open. */
export async function refreshLists() {
  try {
    const [models, runs] = await Promise.all([fetchModels(), fetchRuns().catch(() => store.state.runs)]);
    const { phase } = store.state;
    store.update({ models, runs });
    if (phase === 'loading' || (phase === 'empty' && models.length) || (phase === 'failed' && isKnown(models, runs)))
      await openRoute();
  } catch {
    if (!connection) store.update({ connection: 'reconnecting', retryAt: Date.now() + LIST_EVERY_MS });
  }
}

/** Whether what the address names is there. @param {any[]} models @param {any[]} runs */
function isKnown(models, runs) {
  const { model, run } = parseRoute(location.hash);
  return run ? runs.some((entry) => entry.run === run) : models.some((entry) => !model || entry.model === model);
}

/** Connects or asks again now. */
export function retryNow() {
  connection?.retry();
  refreshLists();
}

/** Shows the newest step of the model again. */
export function goLive() {
  const { model, live, models } = store.state;
  if (!live) {
    const trained = models.find((entry) => entry.model === model?.name);
    if (trained) location.hash = formatRoute({ model: trained.model });
    return;
  }
  stopPlaying();
  store.update({ following: true, paused: false });
  drawNewest();
}

/** Opens what the address names. */
async function openRoute() {
  clearTimeout(addressTimer);
  addressTimer = 0;
  knownHash = location.hash;
  const route = parseRoute(knownHash);
  store.update({ creating: route.creating });
  if (route.creating && store.state.phase !== 'loading') return;
  const turn = ++opening;
  try {
    if (route.run) await openRun(route.run, route, turn);
    else openModel(route);
  } catch (error) {
    if (turn === opening) fail(route, /** @type {Error} */ (error));
  }
}

/** @param {import('./route.js').Route} route */
function openModel(route) {
  const { models } = store.state;
  if (!models.length && !route.model) {
    listenTo(null);
    store.update({ phase: 'empty', connection: 'idle', model: null, run: null, frame: null, live: false });
    return;
  }
  const entry = models.find((model) => model.model === (route.model ?? preferred(models)));
  if (!entry) {
    listenTo(null);
    store.update({
      phase: 'failed',
      model: null,
      run: null,
      frame: null,
      failure: { title: words.failed.title, detail: words.failed.noModel(route.model ?? '') },
    });
    return;
  }
  show(modelOf(entry), route, true);
  store.update({
    following: true,
    paused: false,
    live: true,
    newest: { step: entry.step ?? 0, time: Date.parse(entry.updatedAt) || 0 },
  });
  listenTo(entry.model);
  remember(LAST_MODEL_KEY, entry.model);
}

/** The model that was looked at last, else the one that learned last. @param {any[]} models @returns {string} */
function preferred(models) {
  const last = remembered(LAST_MODEL_KEY);
  if (models.some((entry) => entry.model === last)) return /** @type {string} */ (last);
  return models.reduce((newest, entry) => ((entry.updatedAt ?? '') > (newest.updatedAt ?? '') ? entry : newest)).model;
}

/** @param {string} run @param {import('./route.js').Route} route @param {number} turn */
async function openRun(run, route, turn) {
  const info = await fetchRun(run);
  if (turn !== opening) return;
  const live = store.state.models.some((model) => model.run === run);
  show(modelOf(info), route, false);
  store.update({
    following: false,
    paused: false,
    live,
    newest: { step: info.lastStep, time: Date.parse(info.updatedAt) || 0 },
    first: { step: info.firstStep, time: Date.parse(info.startedAt) || 0 },
    ...(live ? {} : { connection: 'idle', metrics: null, waiting: null }),
  });
  listenTo(live ? info.model : null);
  if (route.course) playCourse(route.course);
  else seek(route.step ?? info.lastStep);
  loadHistory();
}

/** @param {import('./store.js').Model} model @param {import('./route.js').Route} route @param {boolean} following */
function show(model, route, following) {
  const same = store.state.run === model.run;
  stopPlaying();
  const selected = selectionIn(model, route.neuron ?? store.state.selected);
  const view = route.view ?? store.state.view;
  const height = route.height ?? store.state.height;
  const since = route.since ?? store.state.since;
  const other = route.other ?? store.state.other;
  const { stretch, window, plane, stage } = route;
  const axis = route.axis ?? store.state.axis;
  if (route.eye) eye.move(route.eye);
  const chosen = { selected, view, stage, height, since, other, plane, stretch, axis, window };
  store.update({ phase: 'open', failure: null, model, run: model.run, hovered: null, ...chosen });
  if (!same) forgetCurves();
  if (!same)
    store.update({
      frame: null,
      ...NOTHING_KNOWN,
      metrics: null,
      waiting: null,
      first: { step: 0, time: 0 },
      cursor: following ? 0 : store.state.cursor,
    });
}

/** The neuron if the model has it, else the first of the last hidden layer. @param {import('./store.js').Model} model @param {import('./store.js').Neuron|null} neuron */
function selectionIn({ layers }, neuron) {
  if (neuron && neuron.layer >= 1 && neuron.neuron < (layers[neuron.layer - 1]?.units ?? 0)) return neuron;
  return { layer: Math.max(1, layers.length - 1), neuron: 0 };
}

/** @param {string|null} model */
function listenTo(model) {
  const { plane } = store.state;
  if (connection && connection.model === model && connection.plane === plane) return;
  connection?.close();
  connection = null;
  newest = null;
  if (!model) return;
  store.update({ connection: 'connecting' });
  const opened = new LiveConnection(model, plane, {
    opened: () => {
      store.update({ connection: 'open' });
      forgetCurves();
    },
    lost: (retryAt) => connection === opened && store.update({ connection: 'reconnecting', retryAt }),
    message: (message) => connection === opened && hear(message),
    frame: (buffer) => connection === opened && receive(buffer),
  });
  connection = opened;
}

/** Looks at surfaces over another plane. @param {string} plane as the interface names planes; empty: the model's own */
export function choosePlane(plane) {
  if (plane === store.state.plane) return;
  store.update({ plane });
  if (connection) listenTo(connection.model);
  lookAgain();
}

/** What another run begins with. */
const NOTHING_KNOWN = { history: [], detail: null, figures: [], events: [] };

/** @param {any} message */
function hear(message) {
  switch (message.type) {
    case 'model':
      hearModel(modelOf(message));
      break;
    case 'metrics':
      if (message.run && message.run !== store.state.run) break;
      hearMetrics(message);
      break;
    case 'event':
      if (message.run && message.run !== store.state.run) break;
      store.update({ events: mergeEvents(store.state.events, [eventOf(message)]) });
      break;
    case 'status':
      store.update({ waiting: message.state === 'waiting' ? message.text || ' ' : null });
      if (message.state === 'refused' || message.state === 'unavailable') say(words.plane.refused(message.text));
      break;
  }
}

/** A run that is looked back on stays on the screen when the model starts another. @param {import('./store.js').Model} model */
function hearModel(model) {
  const { run, following, selected } = store.state;
  if (model.run === run) store.update({ model, live: true, selected: selectionIn(model, selected) });
  else if (following) {
    newest = null;
    store.update({
      model,
      run: model.run,
      selected: selectionIn(model, selected),
      hovered: null,
      frame: null,
      ...NOTHING_KNOWN,
      stretch: { from: null, to: null },
      window: null,
      metrics: null,
      first: { step: 0, time: 0 },
      newest: { step: 0, time: 0 },
    });
    forgetCurves();
  } else store.update({ live: false });
}

/** @param {ArrayBuffer} buffer */
function receive(buffer) {
  if (!store.state.live) return;
  traffic.came(drawing);
  newest = buffer;
  store.update({ waiting: null, newest: stepOf(buffer) });
  if (!areCurvesKnown()) loadHistory();
  if (store.state.following && !drawing) {
    drawing = true;
    requestAnimationFrame(drawNewest);
  }
}

function drawNewest() {
  drawing = false;
  if (!newest || !store.state.following) return;
  const frame = decodeFrame(newest);
  store.update({ frame, cursor: frame.step });
}

/** @param {import('./route.js').Route} route @param {Error} error */
function fail(route, error) {
  listenTo(null);
  const missing = error instanceof ApiError && error.status === 404;
  const detail = missing && route.run ? words.failed.noRun(route.run) : error.message;
  store.update({ phase: 'failed', run: null, frame: null, failure: { title: words.failed.title, detail } });
}

/** Back from the making of a model to what is seen behind it. */
export function endCreating() {
  const { phase } = store.state;
  store.update({ creating: false });
  history.replaceState(null, '', phase === 'open' ? addressOf(store.state) : '#/');
  knownHash = location.hash;
}

function writeAddressSoon() {
  addressTimer ||= window.setTimeout(() => {
    addressTimer = 0;
    writeAddress();
  }, ADDRESS_AFTER_MS);
}

/** The address of what is seen. @param {import('./store.js').State} state @param {boolean} [moment] whether it holds on to the step, though it is live */
export function addressOf({ model, run, following, live, cursor, selected, view, stage, height, since, other, plane, stretch, axis, window }, moment = false) {
  const from = eye.preset === 'slanted' && eye.zoom === 1 ? null : eye;
  const seen = { neuron: selected, view, stage, height, since, other, plane, stretch, axis, window, eye: from };
  return following && live && !moment
    ? formatRoute({ model: model?.name, ...seen })
    : formatRoute({ run, step: Math.round(cursor), ...seen });
}

function writeAddress() {
  const { phase, model, creating } = store.state;
  if (phase !== 'open' || !model || creating) return;
  const address = addressOf(store.state);
  // Another address means that the reader has gone on and the page is about to hear of it.
  if (location.hash !== knownHash) return;
  if (address !== knownHash) history.replaceState(null, '', address);
  knownHash = location.hash;
  document.title = `${model.name} · ${words.title}`;
}
