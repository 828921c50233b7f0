import { expect, it } from 'vitest';
import { chartOf } from './chartOf';

it('draws numbers over the first column that is none', () => {
  const chart = chartOf({
    columns: [
      { name: 'n', type: 'integer' },
      { name: 'day', type: 'date' },
      { name: 'x', type: 'number' },
    ],
    rows: [
      [1, '2026-01-01', 2.5],
      [2, '2026-01-02', null],
    ],
  });
  expect(chart).toEqual({
    places: ['2026-01-01', '2026-01-02'],
    lines: [
      { name: 'n', values: [1, 2] },
      { name: 'x', values: [2.5, null] },
    ],
    isTime: true,
  });
});

it('does not draw what has no number', () => {
  expect(chartOf({ columns: [{ name: 'a', type: 'text' }], rows: [['b']] })).toBeUndefined();
});
