/**
 * A WebSocket of frames and messages. Of the frames that arrive before the screen is drawn only the newest is decoded.
 *
 * @typedef {object} Listener
 * @property {(buffer: ArrayBuffer) => void} frame
 * @property {(message: any) => void} message
 * @property {() => void} [opened]
 * @property {(retryAt: number) => void} [lost] called when the connection is gone, with the time of the next attempt
 * @property {(whole: boolean) => void} [ended] called when the server has closed the connection, having sent all there is or not
 */

const FIRST_RETRY_MS = 500;
const NORMAL_CLOSURE = 1000;
const LONGEST_RETRY_MS = 10_000;

/** @param {string} path */
const address = (path) => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${path}`;

/** The newest frames of a model, for as long as it is open: connects again by itself, ever more patiently. */
export class LiveConnection {
  #retryMs = FIRST_RETRY_MS;
  #timer = 0;
  /** @type {WebSocket|null} */
  #socket = null;

  /** @param {string} model @param {string} plane empty: the model's own @param {Listener} listener */
  constructor(model, plane, listener) {
    this.model = model;
    this.plane = plane;
    this.listener = listener;
    this.tellVisibility = () => this.#send({ type: 'visible', visible: !document.hidden });
    document.addEventListener('visibilitychange', this.tellVisibility);
    this.#connect();
  }

  /** Tries at once, without waiting for the next attempt. */
  retry() {
    clearTimeout(this.#timer);
    if (!this.#socket || this.#socket.readyState > WebSocket.OPEN) this.#connect();
  }

  close() {
    clearTimeout(this.#timer);
    document.removeEventListener('visibilitychange', this.tellVisibility);
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #connect() {
    const plane = this.plane ? `&plane=${encodeURIComponent(this.plane)}` : '';
    const socket = open(`/api/live?model=${encodeURIComponent(this.model)}${plane}`, this.listener);
    this.#socket = socket;
    socket.addEventListener('open', () => {
      this.#retryMs = FIRST_RETRY_MS;
      if (document.hidden) this.tellVisibility();
      this.listener.opened?.();
    });
    socket.addEventListener('close', () => {
      if (this.#socket === socket) this.#retryLater();
    });
  }

  #retryLater() {
    const wait = this.#retryMs * (0.75 + Math.random() / 2);
    this.#retryMs = Math.min(LONGEST_RETRY_MS, this.#retryMs * 2);
    this.#timer = window.setTimeout(() => this.#connect(), wait);
    this.listener.lost?.(Date.now() + wait);
  }

  /** @param {any} message */
  #send(message) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }
}

/**
 * How a run is replayed, in the words of the server: `step` is where it begins. The plane stays as it began.
 *
 * @typedef {{from?: number, to?: number, step?: number, speed?: number, stepsPerSecond?: number, backwards?: boolean, loop?: boolean, plane?: string}} Course
 */

/** Frames of a run, at a pace; ends by itself.
 * @param {string} run @param {Course} course @param {Listener} listener
 * @returns {{stop: () => void, change: (course: Course) => void}} what stops it, and what changes it while it runs */
export function replay(run, course, listener) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(course)) if (value !== undefined && value !== '') query.set(name, String(value));
  let stopped = false;
  const socket = open(`/api/runs/${encodeURIComponent(run)}/frames?${query}`, {
    frame: (buffer) => stopped || listener.frame(buffer),
    message: (message) => stopped || listener.message(message),
  });
  const say = (/** @type {any} */ message) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
    else socket.addEventListener('open', () => socket.send(JSON.stringify(message)));
  };
  const tellVisibility = () => say({ type: 'visible', visible: !document.hidden });
  document.addEventListener('visibilitychange', tellVisibility);
  socket.addEventListener('close', ({ code }) => {
    document.removeEventListener('visibilitychange', tellVisibility);
    if (!stopped) listener.ended?.(code === NORMAL_CLOSURE);
  });
  return {
    stop: () => {
      stopped = true;
      socket.close();
    },
    change: (course) => say({ type: 'replay', ...course }),
  };
}

/** @param {string} path @param {Listener} listener */
function open(path, listener) {
  const socket = new WebSocket(address(path));
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('message', ({ data }) => {
    if (typeof data === 'string') listener.message(JSON.parse(data));
    else listener.frame(data);
  });
  return socket;
}
