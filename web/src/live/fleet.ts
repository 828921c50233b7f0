import type { LiveTruck } from '../api/types';

/** How many past temperatures of a truck are kept for its strip. */
export const STRIP = 90;

/** A truck as it is drawn: where it was, where it is going to be, and its last temperatures in a ring. */
export interface DrawnTruck {
  truck: LiveTruck;
  fromLat: number;
  fromLon: number;
  toLat: number;
  toLon: number;
  movedAt: number;
  /** Milliseconds between its last two readings here: as long as it takes to glide from one to the next. */
  pace: number;
  heading: number;
  temps: Float32Array;
  count: number;
}

/** All trucks by id. An update writes into what is there, so that memory stays as large as the fleet. */
export class Fleet {
  readonly trucks = new Map<string, DrawnTruck>();

  /** Grows with every update, so that who draws knows whether there is something new. */
  changes = 0;

  take(readings: LiveTruck[], now: number): void {
    this.changes++;
    for (const reading of readings) {
      const known = this.trucks.get(reading.truckId);
      if (known) move(known, reading, now);
      else if (reading.lat !== null && reading.lon !== null)
        this.trucks.set(reading.truckId, begin(reading, reading.lat, reading.lon, now));
    }
  }
}

function begin(truck: LiveTruck, lat: number, lon: number, now: number): DrawnTruck {
  const drawn: DrawnTruck = {
    truck,
    fromLat: lat,
    fromLon: lon,
    toLat: lat,
    toLon: lon,
    movedAt: now,
    pace: 0,
    heading: truck.heading ?? 0,
    temps: new Float32Array(STRIP),
    count: 0,
  };
  note(drawn, truck.temp);
  return drawn;
}

function move(drawn: DrawnTruck, reading: LiveTruck, now: number): void {
  if (reading.at !== drawn.truck.at) note(drawn, reading.temp);
  if (reading.lat !== null && reading.lon !== null && (reading.lat !== drawn.toLat || reading.lon !== drawn.toLon)) {
    const done = progress(drawn, now);
    drawn.fromLat += (drawn.toLat - drawn.fromLat) * done;
    drawn.fromLon += (drawn.toLon - drawn.fromLon) * done;
    drawn.toLat = reading.lat;
    drawn.toLon = reading.lon;
    drawn.pace = Math.min(4000, Math.max(120, now - drawn.movedAt));
    drawn.movedAt = now;
  }
  drawn.heading = reading.heading ?? drawn.heading;
  drawn.truck = reading;
}

function note(drawn: DrawnTruck, temp: number | null): void {
  drawn.temps[drawn.count % STRIP] = temp ?? NaN;
  drawn.count++;
}

/** How far a truck has glided to its last reported place, 0 to 1. */
export function progress(drawn: DrawnTruck, now: number): number {
  return drawn.pace <= 0 ? 1 : Math.min(1, (now - drawn.movedAt) / drawn.pace);
}

/** The last temperatures, oldest first. */
export function strip(drawn: DrawnTruck): number[] {
  const length = Math.min(drawn.count, STRIP);
  return Array.from({ length }, (_, i) => drawn.temps[(drawn.count - length + i) % STRIP] ?? NaN);
}
