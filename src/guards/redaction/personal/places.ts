// Places on the map as data have them: `lat=…&lon=…`, `{"lat": …, "lng": …}`, `"coordinates": […, …]` of GeoJSON.
import type { View } from '../view';

/** Four decimals are some ten metres: fewer name a town, and are nobody's home. */
const DEGREES = '[-+]?\\d{1,3}\\.\\d{4,15}(?![\\d.])';
const LATITUDE = '(?:lat|latitude)';
const LONGITUDE = '(?:lon|lng|long|longitude)';
const OTHER = `["']?\\s{0,4}[,;&]?\\s{0,16}["']?(?:${LATITUDE}|${LONGITUDE})["']?\\s?[:=]\\s?["']?`;
const PAIR = new RegExp(`["']?\\s?[:=]\\s?["']?(${DEGREES})(${OTHER})(${DEGREES})`, 'iuy');
const POINT = new RegExp(`["']?\\s?[:=]\\s?\\[\\s{0,20}(${DEGREES},\\s{0,20}${DEGREES})\\s{0,20}\\]`, 'uy');
const REACH = 120;

/** Words for one coordinate, each with its largest value; the other one follows. */
export const COORDINATE_LABELS = new Map([
  ['lat', 90],
  ['latitude', 90],
  ['lon', 180],
  ['lng', 180],
  ['longitude', 180],
]);

/** A latitude and a longitude, each behind its name; the first name stands at `start`–`end`. */
export function findCoordinates(view: View, largest: number, start: number, end: number): void {
  const { text } = view;
  if (/[\p{L}\p{N}]/u.test(text.charAt(start - 1)) || !/^["']?\s?(?:[:=]|$)/u.test(text.slice(end, end + 3))) return;
  if (!view.knows(end + REACH, end)) return;
  PAIR.lastIndex = end;
  const match = PAIR.exec(text);
  const [whole, first, between, second] = match ?? [];
  if (whole === undefined || first === undefined || between === undefined || second === undefined) return;
  if (Math.abs(Number(first)) > largest || Math.abs(Number(second)) > 180) return;
  const at = end + whole.length - second.length;
  view.add(at - between.length - first.length, at - between.length, 'GPS', 56);
  view.add(at, at + second.length, 'GPS', 56);
}

/** The one point of a GeoJSON geometry, after `coordinates`, which ends at `end`. */
export function findPoint(view: View, end: number): void {
  const { text } = view;
  if (!/^["']?\s?(?:[:=]|$)/u.test(text.slice(end, end + 3)) || !view.knows(end + REACH, end)) return;
  POINT.lastIndex = end;
  const match = POINT.exec(text);
  const point = match?.[1];
  if (match === null || point === undefined) return;
  const at = end + match[0].indexOf(point);
  view.add(at, at + point.length, 'GPS', 56);
}
