/** From degrees to pixels of a small part of the earth: degrees of longitude shrink with the cosine of the latitude in the middle. */
export interface Bounds {
  north: number;
  south: number;
  west: number;
  east: number;
}

export interface View {
  /** The middle of the picture, degrees. */
  lat: number;
  lon: number;
  /** Pixels to a degree of latitude. */
  scale: number;
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

export function boundsOf(points: readonly { lat: number; lon: number }[]): Bounds {
  return {
    north: Math.max(...points.map((p) => p.lat)),
    south: Math.min(...points.map((p) => p.lat)),
    west: Math.min(...points.map((p) => p.lon)),
    east: Math.max(...points.map((p) => p.lon)),
  };
}

export function fit(bounds: Bounds, width: number, height: number, margin: number): View {
  const lat = (bounds.north + bounds.south) / 2;
  const lon = (bounds.west + bounds.east) / 2;
  const tall = Math.max(0.02, bounds.north - bounds.south);
  const wide = Math.max(0.02, (bounds.east - bounds.west) * Math.cos((lat * Math.PI) / 180));
  const scale = Math.min((width - 2 * margin) / wide, (height - 2 * margin) / tall);
  return { lat, lon, scale: Math.max(1, scale), width, height };
}

export function project(view: View, lat: number, lon: number): Point {
  return {
    x: view.width / 2 + (lon - view.lon) * Math.cos((view.lat * Math.PI) / 180) * view.scale,
    y: view.height / 2 - (lat - view.lat) * view.scale,
  };
}

/** The same place stays under the pointer. */
export function zoom(view: View, factor: number, at: Point): View {
  const scale = Math.min(20_000, Math.max(20, view.scale * factor));
  const narrow = Math.cos((view.lat * Math.PI) / 180);
  const lat = view.lat - (at.y - view.height / 2) / view.scale;
  const lon = view.lon + (at.x - view.width / 2) / (view.scale * narrow);
  return { ...view, scale, lat: lat + (at.y - view.height / 2) / scale, lon: lon - (at.x - view.width / 2) / (scale * narrow) };
}

export function pan(view: View, dx: number, dy: number): View {
  return { ...view, lat: view.lat + dy / view.scale, lon: view.lon - dx / (view.scale * Math.cos((view.lat * Math.PI) / 180)) };
}

/** A round distance whose bar is between 60 and 150 pixels long. A degree of latitude is 111.2 km. */
export function scaleBar(view: View): { km: number; pixels: number } {
  const perKm = view.scale / 111.2;
  const rounds = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
  const km = rounds.find((each) => each * perKm >= 60) ?? 1000;
  return { km, pixels: km * perKm };
}
