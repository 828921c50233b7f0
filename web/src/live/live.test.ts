import { describe, expect, it } from 'vitest';
import type { LiveAlert, LiveTruck } from '../api/types';
import { AlertLog } from './alertLog';
import { Fleet, progress, strip, STRIP } from './fleet';

const reading = (at: number, lat: number, temp: number): LiveTruck => ({
  truckId: 'T',
  tripId: null,
  lat,
  lon: 36,
  speedKmh: 50,
  heading: 90,
  temp,
  cargoTemp: null,
  setPoint: 4,
  fuel: 80,
  doorOpen: false,
  engineOn: true,
  reeferOn: true,
  at: String(at),
  alerts: [],
});

const alert = (change: string, closedAt: string | null = null): LiveAlert => ({
  alertId: 'a',
  change,
  changedAt: '',
  rule: 'too_warm',
  severity: 'critical',
  truckId: 'T',
  tripId: null,
  cargo: null,
  startedAt: '',
  openedAt: '',
  closedAt,
  endReason: null,
  limitValue: 7,
  openingValue: 8,
  peakValue: 9,
  badReadings: 1,
  breachInSeconds: null,
});

describe('the live fleet', () => {
  it('keeps as many temperatures as a strip has, whatever arrives', () => {
    const fleet = new Fleet();
    for (let i = 0; i < 1000; i++) fleet.take([reading(i, i / 1000, i)], i * 250);
    const drawn = fleet.trucks.get('T');
    expect(drawn && strip(drawn)).toHaveLength(STRIP);
    expect(drawn && strip(drawn).at(-1)).toBe(999);
  });

  it('glides from where a truck is drawn to where it is reported', () => {
    const fleet = new Fleet();
    fleet.take([reading(0, 0, 4)], 0);
    fleet.take([reading(1, 1, 4)], 1000);
    const drawn = fleet.trucks.get('T');
    expect(drawn && [progress(drawn, 1000), progress(drawn, 1500), progress(drawn, 9000)]).toEqual([0, 0.5, 1]);
  });
});

describe('the alert log', () => {
  it('replaces what was said of an alert, and forgets one that was withdrawn', () => {
    const log = new AlertLog();
    log.take(alert('opened'));
    log.take(alert('updated'));
    expect(log.open).toHaveLength(1);
    log.take(alert('closed', '2026-01-01'));
    expect([log.open.length, log.closed.length]).toEqual([0, 1]);
    log.take(alert('withdrawn'));
    expect([log.open.length, log.closed.length]).toEqual([0, 0]);
  });
});
