/** How the wall looks: tiles and their words lie above one canvas. */

import { css } from 'lit';

export const wallStyles = css`
  :host {
    position: relative;
    min-height: 0;
    overflow: auto;
    overscroll-behavior-x: contain;
  }
  .content {
    position: relative;
  }
  canvas {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    pointer-events: none;
  }
  .tile {
    position: absolute;
    border-radius: 4px;
    z-index: 1;
  }
  .tile:focus-visible {
    outline-offset: 3px;
  }
  .blamed {
    outline: calc(1px + 7px * var(--share)) solid var(--accent);
    outline-offset: 1px;
  }
  .veil {
    position: absolute;
    z-index: 3;
    pointer-events: none;
    background: color-mix(in srgb, var(--paper) 68%, transparent);
  }
  .title {
    position: absolute;
    top: 8px;
    font-size: var(--label);
    color: var(--quiet);
    white-space: nowrap;
    transform: translateX(-50%);
  }
  .note {
    position: absolute;
    font-size: var(--label);
    color: var(--quiet);
    white-space: nowrap;
    transform: translateX(-50%);
    display: flex;
    align-items: center;
  }
  .name {
    position: absolute;
    display: grid;
    place-items: center;
    text-align: center;
    overflow: hidden;
    font-size: var(--label);
    line-height: 1.15;
    pointer-events: none;
    z-index: 2;
  }
  .input {
    position: absolute;
    pointer-events: none;
  }
  .tag {
    position: absolute;
    z-index: 2;
    pointer-events: none;
    padding: 0 5px;
    border-radius: 4px;
    background: color-mix(in srgb, var(--panel) 86%, transparent);
    font-size: var(--label);
    line-height: 16px;
    white-space: nowrap;
    max-width: 120px;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .bare {
    padding: 0 2px;
    text-overflow: clip;
  }
  .foot {
    position: absolute;
    right: 12px;
    bottom: 12px;
    z-index: 3;
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 8px;
    max-width: calc(100% - 24px);
  }
  .modes {
    display: flex;
    border: 1px solid var(--hairline);
    border-radius: var(--radius);
    background: var(--panel);
    font-size: var(--label);
  }
  .modes button {
    height: 24px;
    padding: 0 8px;
    color: var(--quiet);
  }
  .modes [aria-pressed='true'] {
    color: var(--ink);
    background: var(--hover);
  }
  .hint {
    position: absolute;
    z-index: 4;
    pointer-events: none;
    padding: 4px 8px;
    border: 1px solid var(--hairline);
    border-radius: var(--radius);
    background: var(--panel);
    box-shadow: var(--popover-shadow);
    font-size: var(--label);
    white-space: nowrap;
    transform: translateX(-50%);
  }
`;
