const SPEEDS = [1, 10, 60, 100, 300, 1000];

/** From real time to a thousand times as fast. A speed that was set elsewhere is shown as well. */
export function SpeedSelect({ label, value, onChange }: { label: string; value: number; onChange: (speed: number) => void }) {
  const speeds = SPEEDS.includes(value) ? SPEEDS : [...SPEEDS, value].sort((a, b) => a - b);
  return (
    <label className="field">
      <span className="visually-hidden">{label}</span>
      <select value={value} onChange={(event) => onChange(Number(event.target.value))}>
        {speeds.map((speed) => (
          <option key={speed} value={speed}>
            {speed.toLocaleString('en')}×
          </option>
        ))}
      </select>
    </label>
  );
}
