/** A row of coloured cells: how warm it was, against what the cooler was set to. */
export function TemperatureStrip({ temps, setPoint, label }: { temps: number[]; setPoint: number | null; label: string }) {
  if (temps.length === 0) return <span className="muted">–</span>;
  const width = Math.max(1, 90 / Math.max(30, temps.length));
  return (
    <svg className="temperature-strip" viewBox="0 0 90 14" preserveAspectRatio="none" role="img" aria-label={label}>
      {temps.map((temp, i) => (
        <rect key={i} x={i * width} width={width} y="0" height="14" fill={`var(--${toneOfTemperature(temp, setPoint)})`} />
      ))}
    </svg>
  );
}

/** The name of a colour: as set, a little off, far off; what is unknown is grey, never green. */
export function toneOfTemperature(temp: number | null, setPoint: number | null): string {
  if (temp === null || Number.isNaN(temp)) return 'surface-3';
  if (setPoint === null) return 'series-7';
  const off = temp - setPoint;
  if (off < -2) return 'cold';
  if (off <= 2) return 'series-1';
  return off <= 4 ? 'series-3' : 'bad';
}
