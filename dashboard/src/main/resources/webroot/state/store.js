/**
 * What the page knows, in one place. Parts of the page read `store.state`, never change it, and are told when it did.
 *
 * @typedef {{units: number, activation: string}} LayerShape
 * @typedef {{name: string, uName: string, vName: string}} Plane
 * @typedef {{name: string, run: string, inputs: string[], layers: LayerShape[], classes: string[], looks: number[], batchSize: number, plane: Plane}} Model
 *     `layers` are all that have surfaces: the hidden ones, then the class layer (activation `softmax`);
 *     `looks` are the numbers of the classes' colours and shapes
 * @typedef {{layer: number, neuron: number}} Neuron layer 1 is the first hidden layer; neurons count from 0
 * @typedef {{step: number, time: number, examples: number|null, loss: number|null, accuracy: number|null, baseline: number|null, kappaTemporal: number|null, learningRate: number|null, gradientNorm: number|null}} Point
 * @typedef {{layers: number[], shares: number[][]}} Lit `layers`: those in the light, 0: the inputs; `shares`: how strongly each neuron of
 *     layers 1, 2… stands out, 0 to 1
 * @typedef {{run: string, step: number, follows: boolean}} Other `follows`: its step is that of the cursor
 *
 * @typedef {object} State
 * @property {'loading'|'empty'|'open'|'failed'} phase
 * @property {{title: string, detail: string}|null} failure
 * @property {any[]} models
 * @property {any[]} runs
 * @property {Model|null} model the model looked at
 * @property {string|null} run the run looked at
 * @property {boolean} live whether the run looked at is being trained now
 * @property {'idle'|'connecting'|'open'|'reconnecting'} connection
 * @property {number} retryAt when the next attempt to connect is due, ms since 1970
 * @property {any} metrics newest figures of the live run
 * @property {string|null} waiting why the live model has no frame yet
 * @property {import('./frame.js').Frame|null} frame the frame on the screen
 * @property {number} cursor the step asked for, which the frame follows
 * @property {{step: number, time: number}} first
 * @property {{step: number, time: number}} newest
 * @property {boolean} following whether the newest frame is shown as it comes
 * @property {boolean} playing
 * @property {boolean} paused whether the reader stopped it, and did not just go back
 * @property {number} speed times as fast as it happened; 0: as fast as possible
 * @property {number} stepsPerSecond the pace instead, in steps; 0: that of the speed
 * @property {boolean} backwards whether it plays backwards
 * @property {boolean} loop whether it plays again and again
 * @property {{from: number|null, to: number|null}} stretch the steps that are played; null: from the first, to the newest
 * @property {import('./axis.js').Axis} axis what the timeline and the charts count by
 * @property {{low: number, high: number}|null} window the steps that they show; null: the whole run
 * @property {Point[]} history of the whole run
 * @property {Point[]|null} detail of the window
 * @property {any[]} figures of the surfaces in what is shown
 * @property {import('./events.js').RunEvent[]} events
 * @property {Neuron|null} selected
 * @property {Neuron|null} hovered
 * @property {Lit|null} lit what of the network a part of the page lights on the wall
 * @property {string} view how the selected neuron is looked at, see `focus/views.js`
 * @property {number|null} stage of the composition, from 0; null: the last, the landscape as it is
 * @property {number|null} height where the landscape is cut, once the reader has chosen it
 * @property {string} since the moment that the carving is measured from: `start`, `back`, `event`, or a step
 * @property {Other|null} other the moment to compare with
 * @property {string} plane that surfaces lie over, as the interface names planes; empty: the model's own
 * @property {'system'|'light'|'dark'} theme
 * @property {boolean} readOnly whether this page may look, but not act
 * @property {boolean} acting whether models can be made here, and acted on
 * @property {string[]} films formats of the films that the server draws
 * @property {import('./feeding.js').Feeding|null} feeding what the page sends to a model
 * @property {string|null} painting the model that points are painted for
 * @property {boolean} creating whether a model is being made, in a dialog above what is seen
 */

class Store {
  /** @type {State} */
  state = {
    phase: 'loading',
    failure: null,
    models: [],
    runs: [],
    model: null,
    run: null,
    live: false,
    connection: 'idle',
    retryAt: 0,
    metrics: null,
    waiting: null,
    frame: null,
    cursor: 0,
    first: { step: 0, time: 0 },
    newest: { step: 0, time: 0 },
    following: true,
    playing: false,
    paused: false,
    speed: 1,
    stepsPerSecond: 0,
    backwards: false,
    loop: false,
    stretch: { from: null, to: null },
    axis: 'step',
    window: null,
    history: [],
    detail: null,
    figures: [],
    events: [],
    selected: null,
    hovered: null,
    lit: null,
    view: 'landscape',
    stage: null,
    height: null,
    since: 'back',
    other: null,
    plane: '',
    theme: 'system',
    readOnly: false,
    acting: true,
    films: [],
    feeding: null,
    painting: null,
    creating: false,
  };

  #listeners = new Set();
  /** @type {Set<string>} */
  #changed = new Set();

  /** Changes some of the state; listeners hear of all changes of one turn together.
   * @param {Partial<State>} patch */
  update(patch) {
    const before = this.#changed.size;
    for (const [key, value] of Object.entries(patch)) {
      if (this.state[key] !== value) {
        this.state[key] = value;
        this.#changed.add(key);
      }
    }
    if (before === 0 && this.#changed.size > 0) queueMicrotask(() => this.#tell());
  }

  /** @param {(changed: Set<string>) => void} listener @returns {() => void} what ends the listening */
  listen(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell() {
    const changed = this.#changed;
    this.#changed = new Set();
    for (const listener of this.#listeners) listener(changed);
  }
}

export const store = new Store();

/** Renders its host again when one of the named parts of the state has changed. */
export class StoreController {
  /** @param {import('lit').LitElement} host @param {string[]} keys */
  constructor(host, ...keys) {
    this.host = host;
    this.keys = keys;
    host.addController(this);
  }

  hostConnected() {
    this.stop = store.listen((changed) => {
      if (this.keys.some((key) => changed.has(key))) this.host.requestUpdate();
    });
  }

  hostDisconnected() {
    this.stop?.();
  }
}
