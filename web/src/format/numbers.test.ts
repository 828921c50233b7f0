import { describe, expect, it } from 'vitest';
import { bytes, cellText, dateTime, number, percent, quantity, seconds, words } from './numbers';

describe('numbers for people', () => {
  it('keeps as many digits as say something', () => {
    expect([0.00341, 1.254, 38.21, 154.26, 1204.4, 0].map(number)).toEqual(['0.00341', '1.25', '38.21', '154.3', '1,204', '0']);
  });

  it('never rounds a share to a wholeness that is not there', () => {
    expect([1, 0.9997, 0.5, 0.004, 0].map(percent)).toEqual(['100 %', '99.97 %', '50.0 %', '0.40 %', '0 %']);
  });

  it('writes a quantity by its unit', () => {
    expect(quantity(0.25, 'share')).toBe('25.0 %');
    expect(quantity(1234.5, 'money')).toBe('1,234.50');
    expect(quantity(1234567, 'kg', true)).toBe('1.2M');
  });

  it('writes times in UTC, with or without a zone', () => {
    expect(dateTime('2026-01-02T14:05:09Z')).toBe('2 Jan 2026, 14:05');
    expect(dateTime('2026-01-02 14:05:09', true)).toBe('2 Jan 2026, 14:05:09');
    expect(dateTime('no time')).toBe('no time');
  });

  it('writes cells by their type', () => {
    expect(cellText(null, 'text')).toBe('–');
    expect(cellText(true, 'boolean')).toBe('yes');
    expect(cellText(12345, 'integer')).toBe('12,345');
    expect(cellText('2026-01-02', 'date')).toBe('2 Jan 2026');
    expect(cellText('harsh_driving', 'text', 'name')).toBe('harsh driving');
  });

  it('writes sizes and durations', () => {
    expect([512, 15_300, 2_400_000].map(bytes)).toEqual(['512 B', '15.30 kB', '2.40 MB']);
    expect([0.0421, 3.5, 125, 7300].map(seconds)).toEqual(['42 ms', '3.50 s', '2 min 5 s', '2 h 1 min']);
  });

  it('makes words of column names', () => {
    expect(words('on_time_share')).toBe('On time share');
  });
});
