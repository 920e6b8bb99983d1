/** Moves a camera by pointer, wheel and keys: one finger turns, two come nearer. */

const RADIANS_PER_PIXEL = 0.007;
const TURN_BY_KEY = 0.12;
const NEARER_BY_KEY = 1.15;
const ZOOM_PER_PIXEL = 0.0012;
const ZOOM_PER_LINE = 0.03;

/** The eye goes where the arrow points. @type {Record<string, (camera: import('./camera.js').Camera) => void>} */
const KEYS = {
  ArrowLeft: (camera) => camera.turn(-TURN_BY_KEY, 0),
  ArrowRight: (camera) => camera.turn(TURN_BY_KEY, 0),
  ArrowUp: (camera) => camera.turn(0, TURN_BY_KEY),
  ArrowDown: (camera) => camera.turn(0, -TURN_BY_KEY),
  '+': (camera) => camera.approach(NEARER_BY_KEY),
  '=': (camera) => camera.approach(NEARER_BY_KEY),
  '-': (camera) => camera.approach(1 / NEARER_BY_KEY),
  0: (camera) => camera.reset(),
};

export class Orbit {
  /** @type {Map<number, {x: number, y: number}>} */
  #pointers = new Map();

  /** @param {import('./camera.js').Camera} camera @param {() => void} moved */
  constructor(camera, moved) {
    this.camera = camera;
    this.moved = moved;
  }

  press = (/** @type {PointerEvent} */ event) => {
    /** @type {HTMLElement} */ (event.currentTarget).setPointerCapture(event.pointerId);
    this.#pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  };

  drag = (/** @type {PointerEvent} */ event) => {
    const last = this.#pointers.get(event.pointerId);
    if (!last) return;
    const other = [...this.#pointers].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      const before = Math.hypot(last.x - other.x, last.y - other.y);
      const after = Math.hypot(event.clientX - other.x, event.clientY - other.y);
      this.camera.approach(after / Math.max(1, before));
    } else this.camera.turn((last.x - event.clientX) * RADIANS_PER_PIXEL, (event.clientY - last.y) * RADIANS_PER_PIXEL);
    this.#pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    this.moved();
  };

  release = (/** @type {PointerEvent} */ event) => {
    this.#pointers.delete(event.pointerId);
  };

  /** Where the page scrolls, the wheel zooms only once the landscape has the focus. */
  wheel = (/** @type {WheelEvent} */ event) => {
    const scrolls = document.documentElement.scrollHeight > innerHeight + 1;
    if (scrolls && !event.ctrlKey && !(/** @type {HTMLElement} */ (event.currentTarget).matches(':focus'))) return;
    event.preventDefault();
    this.camera.approach(
      Math.exp(-event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? ZOOM_PER_LINE : ZOOM_PER_PIXEL)),
    );
    this.moved();
  };

  key = (/** @type {KeyboardEvent} */ event) => {
    const move = KEYS[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.shiftKey && event.key.startsWith('Arrow')) return;
    event.preventDefault();
    event.stopPropagation();
    move(this.camera);
    this.moved();
  };

  reset = () => {
    this.camera.reset();
    this.moved();
  };
}
