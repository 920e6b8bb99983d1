/** The shape of a network as a small drawing: a column of dots for inputs, each layer and classes, with the number below. */

import { css, html, svg } from 'lit';
import { Part, base } from '../material/base.js';
import { words } from '../words/make.js';

const [WIDTH, HEIGHT, FOOT] = [360, 132, 18];
/** More units than this are drawn with a gap. */
const MOST_DOTS = 8;

export class CarveNetworkPicture extends Part {
  static properties = { shape: { attribute: false } };

  static styles = [
    base,
    css`
      svg {
        display: block;
        width: 100%;
        max-height: 150px;
      }
      line {
        stroke: var(--control);
        stroke-width: 0.6;
        opacity: 0.45;
      }
      circle {
        fill: var(--accent);
      }
      .end {
        fill: var(--quiet);
      }
      text {
        font-size: 11px;
        fill: var(--quiet);
        text-anchor: middle;
      }
    `,
  ];

  /** @type {number[]} */
  shape = [];

  render() {
    const columns = this.shape.map((units, i) => ({
      units,
      x: ((i + 0.5) / this.shape.length) * WIDTH,
      dots: placesOf(units),
    }));
    return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${words.shapeLabel(this.shape)}>
      ${columns.slice(1).map(({ x, dots }, i) => columns[i].dots.flatMap((from) => dots.map((to) => svg`<line x1=${columns[i].x} y1=${from} x2=${x} y2=${to}></line>`)))}
      ${columns.map(({ x, dots, units }, i) => [
        dots.map((y) => svg`<circle class=${i === 0 || i === columns.length - 1 ? 'end' : ''} cx=${x} cy=${y} r="3.6"></circle>`),
        units > MOST_DOTS ? svg`<text x=${x} y=${(HEIGHT - FOOT) / 2 + 3}>⋮</text>` : '',
        svg`<text x=${x} y=${HEIGHT - 4}>${units || '?'}</text>`,
      ])}
    </svg>`;
  }
}

/** The heights of the dots of a column. @param {number} units */
function placesOf(units) {
  const shown = Math.min(units, MOST_DOTS);
  const slots = units > MOST_DOTS ? shown + 1 : shown;
  const gap = Math.min(18, (HEIGHT - FOOT - 8) / Math.max(1, slots));
  return Array.from({ length: slots }, (_, i) => (HEIGHT - FOOT) / 2 + (i - (slots - 1) / 2) * gap).filter(
    (_, i) => units <= MOST_DOTS || i !== slots >> 1,
  );
}

customElements.define('carve-network-picture', CarveNetworkPicture);
