/**
 * What the address says: `#/live/MODEL?neuron=L.I&view=V` or `#/runs/RUN?step=K&neuron=L.I&view=V`. With `play=true` the run plays as it is opened,
 * as `from`, `to`, `speed`, `stepsPerSecond`, `backwards` and `loop` say.
 *
 * @typedef {{model: string|null, run: string|null, step: number|null, neuron: import('./store.js').Neuron|null, view: string|null, other: import('./store.js').Other|null, course: import('./connection.js').Course|null}} Route
 */

/** @param {string} hash @returns {Route} */
export function parseRoute(hash) {
  const [path, query = ''] = hash.replace(/^#/, '').split('?');
  const [, kind, name = ''] = path.split('/');
  const parameters = new URLSearchParams(query);
  const step = parameters.get('step');
  const neuron = /^(\d+)\.(\d+)$/.exec(parameters.get('neuron') ?? '');
  return {
    model: kind === 'live' && name ? decodeURIComponent(name) : null,
    run: kind === 'runs' && name ? decodeURIComponent(name) : null,
    step: step && /^\d+$/.test(step) ? Number(step) : null,
    course: parameters.get('play') === 'true' ? parseCourse(parameters) : null,
    view: parameters.get('view'),
    other: parseOther(parameters.get('with')),
    neuron: neuron ? { layer: Number(neuron[1]), neuron: Number(neuron[2]) } : null,
  };
}

/** `RUN@STEP`, or `RUN` alone for the same step. @param {string|null} text @returns {import('./store.js').Other|null} */
function parseOther(text) {
  const [, run, step] = /^([^@]{1,255})(?:@(\d{1,15}))?$/.exec(text ?? '') ?? [];
  return run ? { run, step: Number(step ?? 0), follows: step === undefined } : null;
}

/** @param {URLSearchParams} parameters @returns {import('./connection.js').Course} */
function parseCourse(parameters) {
  const number = (/** @type {string} */ name) => {
    const text = parameters.get(name) ?? '';
    return /^\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : undefined;
  };
  return {
    from: number('from'),
    to: number('to'),
    step: number('step'),
    speed: number('speed'),
    stepsPerSecond: number('stepsPerSecond') || undefined,
    backwards: parameters.get('backwards') === 'true',
    loop: parameters.get('loop') === 'true',
  };
}

/** @param {Partial<Route>} route */
export function formatRoute({ model, run, step, neuron, view, other }) {
  const parameters = [];
  if (run && step !== null && step !== undefined) parameters.push(`step=${step}`);
  if (neuron) parameters.push(`neuron=${neuron.layer}.${neuron.neuron}`);
  if (view && view !== 'landscape') parameters.push(`view=${encodeURIComponent(view)}`);
  if (view === 'compare' && other)
    parameters.push(`with=${encodeURIComponent(other.run)}${other.follows ? '' : `@${other.step}`}`);
  const path = run ? `#/runs/${encodeURIComponent(run)}` : `#/live/${encodeURIComponent(model ?? '')}`;
  return parameters.length ? `${path}?${parameters.join('&')}` : path;
}
