import { describe, expect, it } from 'vitest';
import { largest, pivot, records, sortRows, type Frame } from './frame';

const frame: Frame = {
  columns: [
    { name: 'day', type: 'date' },
    { name: 'machine', type: 'text' },
    { name: 'oee', type: 'number', unit: 'share' },
  ],
  rows: [
    ['2026-01-01', 'A', 0.5],
    ['2026-01-01', 'B', 0.6],
    ['2026-01-02', 'A', null],
  ],
};

describe('frames', () => {
  it('makes a record of each row', () => {
    expect(records(frame)[1]).toEqual({ day: '2026-01-01', machine: 'B', oee: 0.6 });
  });

  it('pivots into one line a series, with holes where nothing is known', () => {
    expect(pivot(records(frame), 'day', 'machine', 'oee')).toEqual({
      x: ['2026-01-01', '2026-01-02'],
      series: [
        { name: 'A', values: [0.5, null] },
        { name: 'B', values: [0.6, null] },
      ],
    });
  });

  it('keeps the largest lines and adds up the rest', () => {
    const line = (name: string, value: number) => ({ name, values: [value, null] });
    expect(largest([line('a', 1), line('b', 5), line('c', 3), line('d', 0), line('e', 2)], 3)).toEqual([
      line('b', 5),
      line('c', 3),
      { name: '2 others', values: [3, 0] },
    ]);
  });

  it('sorts numbers by size and keeps absent values last', () => {
    const sorted = (direction: 'ascending' | 'descending') => sortRows([10, null, 9, 100], (n) => n, direction);
    expect(sorted('ascending')).toEqual([9, 10, 100, null]);
    expect(sorted('descending')).toEqual([100, 10, 9, null]);
  });

  it('sorts text with numbers in it as people do', () => {
    expect(sortRows(['TRK-10', 'TRK-9'], (t) => t, 'ascending')).toEqual(['TRK-9', 'TRK-10']);
  });
});
