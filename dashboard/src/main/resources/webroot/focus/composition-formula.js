/**
 * The formula of a neuron, with its numbers: in general, and at one point of the plane. What has been added at a stage stands out from what
 * is still to come. Every number is a `data` element whose value is the whole number.
 */

import { html, nothing } from 'lit';
import { figure } from '../material/format.js';

/** Probabilities of so many classes are written out, e to each z. */
const MOST_CLASSES = 3;

/**
 * @typedef {object} Written
 * @property {import('./composition-sum.js').Sum} sum
 * @property {string} activation
 * @property {number} at the point, its place among the heights
 * @property {number[]|null} classes z of all classes there, if it is a class and they are known
 * @property {(term: number) => 'done'|'now'|'due'} termState
 * @property {'done'|'now'|'due'} biasState
 * @property {'done'|'now'|'due'} bendState
 * @property {(term: import('./composition-sum.js').Term) => unknown} symbol
 */

/** @param {number} value @param {string} [id] */
export const number = (value, id) => html`<data value=${value} data-testid=${id ?? nothing}>${figure(value)}</data>`;

/** @param {Written} written */
export function generalFormula({ sum, activation, termState, biasState, bendState, symbol }) {
  return html`
    <span class="lead">z =</span>
    ${sum.terms.map(({ unit, weight }, i) => html`<span class="part ${termState(i)}">${sign(unit < 0 ? 1 : weight, i)}${unit < 0 ? nothing : html`${number(Math.abs(weight))}·`}${symbol(sum.terms[i])}</span>`)}
    <span class="part ${biasState}">${sign(sum.bias, 1)}${number(Math.abs(sum.bias))}</span>
    <span class="part ${bendState} behind">a = ${activation === 'softmax' ? html`e<sup>z</sup> ∕ Σ e<sup>z</sup>` : html`${activation}(z)`}</span>
  `;
}

/** @param {Written} written */
export function formulaAtPoint({ sum, activation, at, classes, termState, biasState, bendState }) {
  const [z, a] = [sum.z[at], sum.a[at]];
  return html`
    <span class="lead">z =</span>
    ${sum.terms.map(({ unit, weight, input }, i) => html`<span class="part ${termState(i)}" data-testid="formula-term">${sign(unit < 0 ? 1 : weight, i)}${unit < 0 ? nothing : html`${number(Math.abs(weight))}·`}${inBrackets(input[at])}</span>`)}
    <span class="part ${biasState}">${sign(sum.bias, 1)}${number(Math.abs(sum.bias))} = ${number(z, 'z')}</span>
    <span class="part ${bendState} behind">a = ${activation === 'softmax' ? softmaxOf(z, a, classes) : html`${activation}(${number(z)})`} = ${number(a, 'a')}</span>
  `;
}

/** @param {number} z @param {number} a @param {number[]|null} classes */
function softmaxOf(z, a, classes) {
  const power = html`e<sup>${number(z)}</sup>`;
  if (!classes || classes.length > MOST_CLASSES) return html`${power} ∕ ${number(Math.exp(z) / a)}`;
  return html`${power} ∕ (${classes.map((other, i) => html`${i ? ' + ' : nothing}e<sup>${number(other)}</sup>`)})`;
}

/** @param {number} value @param {number} i place in the sum; the first has no plus */
function sign(value, i) {
  if (figure(value).startsWith('−')) return i === 0 ? '−' : '− ';
  return i === 0 ? '' : '+ ';
}

/** @param {number} value */
const inBrackets = (value) => (value < 0 ? html`(${number(value)})` : number(value));
