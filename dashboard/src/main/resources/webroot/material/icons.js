/** The few signs that buttons carry, drawn in the colour of the text. */

import { svg, html } from 'lit';

/** @param {unknown} content */
const icon = (content) =>
  html`<svg width="16" height="16" viewBox="0 0 16 16" fill="currentColor" aria-hidden="true">${content}</svg>`;

export const icons = {
  first: icon(svg`<path d="M3 3h1.6v10H3zM13 3v10L5.6 8z"/>`),
  back: icon(svg`<path d="M8 3.4v9.2L1.6 8zM14.4 3.4v9.2L8 8z"/>`),
  forward: icon(svg`<path d="M8 3.4v9.2L14.4 8zM1.6 3.4v9.2L8 8z"/>`),
  play: icon(svg`<path d="M4.5 2.8v10.4L13 8z"/>`),
  pause: icon(svg`<path d="M4 3h2.8v10H4zM9.2 3H12v10H9.2z"/>`),
  backwards: icon(svg`<path d="M11.5 2.8v10.4L3 8z"/>`),
  loop: icon(
    svg`<path d="M4 6.2A4.4 4.4 0 0 1 12.2 7M12 9.8A4.4 4.4 0 0 1 3.8 9" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M14.2 6.2 12.3 9 10 6.6zM1.8 9.8 3.7 7 6 9.4z"/>`,
  ),
  from: icon(svg`<path d="M7 3H4v10h3" fill="none" stroke="currentColor" stroke-width="1.6"/><path d="M13 4.6v6.8L8.4 8z"/>`),
  to: icon(svg`<path d="M9 3h3v10H9" fill="none" stroke="currentColor" stroke-width="1.6"/><path d="M3 4.6v6.8L7.6 8z"/>`),
  goTo: icon(
    svg`<path d="M8 2.2v7.2M4.8 6.6 8 9.8l3.2-3.2" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M2 12.2h12" stroke="currentColor" stroke-width="1.5" stroke-dasharray="2 1.4"/>`,
  ),
  charts: icon(svg`<path d="M2.5 2.5v11h11" fill="none" stroke="currentColor" stroke-width="1.4"/><path d="m5 10 2.6-3.4 2.2 1.8L13 4" fill="none" stroke="currentColor" stroke-width="1.5"/>`),
  expand: icon(svg`<path d="M4 9.8 8 5.8l4 4" fill="none" stroke="currentColor" stroke-width="1.5"/>`),
  collapse: icon(svg`<path d="m4 6.2 4 4 4-4" fill="none" stroke="currentColor" stroke-width="1.5"/>`),
  zoomIn: icon(svg`<path d="M8 3.5v9M3.5 8h9" stroke="currentColor" stroke-width="1.5"/>`),
  zoomOut: icon(svg`<path d="M3.5 8h9" stroke="currentColor" stroke-width="1.5"/>`),
  down: icon(svg`<path d="M4.2 6.2 8 10l3.8-3.8" fill="none" stroke="currentColor" stroke-width="1.5"/>`),
  system: icon(
    svg`<circle cx="8" cy="8" r="5.6" fill="none" stroke="currentColor" stroke-width="1.4"/><path d="M8 2.4a5.6 5.6 0 0 1 0 11.2z"/>`,
  ),
  light: icon(
    svg`<circle cx="8" cy="8" r="2.8"/><path d="M8 1v2M8 13v2M1 8h2M13 8h2M3 3l1.4 1.4M11.6 11.6 13 13M13 3l-1.4 1.4M4.4 11.6 3 13" stroke="currentColor" stroke-width="1.4"/>`,
  ),
  dark: icon(svg`<path d="M13.4 9.8A5.8 5.8 0 0 1 6.2 2.6a5.8 5.8 0 1 0 7.2 7.2z"/>`),
  help: icon(
    svg`<path d="M5.6 6.2A2.4 2.4 0 0 1 8 3.8c1.4 0 2.4.9 2.4 2.1 0 1.7-2.3 1.8-2.3 3.5" fill="none" stroke="currentColor" stroke-width="1.5"/><circle cx="8.1" cy="12" r="1"/>`,
  ),
  freeze: icon(
    svg`<path d="M8 1.5v13M2.4 4.8l11.2 6.4M2.4 11.2l11.2-6.4M6.2 2.6 8 4.4l1.8-1.8M6.2 13.4 8 11.6l1.8 1.8" fill="none" stroke="currentColor" stroke-width="1.3"/>`,
  ),
  learn: icon(
    svg`<path d="M8 14V7.5M8 9.5C4.5 9.5 3 7.6 3 4.6c3.2 0 5 1.6 5 4.9zM8 7.5c0-2.8 1.6-4.6 5-4.6 0 3-1.6 4.6-5 4.6z" fill="none" stroke="currentColor" stroke-width="1.3"/>`,
  ),
  oneStep: icon(svg`<path d="M3 3v10l6-5zM10.6 3h1.8v10h-1.8z"/>`),
  steer: icon(
    svg`<path d="M2 4.5h12M2 11.5h12" stroke="currentColor" stroke-width="1.4"/><circle cx="6" cy="4.5" r="2"/><circle cx="10.5" cy="11.5" r="2"/>`,
  ),
  share: icon(
    svg`<path d="M6.6 9.4 4.9 11a2.3 2.3 0 0 1-3.2-3.2l2.5-2.5a2.3 2.3 0 0 1 3.2 0M9.4 6.6 11.1 5a2.3 2.3 0 0 1 3.2 3.2l-2.5 2.5a2.3 2.3 0 0 1-3.2 0M6.2 9.8l3.6-3.6" fill="none" stroke="currentColor" stroke-width="1.4"/>`,
  ),
  fineness: icon(
    svg`<path d="M2.6 12.4a6 6 0 1 1 10.8 0" fill="none" stroke="currentColor" stroke-width="1.4"/><path d="m8 10.6 2.6-4.4" stroke="currentColor" stroke-width="1.4"/><circle cx="8" cy="10.8" r="1.3"/>`,
  ),
  slanted: icon(svg`<path d="m8 3 6 3.4v4.2L8 14l-6-3.4V6.4zM2 6.4l6 3.2 6-3.2M8 9.6V14" fill="none" stroke="currentColor" stroke-width="1.3"/>`),
  top: icon(svg`<path d="M3 3h10v10H3zM3 8h10M8 3v10" fill="none" stroke="currentColor" stroke-width="1.3"/>`),
  front: icon(svg`<path d="M1.6 12.4h12.8M2 11c2.4 0 2.8-6.4 5-6.4s2 4 3.6 4S12.4 7 14 7" fill="none" stroke="currentColor" stroke-width="1.3"/>`),
  table: icon(svg`<path d="M2.6 3h10.8v10H2.6zM2.6 6.4h10.8M2.6 9.7h10.8M6.2 3v10" fill="none" stroke="currentColor" stroke-width="1.3"/>`),
  export: icon(
    svg`<path d="M8 2.5v7.2M4.8 6.8 8 10l3.2-3.2M2.8 10.5v2.7h10.4v-2.7" fill="none" stroke="currentColor" stroke-width="1.5"/>`,
  ),
  close: icon(svg`<path d="m4 4 8 8M12 4l-8 8" stroke="currentColor" stroke-width="1.5"/>`),
};
