import { SeriesChart } from '../charts';
import type { ResultPicture } from './chartOf';

export function ResultChart({ chart }: { chart: ResultPicture }) {
  return (
    <SeriesChart
      label="The result as a chart"
      height={380}
      places={chart.places}
      lines={chart.lines.map((line) => ({ ...line, kind: chart.isTime ? ('line' as const) : ('bar' as const) }))}
    />
  );
}
