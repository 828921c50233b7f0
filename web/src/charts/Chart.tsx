import { useEffect, useRef } from 'react';
import { useTheme } from '../design/theme';
import { readPalette, type Palette } from './palette';
import { init, type ECharts, type Option } from './registry';

export interface ChartProps {
  /** What the picture shows, for people who do not see it; the panel's table has the figures. */
  label: string;
  height?: number;
  option: (palette: Palette) => Option;
  onClick?: (name: string, data: unknown) => void;
}

/** A canvas of ECharts that follows its box, the theme and its option. */
export default function Chart({ label, height = 260, option, onClick }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts>(undefined);
  const click = useRef(onClick);
  click.current = onClick;
  const theme = useTheme();

  useEffect(() => {
    if (!box.current) return;
    const made = init(box.current, null, { renderer: 'canvas' });
    chart.current = made;
    made.on('click', (event) => click.current?.(event.name, event.data));
    const watch = new ResizeObserver(() => made.resize());
    watch.observe(box.current);
    return () => {
      watch.disconnect();
      made.dispose();
      chart.current = undefined;
    };
  }, []);

  useEffect(() => {
    chart.current?.setOption({ animationDuration: 350, animationDurationUpdate: 250, ...option(readPalette()) }, { notMerge: true });
  }, [option, theme]);

  return (
    <div className="chart" role="img" aria-label={label} style={{ minHeight: height }}>
      <div ref={box} />
    </div>
  );
}
