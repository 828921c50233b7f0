import { describe, expect, it } from 'vitest';
import { readPlace, writePlace } from './routing';

describe('addresses', () => {
  it('opens the overview when nothing is named', () => {
    expect(readPlace('')).toEqual({ page: 'overview', parameters: {} });
  });

  it('reads what it writes', () => {
    const hash = writePlace('orders', { order: 'A&B=1 ü', nothing: null });
    expect(readPlace(hash)).toEqual({ page: 'orders', parameters: { order: 'A&B=1 ü' } });
  });
});
