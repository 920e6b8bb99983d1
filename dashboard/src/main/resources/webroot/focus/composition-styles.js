/** How the composition is laid out: on wide screens all at once, on narrow ones the picture that its stage is about. */

import { css } from 'lit';

export const composition = css`
  :host {
    display: grid;
    grid-template: auto auto minmax(288px, 1fr) auto / minmax(0, 1fr) 208px;
    gap: 8px 24px;
    min-height: 0;
  }
  .head {
    order: -2;
    grid-column: 1 / -1;
    display: flex;
    gap: 16px;
    align-items: center;
    justify-content: space-between;
    min-height: 44px;
  }
  .sentence {
    font-size: var(--emphasis);
    text-wrap: pretty;
  }
  .controls {
    display: flex;
    flex: none;
    gap: 4px;
  }
  .stage {
    display: grid;
    grid-template-rows: minmax(108px, 4fr) minmax(172px, 8fr);
    gap: 8px;
    height: 100%;
  }
  .terms {
    display: grid;
    grid-template-columns: repeat(var(--terms), minmax(0, clamp(168px, 10vw, 260px)));
    justify-content: center;
    gap: 0 8px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .terms li,
  figure {
    position: relative;
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
    margin: 0;
  }
  .terms li {
    border-radius: var(--radius);
    border: 1px solid transparent;
    padding: 2px 0 4px;
  }
  .terms li + li::before,
  figure + figure::before {
    content: '+';
    position: absolute;
    left: -9px;
    top: calc(50% - 32px);
    color: var(--quiet);
  }
  figure + figure::before {
    content: '→';
    left: -15px;
  }
  .terms li.now {
    border-color: var(--accent);
  }
  .picture {
    flex: 1;
    min-height: 48px;
    border-radius: var(--radius);
  }
  .due .picture {
    background: color-mix(in srgb, var(--panel) 60%, transparent);
  }
  figure.due .picture {
    background: color-mix(in srgb, var(--panel) 82%, transparent);
  }
  .caption {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    align-items: baseline;
    gap: 0 3px;
    font-size: var(--label);
    line-height: 16px;
    white-space: nowrap;
  }
  .caption .size {
    flex-basis: 100%;
    height: 4px;
    margin: 1px 0 2px;
    display: flex;
    justify-content: center;
  }
  .size i {
    border-radius: 2px;
    background: var(--above);
  }
  .size i.negative {
    background: var(--below);
  }
  .name {
    min-height: 24px;
    margin: -4px 0;
    padding: 0 2px;
    color: var(--accent);
    pointer-events: auto;
  }
  .name:hover {
    text-decoration: underline;
  }
  .main {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    gap: 0 16px;
    min-height: 0;
  }
  figcaption {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 8px;
    align-content: start;
    min-height: 44px;
    padding-top: 4px;
    border-top: 2px solid var(--hairline);
    font-size: var(--label);
  }
  figcaption b {
    font-size: var(--body);
  }
  figcaption .caption {
    flex-wrap: nowrap;
    flex-basis: 100%;
    justify-content: start;
    overflow: hidden;
  }
  .now figcaption {
    border-color: var(--accent);
  }
  .due figcaption {
    color: var(--quiet);
  }
  aside {
    display: flex;
    flex-direction: column;
    gap: 4px;
    min-height: 0;
    overflow: auto;
    padding: 2px;
  }
  h3 {
    font-size: var(--label);
    color: var(--quiet);
  }
  svg.plot {
    flex: none;
    width: 100%;
    overflow: visible;
  }
  .bar {
    fill: var(--control);
    opacity: 0.45;
  }
  .curve {
    fill: none;
    stroke: var(--ink);
    stroke-width: 1.75;
  }
  .limit {
    stroke: var(--control);
    stroke-dasharray: 3 3;
  }
  .axis {
    stroke: var(--hairline);
  }
  .stem {
    fill: none;
    stroke: var(--accent);
    stroke-width: 1;
  }
  .dot {
    fill: var(--accent);
  }
  text {
    font-size: 11px;
    fill: var(--quiet);
  }
  .scrubber {
    order: -1;
    grid-column: 1 / -1;
    --half: calc(50% / var(--stages));
  }
  .scrubber input {
    display: block;
    width: calc(100% - 2 * var(--half) + 16px);
    height: 24px;
    margin: 0 calc(var(--half) - 8px);
    accent-color: var(--accent);
  }
  .ticks {
    display: grid;
    grid-template-columns: repeat(var(--stages), minmax(0, 1fr));
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .ticks button {
    width: 100%;
    height: 24px;
    font-size: var(--label);
    color: var(--quiet);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .ticks button:hover {
    background: var(--hover);
  }
  .ticks button[aria-current] {
    color: var(--ink);
    font-weight: 600;
  }
  .formula {
    grid-column: 1 / -1;
    display: grid;
    grid-template-columns: 52px minmax(0, 1fr);
    gap: 2px 8px;
    align-items: baseline;
    padding-top: 8px;
    border-top: 1px solid var(--hairline);
  }
  .formula p {
    display: flex;
    flex-wrap: wrap;
    gap: 0 6px;
  }
  .formula .quiet {
    font-size: var(--label);
  }
  .part {
    white-space: nowrap;
  }
  .part.due {
    color: var(--quiet);
  }
  .part.now {
    color: var(--accent);
    font-weight: 600;
  }
  .behind {
    margin-left: 16px;
  }
  sub,
  sup {
    line-height: 0;
    font-size: 0.8em;
  }
  .state {
    grid-column: 1 / -1;
    align-self: center;
    justify-self: center;
  }
  @media (max-height: 800px) {
    :host {
      grid-template-columns: minmax(0, 1fr) 152px;
    }
  }
  @media (max-width: 1099px) {
    :host {
      grid-template: none / minmax(0, 1fr);
    }
    .stage {
      grid-template-rows: auto;
      height: auto;
    }
    .terms {
      grid-template-columns: repeat(auto-fill, minmax(112px, 1fr));
      gap: 4px;
    }
    .terms .picture {
      min-height: 96px;
    }
    .main .picture {
      min-height: 240px;
    }
    aside {
      display: grid;
      grid-template-columns: repeat(2, minmax(0, 208px));
      gap: 8px 24px;
      overflow: visible;
    }
    aside h3 {
      grid-column: 1 / -1;
    }
  }
  @media (max-width: 699px) {
    .head {
      flex-direction: column;
      align-items: flex-start;
      gap: 4px;
    }
    .scrubber {
      --half: 8px;
    }
    .ticks {
      display: none;
    }
    .stage {
      display: flex;
      flex-direction: column;
    }
    .main {
      order: -1;
      display: block;
    }
    .main figure:not(.shown) {
      display: none;
    }
    figure + figure::before {
      content: none;
    }
    .formula {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
