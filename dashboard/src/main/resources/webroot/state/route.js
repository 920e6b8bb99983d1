/**
 * What the address says: `#/live/MODEL?neuron=L.I&view=V` or `#/runs/RUN?step=K&neuron=L.I&view=V`. With `play=true` the run plays as it is opened,
 * as `from`, `to`, `speed`, `stepsPerSecond`, `backwards` and `loop` say. `height=H` is where the cut lies, `since=A` what the carving is measured from.
 *
 * @typedef {{model: string|null, run: string|null, step: number|null, neuron: import('./store.js').Neuron|null, view: string|null, height: number|null, since: string|null, course: import('./connection.js').Course|null}} Route
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
    height: /^-?\d{1,9}(\.\d{1,9})?$/.test(parameters.get('height') ?? '') ? Number(parameters.get('height')) : null,
    since: /^(start|back|event|\d{1,15})$/.exec(parameters.get('since') ?? '')?.[0] ?? null,
    neuron: neuron ? { layer: Number(neuron[1]), neuron: Number(neuron[2]) } : null,
  };
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
export function formatRoute({ model, run, step, neuron, view, height, since }) {
  const parameters = [];
  if (run && step !== null && step !== undefined) parameters.push(`step=${step}`);
  if (neuron) parameters.push(`neuron=${neuron.layer}.${neuron.neuron}`);
  if (view && view !== 'landscape') parameters.push(`view=${encodeURIComponent(view)}`);
  if (view === 'cut' && typeof height === 'number') parameters.push(`height=${height}`);
  if (view === 'carving' && since && since !== 'back') parameters.push(`since=${since}`);
  const path = run ? `#/runs/${encodeURIComponent(run)}` : `#/live/${encodeURIComponent(model ?? '')}`;
  return parameters.length ? `${path}?${parameters.join('&')}` : path;
}
