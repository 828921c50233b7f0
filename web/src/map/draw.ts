import { colour } from '../design/theme';
import { progress, type DrawnTruck } from '../live/fleet';
import { project, scaleBar, type View } from './projection';

export interface Stop {
  lat: number;
  lon: number;
  name: string;
}

export interface Road {
  name: string;
  stops: Stop[];
}

export interface TracePoint {
  lat: number;
  lon: number;
  /** A name of a colour of the design system. */
  tone: string;
}

export interface MapColours {
  ground: string;
  grid: string;
  road: string;
  roadEdge: string;
  town: string;
  text: string;
  faint: string;
  truck: string;
  resting: string;
  alarm: string;
  outline: string;
  font: string;
}

export function readColours(): MapColours {
  return {
    ground: colour('surface-2'),
    grid: colour('line'),
    road: colour('surface'),
    roadEdge: colour('line-strong'),
    town: colour('ink-2'),
    text: colour('ink'),
    faint: colour('ink-3'),
    truck: colour('accent'),
    resting: colour('series-7'),
    alarm: colour('bad'),
    outline: colour('surface'),
    font: getComputedStyle(document.body).fontFamily,
  };
}

/** What stands still: ground, degrees, roads, towns, scale. Drawn again only when the view or the theme changes. */
export function drawGround(g: CanvasRenderingContext2D, view: View, roads: Road[], trace: TracePoint[], c: MapColours): void {
  g.fillStyle = c.ground;
  g.fillRect(0, 0, view.width, view.height);
  drawDegrees(g, view, c);
  for (const [width, tone] of [
    [7, c.roadEdge],
    [4.5, c.road],
  ] as const) {
    g.strokeStyle = tone;
    g.lineWidth = width;
    g.lineJoin = 'round';
    g.lineCap = 'round';
    for (const road of roads) {
      g.beginPath();
      for (const [i, stop] of road.stops.entries()) {
        const at = project(view, stop.lat, stop.lon);
        if (i === 0) g.moveTo(at.x, at.y);
        else g.lineTo(at.x, at.y);
      }
      g.stroke();
    }
  }
  drawTrace(g, view, trace);
  drawTowns(g, view, roads, c);
  drawScale(g, view, c);
}

function drawDegrees(g: CanvasRenderingContext2D, view: View, c: MapColours): void {
  const step = [0.1, 0.25, 0.5, 1, 2, 5, 10].find((each) => each * view.scale >= 90) ?? 10;
  g.strokeStyle = c.grid;
  g.fillStyle = c.faint;
  g.lineWidth = 1;
  g.font = `10px ${c.font}`;
  const tall = view.height / view.scale / 2;
  const wide = view.width / view.scale / 2 / Math.cos((view.lat * Math.PI) / 180);
  g.beginPath();
  for (let lat = Math.ceil((view.lat - tall) / step) * step; lat <= view.lat + tall; lat += step) {
    const y = Math.round(project(view, lat, view.lon).y) + 0.5;
    g.moveTo(0, y);
    g.lineTo(view.width, y);
    g.fillText(degrees(lat, 'N', 'S'), 6, y - 4);
  }
  for (let lon = Math.ceil((view.lon - wide) / step) * step; lon <= view.lon + wide; lon += step) {
    const x = Math.round(project(view, view.lat, lon).x) + 0.5;
    g.moveTo(x, 0);
    g.lineTo(x, view.height);
    g.fillText(degrees(lon, 'E', 'W'), x + 4, 12);
  }
  g.stroke();
}

function degrees(value: number, plus: string, minus: string): string {
  return `${Math.abs(Math.round(value * 100) / 100)}° ${value < 0 ? minus : plus}`;
}

function drawTrace(g: CanvasRenderingContext2D, view: View, trace: TracePoint[]): void {
  g.lineWidth = 3;
  let tone = '';
  trace.forEach((point, i) => {
    const before = trace[i - 1];
    if (!before) return;
    if (point.tone !== tone) g.strokeStyle = colour((tone = point.tone));
    const a = project(view, before.lat, before.lon);
    const b = project(view, point.lat, point.lon);
    g.beginPath();
    g.moveTo(a.x, a.y);
    g.lineTo(b.x, b.y);
    g.stroke();
  });
}

/** Names only where there is room; ends of roads first. */
function drawTowns(g: CanvasRenderingContext2D, view: View, roads: Road[], c: MapColours): void {
  const ends = roads.flatMap((road) => [road.stops[0], road.stops.at(-1)]);
  const all = [...ends, ...roads.flatMap((road) => road.stops)].filter((stop): stop is Stop => stop !== undefined);
  const seen = new Set<string>();
  const taken: { x: number; y: number; w: number }[] = [];
  for (const stop of all) {
    if (seen.has(stop.name)) continue;
    seen.add(stop.name);
    const at = project(view, stop.lat, stop.lon);
    const isEnd = ends.some((end) => end?.name === stop.name);
    g.beginPath();
    g.arc(at.x, at.y, isEnd ? 5 : 3.5, 0, 2 * Math.PI);
    g.fillStyle = c.outline;
    g.fill();
    g.lineWidth = 2;
    g.strokeStyle = c.town;
    g.stroke();
    g.font = `${isEnd ? 600 : 450} ${isEnd ? 12 : 11}px ${c.font}`;
    const w = g.measureText(stop.name).width;
    const right = at.x + 10 + w < view.width;
    const x = right ? at.x + 10 : at.x - 10 - w;
    const y = at.y - 8;
    if (taken.some((other) => Math.abs(other.y - y) < 14 && x < other.x + other.w + 6 && other.x < x + w + 6)) continue;
    taken.push({ x, y, w });
    g.lineWidth = 3.5;
    g.strokeStyle = c.ground;
    g.strokeText(stop.name, x, y);
    g.fillStyle = isEnd ? c.text : c.faint;
    g.fillText(stop.name, x, y);
  }
}

function drawScale(g: CanvasRenderingContext2D, view: View, c: MapColours): void {
  const { km, pixels } = scaleBar(view);
  const x = 14;
  const y = view.height - 16;
  g.strokeStyle = c.town;
  g.lineWidth = 1.5;
  g.beginPath();
  g.moveTo(x, y - 5);
  g.lineTo(x, y);
  g.lineTo(x + pixels, y);
  g.lineTo(x + pixels, y - 5);
  g.stroke();
  g.fillStyle = c.faint;
  g.font = `11px ${c.font}`;
  g.fillText(`${km} km`, x + 6, y - 5);
}

/** All trucks in three strokes of the brush, one for each colour; 500 of them take a millisecond. Returns whether any is still on its way. */
export function drawTrucks(
  g: CanvasRenderingContext2D,
  view: View,
  trucks: Iterable<DrawnTruck>,
  selected: string | null,
  now: number,
  c: MapColours,
): boolean {
  const resting = new Path2D();
  const moving = new Path2D();
  const alarmed = new Path2D();
  let chosen: { x: number; y: number } | undefined;
  let gliding = false;
  for (const drawn of trucks) {
    const done = progress(drawn, now);
    gliding ||= done < 1;
    const at = project(view, drawn.fromLat + (drawn.toLat - drawn.fromLat) * done, drawn.fromLon + (drawn.toLon - drawn.fromLon) * done);
    if (at.x < -20 || at.y < -20 || at.x > view.width + 20 || at.y > view.height + 20) continue;
    const rests = (drawn.truck.speedKmh ?? 0) < 1;
    const path = drawn.truck.alerts.length > 0 ? alarmed : rests ? resting : moving;
    if (rests) dot(path, at.x, at.y);
    else arrow(path, at.x, at.y, drawn.heading);
    if (drawn.truck.truckId === selected) chosen = at;
  }
  g.lineWidth = 1.5;
  g.strokeStyle = c.outline;
  for (const [path, tone] of [
    [resting, c.resting],
    [moving, c.truck],
    [alarmed, c.alarm],
  ] as const) {
    g.fillStyle = tone;
    g.stroke(path);
    g.fill(path);
  }
  if (chosen) {
    g.beginPath();
    g.arc(chosen.x, chosen.y, 14, 0, 2 * Math.PI);
    g.lineWidth = 2.5;
    g.strokeStyle = c.text;
    g.stroke();
  }
  return gliding;
}

function dot(path: Path2D, x: number, y: number): void {
  path.moveTo(x + 4, y);
  path.arc(x, y, 4, 0, 2 * Math.PI);
}

function arrow(path: Path2D, x: number, y: number, heading: number): void {
  const turn = (heading * Math.PI) / 180;
  const sin = Math.sin(turn);
  const cos = Math.cos(turn);
  const point = (across: number, along: number): [number, number] => [x + across * cos + along * sin, y + across * sin - along * cos];
  path.moveTo(...point(0, 9));
  path.lineTo(...point(5.5, -6));
  path.lineTo(...point(0, -3.2));
  path.lineTo(...point(-5.5, -6));
  path.closePath();
}
