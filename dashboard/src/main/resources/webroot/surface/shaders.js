/** What the graphics card computes. `heights` holds a mesh in each layer; `toZ` and `toColour` scale and lift a height. */

import { LOOKS } from '../material/looks.js';

const HEAD = `#version 300 es
precision highp float;
precision highp sampler2DArray;
`;

const FIELD = `
uniform sampler2DArray heights;
uniform ivec2 size;
uniform int layer;
uniform int toneLayer;
float fieldAt(ivec2 p, int l) { return texelFetch(heights, ivec3(clamp(p, ivec2(0), size - 1), l), 0).r; }
float heightAt(ivec2 p) { return fieldAt(p, layer); }
float between(vec2 at, int l) {
  vec2 p = at * vec2(size - 1);
  ivec2 i = min(ivec2(p), size - 2);
  vec2 f = p - vec2(i);
  return mix(mix(fieldAt(i, l), fieldAt(i + ivec2(1, 0), l), f.x), mix(fieldAt(i + ivec2(0, 1), l), fieldAt(i + 1, l), f.x), f.y);
}
`;

const PALETTE = `
uniform sampler2D palette;
uniform vec2 toColour;
vec3 toned(float tone) { return texture(palette, vec2(clamp(tone * toColour.x + toColour.y, 0.002, 0.998), 0.5)).rgb; }
`;

/** `lines`: how many there are, where the heavy one is, and the contour. */
const LINES = `
uniform vec3 lines;
uniform vec3 ink;
uniform vec3 accent;
float line(float at, float width) { return 1.0 - smoothstep(width - 0.5, width + 0.5, abs(at)); }
vec3 isoLines(float height) {
  float slope = fwidth(height);
  if (slope < 1e-5) return vec3(0.0);
  float tenth = height * lines.x;
  float nearest = (fract(tenth + 0.5) - 0.5) / (slope * lines.x);
  float crowding = clamp(1.6 - slope * lines.x * 3.2, 0.0, 1.0);
  float inner = step(abs(floor(tenth + 0.5)), lines.x - 0.5);
  return vec3(line(nearest, 0.55) * crowding * inner, line((height - lines.y) / slope, 1.1), line((height - lines.z) / slope, 1.3));
}
`;

export const SURFACE = {
  vertex: `${HEAD}
uniform mat4 view;
uniform vec2 toZ;
out float height;
out float tone;
out vec3 normal;
${FIELD}
void main() {
  ivec2 p = ivec2(gl_VertexID % size.x, gl_VertexID / size.x);
  height = heightAt(p);
  tone = toneLayer == layer ? height : fieldAt(p, toneLayer);
  ivec2 low = max(p - 1, ivec2(0));
  ivec2 high = min(p + 1, size - 1);
  vec2 run = vec2(high - low) * 2.0 / vec2(size - 1);
  float dx = heightAt(ivec2(high.x, p.y)) - heightAt(ivec2(low.x, p.y));
  float dy = heightAt(ivec2(p.x, high.y)) - heightAt(ivec2(p.x, low.y));
  normal = vec3(-vec2(dx, dy) * toZ.x / run, 1.0);
  vec2 xy = vec2(p) / vec2(size - 1) * 2.0 - 1.0;
  gl_Position = view * vec4(xy, height * toZ.x + toZ.y, 1.0);
}`,
  fragment: `${HEAD}
uniform vec3 light;
uniform vec3 strength;
in float height;
in float tone;
in vec3 normal;
out vec4 colour;
${PALETTE}
${LINES}
void main() {
  vec3 n = normalize(normal) * (gl_FrontFacing ? 1.0 : -1.0);
  float lit = strength.x + strength.y * max(dot(n, light), 0.0) + strength.z * n.z;
  vec3 iso = isoLines(height);
  vec3 shaded = toned(tone) * (gl_FrontFacing ? lit : lit * 0.72);
  colour = vec4(mix(mix(shaded, ink, max(iso.x * 0.28, iso.y * 0.85)), accent, iso.z), 1.0);
}`,
};

export const FLOOR_PLATE = {
  vertex: `${HEAD}
uniform mat4 view;
uniform float floorZ;
out vec2 at;
void main() {
  at = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  gl_Position = view * vec4(at * 2.0 - 1.0, floorZ, 1.0);
}`,
  fragment: `${HEAD}
uniform vec3 panel;
in vec2 at;
out vec4 colour;
${FIELD}
${PALETTE}
${LINES}
void main() {
  vec2 edge = min(at, 1.0 - at) / fwidth(at);
  float rim = 1.0 - smoothstep(0.5, 1.5, min(edge.x, edge.y));
  float height = between(at, layer);
  vec3 iso = isoLines(height);
  vec3 tint = mix(panel, toned(toneLayer == layer ? height : between(at, toneLayer)), 0.3);
  colour = vec4(mix(mix(tint, ink, max(iso.y * 0.7, rim * 0.3)), accent, iso.z), 1.0);
}`,
};

/** A translucent plane with an outline. */
export const PANE = {
  vertex: `${HEAD}
uniform mat4 view;
uniform float z;
out vec2 at;
void main() {
  at = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  gl_Position = view * vec4(at * 2.0 - 1.0, z, 1.0);
}`,
  fragment: `${HEAD}
uniform vec3 tint;
uniform vec2 opacity;
in vec2 at;
out vec4 colour;
void main() {
  vec2 edge = min(at, 1.0 - at) / fwidth(at);
  float rim = 1.0 - smoothstep(0.6, 1.6, min(edge.x, edge.y));
  float alpha = max(opacity.x, rim * opacity.y);
  colour = vec4(tint * alpha, alpha);
}`,
};

/** A polyline on the floor: four corners of each piece, mitred with the pieces before and after it. */
export const LINE = {
  vertex: `${HEAD}
uniform mat4 view;
uniform float floorZ;
uniform vec2 viewport;
uniform float radius;
layout(location = 0) in vec2 before;
layout(location = 1) in vec2 from;
layout(location = 2) in vec2 to;
layout(location = 3) in vec2 after;
out float across;
vec4 placed(vec2 p) { return view * vec4(p, floorZ, 1.0); }
vec2 pixels(vec4 clip) { return clip.xy / clip.w * viewport * 0.5; }
vec2 along(vec2 a, vec2 b) { vec2 d = b - a; float l = length(d); return l < 1e-4 ? vec2(0.0) : d / l; }
void main() {
  bool second = gl_VertexID > 1;
  vec4 clip = placed(second ? to : from);
  vec2 here = pixels(clip);
  vec2 piece = along(pixels(placed(from)), pixels(placed(to)));
  vec2 neighbour = second ? along(here, pixels(placed(after))) : along(pixels(placed(before)), here);
  vec2 bisector = normalize(piece + (dot(neighbour, neighbour) < 0.5 ? piece : neighbour) + 1e-5);
  vec2 normal = vec2(-bisector.y, bisector.x);
  float side = (gl_VertexID & 1) == 0 ? -1.0 : 1.0;
  float reach = radius + 1.0;
  float mitre = min(3.0, 1.0 / max(0.3, abs(dot(normal, vec2(-piece.y, piece.x)))));
  across = side * reach;
  clip.xy += normal * side * reach * mitre / (viewport * 0.5) * clip.w;
  gl_Position = clip;
}`,
  fragment: `${HEAD}
uniform vec4 tint;
uniform float radius;
in float across;
out vec4 colour;
void main() { colour = tint * clamp(radius + 0.5 - abs(across), 0.0, 1.0); }`,
};

/** Examples: on the floor, or on the surface, `nearer` to the eye than their place. */
export const MARK = {
  vertex: `${HEAD}
uniform mat4 view;
uniform float pixels;
uniform float nearer;
layout(location = 0) in vec3 place;
layout(location = 1) in vec2 look;
out float cell;
out float opacity;
void main() {
  gl_Position = view * vec4(place, 1.0);
  // Its depth is that of a point nearer to the eye at the same pixel.
  float depth = gl_Position.w - nearer;
  float slope = dot(vec3(view[0].z, view[1].z, view[2].z), vec3(view[0].w, view[1].w, view[2].w));
  gl_Position.z = (gl_Position.z - slope * nearer) / depth * gl_Position.w;
  gl_PointSize = pixels;
  cell = look.x;
  opacity = look.y;
}`,
  fragment: `${HEAD}
uniform sampler2D marks;
in float cell;
in float opacity;
out vec4 colour;
void main() { colour = texture(marks, vec2((cell + gl_PointCoord.x) / ${2 * LOOKS}.0, gl_PointCoord.y)) * opacity; }`,
};

/** From every example on the surface down to the floor, in the colour of its class. */
export const STEM = {
  vertex: `${HEAD}
uniform mat4 view;
uniform float floorZ;
layout(location = 0) in vec3 place;
layout(location = 1) in vec2 look;
out float cell;
out float opacity;
void main() {
  gl_Position = view * vec4(place.xy, gl_VertexID == 0 ? floorZ : place.z, 1.0);
  cell = look.x;
  opacity = look.y;
}`,
  fragment: `${HEAD}
uniform vec3 classes[8];
uniform float strength;
in float cell;
in float opacity;
out vec4 colour;
void main() {
  float alpha = strength * opacity;
  colour = vec4(classes[int(cell + 0.5) / 2 % 8] * alpha, alpha);
}`,
};
