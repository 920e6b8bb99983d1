/** What all parts of the page share: their style and the setting of styles that a strict content security policy allows. */

import { LitElement, css, noChange } from 'lit';
import { Directive, directive } from 'lit/directive.js';
import { hasGraphicsCard } from './device.js';

export const base = css`
  :host {
    box-sizing: border-box;
    display: block;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  dl,
  dd {
    margin: 0;
    padding: 0;
    font-weight: inherit;
    font-size: inherit;
  }
  ul {
    list-style: none;
  }
  button,
  select,
  input {
    font: inherit;
    font-variant-numeric: inherit;
    color: inherit;
  }
  button {
    background: none;
    border: 0;
    border-radius: var(--radius);
    padding: 0;
    cursor: pointer;
  }
  button:disabled {
    cursor: default;
    opacity: 0.4;
  }
  a {
    color: var(--accent);
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  code {
    font-family: ui-monospace, monospace;
    font-size: var(--label);
  }
  .quiet {
    color: var(--quiet);
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .plain {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 4px;
    min-width: 28px;
    height: 28px;
    padding: 0 6px;
    transition: background var(--motion);
  }
  .plain:hover:not(:disabled) {
    background: var(--hover);
  }
  .action {
    border: 1px solid var(--control);
    border-radius: var(--radius);
    height: 28px;
    padding: 0 12px;
  }
  .action:hover {
    background: var(--hover);
  }
  .primary {
    background: var(--accent);
    border-color: var(--accent);
    color: var(--on-accent);
  }
  .primary:hover {
    background: var(--accent);
    filter: brightness(1.08);
  }
  .popover {
    position: fixed;
    inset: auto;
    margin: 0;
    padding: 8px;
    border: 1px solid var(--hairline);
    border-radius: var(--radius);
    background: var(--panel);
    color: var(--ink);
    box-shadow: var(--popover-shadow);
  }
`;

/**
 * An element of the page. What `static properties` names may have its first value where the class declares it: such a field would hide
 * Lit's accessor of the same name, and changes of it would go unnoticed, so it becomes the accessor's value before it is connected.
 */
export class Part extends LitElement {
  connectedCallback() {
    for (const name of /** @type {typeof LitElement} */ (this.constructor).elementProperties.keys()) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    super.connectedCallback();
  }
}

class Styles extends Directive {
  /** @param {Record<string, string>} _styles */
  render(_styles) {
    return noChange;
  }

  /** @param {any} part @param {[Record<string, string>]} styles */
  update(part, [styles]) {
    for (const [name, value] of Object.entries(styles)) {
      if (name.startsWith('--')) part.element.style.setProperty(name, value);
      else if (part.element.style[name] !== value) part.element.style[name] = value;
    }
    return noChange;
  }
}

/** Sets styles of an element one by one, as in `<div ${styles({ width: '4px' })}>`. */
export const styles = directive(Styles);

/** Calls back once per drawn picture, however often it is asked. */
export class Redraw {
  #asked = 0;

  /** @param {(now: number) => void} draw */
  constructor(draw) {
    this.draw = draw;
  }

  ask() {
    this.#asked ||= requestAnimationFrame((now) => {
      this.#asked = 0;
      this.draw(now);
    });
  }

  stop() {
    cancelAnimationFrame(this.#asked);
    this.#asked = 0;
  }
}

/** Makes a canvas as fine as the screen and returns its context in CSS pixels. Without a graphics card the processor draws it
 * directly (what browsers do for canvases that are read often), not by way of an imitated card.
 * @param {HTMLCanvasElement} canvas @param {number} width @param {number} height @param {number} [ratio] */
export function fit(canvas, width, height, ratio = Math.min(3, devicePixelRatio || 1)) {
  const w = Math.max(1, Math.round(width * ratio));
  const h = Math.max(1, Math.round(height * ratio));
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
  }
  const context = /** @type {CanvasRenderingContext2D} */ (
    canvas.getContext('2d', { willReadFrequently: !hasGraphicsCard() })
  );
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}
