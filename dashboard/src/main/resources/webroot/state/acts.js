/** What the page asks Carve to do: make models, steer them, feed them. Only parts of the page that act load it. */

import { ask, json } from './api.js';

/** @param {string} name */
const part = (name) => encodeURIComponent(name);

/** @param {unknown} body @returns {RequestInit} */
const post = (body) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** @param {string} spec @returns {RequestInit} */
const yaml = (spec) => ({ method: 'POST', headers: { 'content-type': 'application/yaml' }, body: spec });

/** Creates a model. @param {string} spec YAML */
export const createModel = (spec) => json('/api/models', yaml(spec));

/** Has a command carried out; the answer is the event that says so. @param {string} model @param {{type: string, learningRate?: number, steps?: number}} command */
export const command = (model, command) => json(`/api/models/${part(model)}/commands`, post(command));

/** Gives a model examples to learn from. @param {string} model @param {string} lines one JSON object a line */
export const sendExamples = (model, lines) =>
  json(`/api/models/${part(model)}/examples`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body: lines,
  });

/**
 * A stream that a demo feeds to a model; a rate of 0 is a pause.
 *
 * @typedef {{model: string, stream: string, minibatchesPerSecond: number, noise: number, seed: number, running: boolean}} Stream
 */

/** The streams that are fed, and those that could be. @returns {Promise<{streams: Stream[], available: any[]}>} */
export const fetchStreams = () => json('/api/streams');

/** Feeds a stream to a model, from its beginning. @param {{model: string, stream: string, minibatchesPerSecond: number, noise: number, seed: number}} stream @returns {Promise<Stream>} */
export const startStream = (stream) => json('/api/streams', post(stream));

/** @param {string} model @param {number} minibatchesPerSecond @returns {Promise<Stream>} */
export const setStreamRate = (model, minibatchesPerSecond) =>
  json(`/api/streams/${part(model)}`, { ...post({ minibatchesPerSecond }), method: 'PUT' });

/** Feeds a model no more. @param {string} model */
export const stopStream = (model) => ask(`/api/streams/${part(model)}`, { method: 'DELETE' });

/** What is wrong with a spec, nothing if it is right. @param {string} spec YAML @returns {Promise<{line: number, text: string}[]>} */
export const checkSpec = async (spec) => (await json('/api/specs/check', yaml(spec))).mistakes ?? [];

/** Makes a model that goes on from a step of another. @param {string} model @param {{run: string, step: number, name: string, learningRate: number}} fork */
export const forkModel = (model, fork) => json(`/api/models/${part(model)}/fork`, post(fork));
