/** The look of what stands above the track. */

import { css } from 'lit';

export const bubble = css`
  .bubble {
    position: absolute;
    bottom: calc(100% + 2px);
    max-width: min(420px, calc(100vw - 24px));
    padding: 3px 8px;
    border: 1px solid var(--hairline);
    border-radius: var(--radius);
    background: var(--panel);
    box-shadow: var(--popover-shadow);
    font-size: var(--label);
    pointer-events: none;
    z-index: 3;
  }
`;
