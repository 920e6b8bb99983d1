/** A small picture of a stream: what its points look like. */

import { css, html } from 'lit';
import { Part, base, fit } from '../material/base.js';
import { looksOf } from '../material/looks.js';
import { mark } from '../material/marks.js';
import { dotsOf, streamNamed } from './streams.js';

const DOTS = 170;
/** How far the picture reaches from the origin. */
const REACH = 1.45;

export class CarveStreamPicture extends Part {
  static properties = { stream: {}, noise: { type: Number } };

  static styles = [
    base,
    css`
      :host {
        aspect-ratio: 1;
        border: 1px solid var(--hairline);
        border-radius: var(--radius);
        background: var(--panel);
        overflow: hidden;
      }
      canvas {
        display: block;
        width: 100%;
        height: 100%;
      }
    `,
  ];

  stream = '';
  /** @type {number|undefined} */
  noise = undefined;

  connectedCallback() {
    super.connectedCallback();
    this.onTheme = () => this.#draw();
    document.addEventListener('carve-theme', this.onTheme);
    this.sizes = new ResizeObserver(() => this.#draw());
    this.sizes.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener('carve-theme', /** @type {any} */ (this.onTheme));
    this.sizes?.disconnect();
  }

  render() {
    return html`<canvas aria-hidden="true"></canvas>`;
  }

  updated() {
    this.#draw();
  }

  #draw() {
    const stream = streamNamed(this.stream);
    const canvas = this.renderRoot?.querySelector('canvas');
    const size = this.clientWidth;
    if (!stream || !canvas || !size) return;
    const context = fit(canvas, size, size);
    context.clearRect(0, 0, size, size);
    const looks = looksOf(stream.classes);
    for (const { x, y, label } of dotsOf(stream, DOTS, this.noise)) {
      mark(context, looks[label], (0.5 + x / 2 / REACH) * size, (0.5 - y / 2 / REACH) * size, size / 58, false);
    }
  }
}

customElements.define('carve-stream-picture', CarveStreamPicture);
