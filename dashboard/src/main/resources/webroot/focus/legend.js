/** The legend of heights. */

import { css, html } from 'lit';
import { figure } from '../material/format.js';

export const legendStyle = css`
  .legend {
    position: absolute;
    right: 0;
    top: 8px;
    height: 112px;
    display: flex;
    gap: 6px;
    font-size: var(--label);
    color: var(--quiet);
    pointer-events: none;
  }
  .legend .bar {
    width: 10px;
    border-radius: 3px;
    order: 2;
  }
  .signed {
    background: linear-gradient(to top in oklab, var(--lit-below), var(--lit-zero), var(--lit-above));
  }
  .unsigned {
    background: linear-gradient(to top in oklab, var(--lit-low), var(--lit-low-middle), var(--lit-high-middle), var(--lit-high));
  }
  .legend .ends span {
    background: color-mix(in srgb, var(--panel) 70%, transparent);
    border-radius: 2px;
  }
  .legend .ends {
    display: flex;
    flex-direction: column;
    justify-content: space-between;
    text-align: right;
    line-height: 1;
  }
`;

/** @param {import('../surface/scale.js').Scale} scale @param {(height: number) => string} [text] */
export function legendOf({ signed, high }, text = figure) {
  const low = signed ? -high : 0;
  return html`<div class="legend" aria-hidden="true">
    <div class="bar ${signed ? 'signed' : 'unsigned'}"></div>
    <div class="ends">${[high, (high + low) / 2, low].map((height) => html`<span>${text(height)}</span>`)}</div>
  </div>`;
}
