/**
 * The stages in which a neuron's landscape is made, and what is seen at a place between two of them. Place 0 is the first stage, the
 * inputs as they are; from place k − 1 to k what is seen turns into stage k.
 *
 * @typedef {{kind: 'inputs'|'weights'|'term'|'bias'|'bend'|'result', term: number}} Stage `term`: which of the terms it adds, else −1
 *
 * @typedef {object} Scales
 * @property {import('../surface/scale.js').Scale} inputs of what comes in
 * @property {import('../surface/scale.js').Scale} terms of what each contributes
 * @property {import('../surface/scale.js').Scale} sums of the running sum and the pre-activation
 * @property {import('../surface/scale.js').Scale} result of the activation
 */

import { coarsen } from '../surface/mesh.js';
import { scaleFor } from '../surface/scale.js';
import { nonLinearityOf } from './non-linearity.js';
import { rangeOf } from './composition-sum.js';

/** Points along a side of the small pictures. */
const SMALL_POINTS = 25;

/** @param {number} terms @returns {Stage[]} */
export function stagesOf(terms) {
  return [
    { kind: 'inputs', term: -1 },
    { kind: 'weights', term: -1 },
    ...Array.from({ length: terms }, (_, term) => ({ kind: /** @type {const} */ ('term'), term })),
    { kind: 'bias', term: -1 },
    { kind: 'bend', term: -1 },
    { kind: 'result', term: -1 },
  ];
}

/** The stage that a place belongs to. @param {number} place */
export const stageAt = (place) => Math.ceil(place - 1e-6);

/** How much of a stage has happened, 0 to 1. @param {number} place @param {number} stage */
export const done = (place, stage) => Math.max(0, Math.min(1, place - stage + 1));

/** @param {import('./composition-sum.js').Sum} sum @param {import('../surface/scale.js').Scale} result @param {Scales|null} last @returns {Scales} */
export function scalesOf({ terms, sums, z }, result, last) {
  const single = terms.filter(({ unit }) => unit >= 0);
  return {
    inputs: scaleFor(reachOf(single.map(({ input }) => input)), last?.inputs),
    terms: scaleFor(reachOf(terms.map(({ contribution }) => contribution)), last?.terms),
    sums: scaleFor(reachOf([...sums, z]), last?.sums),
    result,
  };
}

/**
 * What is seen at a place: small pictures `term 0`, `term 1`…, and large ones `sum`, `z`, `a`, which are whole until their stage begins.
 *
 * @param {import('./composition-sum.js').Sum} sum @param {Scales} scales @param {string} activation @param {number} place @param {import('../surface/scene.js').Spot} probe
 * @returns {import('../surface/scene.js').Picture[]}
 */
export function picturesAt(sum, scales, activation, place, probe) {
  const shown = { spots: [probe], standing: true };
  const weighed = done(place, 1);
  const pictures = sum.terms.map(({ unit, input, contribution }, i) => {
    const scale = unit < 0 ? scales.terms : zoomed(scales.inputs, scales.terms, weighed);
    const mesh = coarsen(meshOf(sum, between(input, contribution, weighed), scale), SMALL_POINTS);
    return { key: `term ${i}`, mesh, scale, ...shown };
  });
  const biasStage = 2 + sum.terms.length;
  const isLifted = place > biasStage - 1;
  const isBent = place > biasStage;
  const z = isLifted ? between(sum.sums[sum.terms.length], sum.z, done(place, biasStage)) : sum.z;
  const a = isBent ? between(sum.z, sum.a, done(place, biasStage + 1)) : sum.a;
  const scale = isBent ? zoomed(scales.sums, scales.result, done(place, biasStage + 2)) : scales.result;
  const planes = (/** @type {import('../surface/scale.js').Scale} */ of) =>
    isBent ? { limits: planesIn(of, activation) } : {};
  pictures.push(
    { key: 'sum', mesh: meshOf(sum, sumAt(sum, place), scales.sums), scale: scales.sums, ...shown },
    { key: 'z', mesh: meshOf(sum, z, scales.sums), scale: scales.sums, ...shown, ...planes(scales.sums) },
    { key: 'a', mesh: meshOf(sum, a, scale), scale, ...shown, ...planes(scale) },
  );
  return pictures;
}

/** The running sum, the term of the place's stage as far as it is added. @param {import('./composition-sum.js').Sum} sum @param {number} place */
export function sumAt({ sums, terms }, place) {
  const added = Math.max(0, Math.min(terms.length, place - 1));
  const before = Math.floor(added);
  return before === terms.length ? sums[before] : between(sums[before], sums[before + 1], added - before);
}

/** @param {Float32Array} from @param {Float32Array} to @param {number} share */
function between(from, to, share) {
  if (share === 0) return from;
  return share === 1 ? to : from.map((height, i) => height + (to[i] - height) * share);
}

/** Zooms from one scale to another. @param {import('../surface/scale.js').Scale} from @param {import('../surface/scale.js').Scale} to @param {number} share */
function zoomed(from, to, share) {
  if (share === 1) return to;
  return share === 0 ? from : { ...from, high: from.high ** (1 - share) * to.high ** share };
}

/** What the non-linearity crops at, as far as it lies within the scale. @param {import('../surface/scale.js').Scale} scale @param {string} activation */
function planesIn({ high, signed }, activation) {
  const shares = nonLinearityOf(activation).limits.map((limit) => limit / high);
  return shares.filter((share) => Math.abs(share) < 1.1 && (signed || share >= 0));
}

/** @param {import('./composition-sum.js').Sum} sum @param {Float32Array} heights @param {import('../surface/scale.js').Scale} scale @returns {import('../surface/mesh.js').Mesh} */
function meshOf({ columns, rows }, heights, { high }) {
  return { columns, rows, heights: heights.map((height) => height / high) };
}

/** @param {Float32Array[]} surfaces */
function reachOf(surfaces) {
  return surfaces.map(rangeOf).reduce((reach, { low, high }) => Math.max(reach, Math.abs(low), Math.abs(high)), 0);
}
