import { lazy, Suspense, useCallback } from 'react';
import { Skeleton } from '../components/Notice';
import type { ChartProps } from './Chart';
import * as options from './options';
import type { Palette } from './palette';

// ECharts is half of all script: it comes when the first chart is drawn, after the page stands.
const Chart = lazy(() => import('./Chart'));

export function Picture(props: ChartProps) {
  return (
    <Suspense fallback={<Skeleton {...(props.height ? { height: props.height } : {})} />}>
      <Chart {...props} />
    </Suspense>
  );
}

interface Shared {
  label: string;
  height?: number;
  onClick?: (name: string, data: unknown) => void;
}

type Lines = (palette: Palette) => options.Series[];

export function SeriesChart({
  places,
  lines,
  zero,
  max,
  min,
  xName,
  ...rest
}: Shared & {
  places: string[];
  lines: options.Series[] | Lines;
  zero?: boolean;
  max?: number;
  min?: number;
  xName?: string;
}) {
  const key = JSON.stringify([places, typeof lines === 'function' ? null : lines]);
  const option = useCallback(
    (p: Palette) =>
      options.series(p, places, typeof lines === 'function' ? lines(p) : lines, {
        ...(zero === undefined ? {} : { zero }),
        ...(max === undefined ? {} : { max }),
        ...(min === undefined ? {} : { min }),
        ...(xName ? { xName } : {}),
      }),
    // Drawn again when the figures differ, not when the parent was.
    [key, zero, max, min, xName],
  );
  return <Picture {...rest} option={option} />;
}

export function RankingChart({
  names,
  values,
  unit,
  name,
  max,
  min,
  colours,
  ...rest
}: Shared & {
  names: string[];
  values: (number | null)[];
  unit?: string | null | undefined;
  name: string;
  max?: number;
  min?: number;
  colours?: (palette: Palette) => (string | undefined)[];
}) {
  const key = JSON.stringify([names, values]);
  const option = useCallback(
    (p: Palette) =>
      options.ranking(p, names, values, unit, name, {
        ...(max === undefined ? {} : { max }),
        ...(min === undefined ? {} : { min }),
        ...(colours ? { colours: colours(p) } : {}),
      }),
    [key, unit, name, max, min],
  );
  return <Picture {...rest} option={option} />;
}

export function FlowChart({
  links,
  unit,
  ...rest
}: Shared & { links: { source: string; target: string; value: number }[]; unit?: string | null | undefined }) {
  const key = JSON.stringify(links);
  const option = useCallback((p: Palette) => options.flow(p, links, unit), [key, unit]);
  return <Picture {...rest} option={option} />;
}
