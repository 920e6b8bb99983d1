/** How dialogs look. */

import { css } from 'lit';

export const dialogs = css`
  dialog {
    width: 440px;
    max-width: calc(100vw - 24px);
    max-height: calc(100dvh - 32px);
    padding: 20px 24px;
    border: 1px solid var(--hairline);
    border-radius: var(--radius);
    background: var(--panel);
    color: var(--ink);
    box-shadow: var(--popover-shadow);
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 35%);
  }
`;
