import { describe, expect, it } from 'vitest';
import { boundsOf, fit, pan, project, scaleBar, zoom } from './projection';

const view = fit(
  boundsOf([
    { lat: -0.7, lon: 36.4 },
    { lat: -4.05, lon: 39.67 },
  ]),
  800,
  500,
  40,
);

describe('the projection', () => {
  it('shows all of what it fits, north up', () => {
    const north = project(view, -0.7, 36.4);
    const south = project(view, -4.05, 39.67);
    expect(north.y).toBeGreaterThan(39.999);
    expect(south.y).toBeLessThanOrEqual(460.001);
    expect(north.x).toBeLessThan(south.x);
  });

  it('keeps the place under the pointer while it zooms', () => {
    const before = project(view, -1.28, 36.82);
    const near = project(zoom(view, 3, before), -1.28, 36.82);
    expect(near.x).toBeCloseTo(before.x, 0);
    expect(near.y).toBeCloseTo(before.y, 6);
  });

  it('moves by as many pixels as it was dragged', () => {
    const before = project(view, -1.28, 36.82);
    const after = project(pan(view, 30, -20), -1.28, 36.82);
    expect(after.x - before.x).toBeCloseTo(30, 0);
    expect(after.y - before.y).toBeCloseTo(-20, 6);
  });

  it('has a scale bar of a round length', () => {
    const { km, pixels } = scaleBar(view);
    expect([10, 20, 50, 100, 200]).toContain(km);
    expect(pixels).toBeGreaterThanOrEqual(60);
  });
});
