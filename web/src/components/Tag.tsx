import type { ReactNode } from 'react';

export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'accent' | 'plain';

const TONES: Record<string, Tone> = {
  delivered: 'good',
  ok: 'good',
  pass: 'good',
  published: 'good',
  active: 'good',
  running: 'good',
  succeeded: 'good',
  closed: 'plain',
  arrived: 'good',
  done: 'good',
  shipped: 'info',
  processing: 'info',
  'in transit': 'info',
  under_way: 'info',
  merged: 'info',
  info: 'info',
  on_the_road: 'info',
  pending: 'warn',
  warning: 'warn',
  late: 'warn',
  skipped: 'warn',
  idle: 'warn',
  updated: 'warn',
  low: 'warn',
  below_safety: 'warn',
  warn: 'warn',
  cancelled: 'plain',
  returned: 'accent',
  failed: 'bad',
  critical: 'bad',
  error: 'bad',
  open: 'bad',
  opened: 'bad',
  breached: 'bad',
  fail: 'bad',
  out_of_stock: 'bad',
  stopped: 'bad',
};

export function toneOf(word: string): Tone {
  return TONES[word.toLowerCase()] ?? 'plain';
}

/** A word in a colour that says how it stands. The word says it too. */
export function Tag({ children, tone }: { children: ReactNode; tone?: Tone }) {
  return <span className={`tag ${tone ?? (typeof children === 'string' ? toneOf(children) : '')}`}>{children}</span>;
}
