/** How the fields of forms look. */

import { css } from 'lit';

export const form = css`
  .field {
    display: grid;
    gap: 2px;
    align-content: start;
  }
  .field > span:not(.mistake),
  legend {
    padding: 0;
    font-size: var(--label);
    color: var(--quiet);
  }
  fieldset {
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  input:not([type='checkbox'], [type='radio'], [type='range'], [type='file']),
  select {
    width: 100%;
    min-width: 0;
    height: 28px;
    padding: 0 8px;
    border: 1px solid var(--control);
    border-radius: var(--radius);
    background: var(--paper);
  }
  input[aria-invalid='true'] {
    border-color: var(--bad);
  }
  input[type='checkbox'],
  input[type='radio'],
  input[type='range'] {
    accent-color: var(--accent);
  }
  .check {
    display: flex;
    align-items: center;
    gap: 6px;
    min-height: 24px;
  }
  .check input {
    margin: 0;
  }
  .mistake {
    font-size: var(--label);
    color: var(--bad);
  }
`;
