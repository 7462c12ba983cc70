/**
 * Draws the two icons of the Teams app: `npx --no-install node scripts/icons.ts`.
 * The mark is a speech bubble with an N whose stroke leads from the one who asks to the one who answers.
 */
import { writeFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';

type Point = readonly [x: number, y: number];
type Rgb = readonly [red: number, green: number, blue: number];
/** Distance in pixels from a point to the edge of a shape; negative inside. */
type Shape = (x: number, y: number) => number;
type Layer = { shape: Shape; colour: (x: number, y: number) => Rgb };
type Picture = { size: number; rgba: Buffer };

const white: Rgb = [255, 255, 255];
const accent: Rgb = [0x5b, 0x5f, 0xc7];
const accentLight: Rgb = [0x75, 0x79, 0xeb];
const accentDark: Rgb = [0x44, 0x47, 0x91];
const amber: Rgb = [0xff, 0xb0, 0x3a];

/** The colour icon, 192 × 192 pixels, full bleed (Teams rounds the corners itself). Returns a PNG file. */
export function drawColourIcon(): Buffer {
  const [asker, , , expert] = colourStroke;
  return png(
    paint(192, [
      { shape: everywhere, colour: (x, y) => mix(accentLight, accentDark, (x + y) / 384) },
      { shape: bubble([96, 96], [60, 57], 55, 11), colour: () => white },
      { shape: polyline(colourStroke, 14), colour: () => accent },
      { shape: disc(asker, 14), colour: () => accent },
      { shape: disc(expert, 15), colour: () => amber },
    ]),
  );
}

/** The outline icon, 32 × 32 pixels: every pixel is white, only its opacity differs. Returns a PNG file. */
export function drawOutlineIcon(): Buffer {
  const [asker, , , expert] = outlineStroke;
  const shapes = [outlineOf(bubble([16, 16], [14, 13], 12.5, 2.5), 2), polyline(outlineStroke, 2), disc(asker, 2.5), disc(expert, 2.5)];
  return png(
    paint(
      32,
      shapes.map((shape) => ({ shape, colour: () => white })),
    ),
  );
}

const colourStroke: readonly [Point, Point, Point, Point] = [
  [72, 118],
  [72, 76],
  [120, 118],
  [120, 74],
];
const outlineStroke: readonly [Point, Point, Point, Point] = [
  [11, 21],
  [11, 11],
  [21, 21],
  [21, 11],
];

const everywhere: Shape = () => Number.NEGATIVE_INFINITY;

function disc([cx, cy]: Point, radius: number): Shape {
  return (x, y) => length(x - cx, y - cy) - radius;
}

/** A rounded box whose lower left corner is nearly sharp: the tail of the bubble. */
function bubble([cx, cy]: Point, [halfWidth, halfHeight]: Point, radius: number, tailRadius: number): Shape {
  return (x, y) => {
    const corner = x < cx && y > cy ? tailRadius : radius;
    const dx = Math.abs(x - cx) - halfWidth + corner;
    const dy = Math.abs(y - cy) - halfHeight + corner;
    return Math.min(Math.max(dx, dy), 0) + length(Math.max(dx, 0), Math.max(dy, 0)) - corner;
  };
}

function outlineOf(shape: Shape, width: number): Shape {
  return (x, y) => Math.abs(shape(x, y) + width / 2) - width / 2;
}

function polyline(points: readonly Point[], width: number): Shape {
  const segments = points.slice(1).map((to, index) => segment(points[index] as Point, to));
  return (x, y) => Math.min(...segments.map((distance) => distance(x, y))) - width / 2;
}

function segment([ax, ay]: Point, [bx, by]: Point): Shape {
  const [dx, dy] = [bx - ax, by - ay];
  return (x, y) => {
    const along = clamp(((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy));
    return length(x - ax - along * dx, y - ay - along * dy);
  };
}

function length(x: number, y: number): number {
  return Math.sqrt(x * x + y * y);
}

function clamp(value: number): number {
  return Math.min(Math.max(value, 0), 1);
}

function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const channel = (index: 0 | 1 | 2) => from[index] * (1 - share) + to[index] * share;
  return [channel(0), channel(1), channel(2)];
}

/** Lays the layers over transparent white; a pixel's share of a shape is read off the distance of its centre to the edge. */
function paint(size: number, layers: readonly Layer[]): Picture {
  const rgba = Buffer.alloc(size * size * 4);
  for (let pixel = 0; pixel < size * size; pixel++) {
    const [x, y] = [(pixel % size) + 0.5, Math.floor(pixel / size) + 0.5];
    let [colour, opacity]: [Rgb, number] = [white, 0];
    for (const layer of layers) {
      const share = clamp(0.5 - layer.shape(x, y));
      const total = share + opacity * (1 - share);
      if (total > 0) [colour, opacity] = [mix(colour, layer.colour(x, y), share / total), total];
    }
    rgba.set([...colour, opacity * 255].map(Math.round), pixel * 4);
  }
  return { size, rgba };
}

/** PNG (ISO/IEC 15948): 8 bits a channel, RGBA, no filter. */
function png({ size, rgba }: Picture): Buffer {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 6, 0, 0, 0]);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  const rows = Array.from({ length: size }, (_, row) => [Buffer.of(0), rgba.subarray(row * size * 4, (row + 1) * size * 4)]);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows.flat()), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

if (import.meta.main) {
  writeFileSync(new URL('../appPackage/color.png', import.meta.url), drawColourIcon());
  writeFileSync(new URL('../appPackage/outline.png', import.meta.url), drawOutlineIcon());
}
