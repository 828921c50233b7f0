import { useEffect, useMemo, useState } from 'react';
import { usePanel } from '../api/panels';
import { num, records, text, type Row } from '../format/frame';
import { day as dayText, quantity } from '../format/numbers';
import { useParameter } from '../routing';
import { Icon } from './Icon';
import { Panel } from './Panel';
import { SpeedSelect } from './SpeedSelect';
import { Tag } from './Tag';

const STEP = 15 * 60 * 1000;

/** A production day that can be played back: the machines at a moment, and how far the day has come. */
export function DayPlayer() {
  const days = usePanel('factory/days');
  const list = useMemo(
    () =>
      days.data
        ? records(days.data)
            .map((row) => text(row['day']).slice(0, 10))
            .sort()
        : [],
    [days.data],
  );
  const [chosen, choose] = useParameter('day');
  const day = chosen && list.includes(chosen) ? chosen : list.at(-1);
  if (!day)
    return days.data ? null : (
      <Panel id="factory/days" span={12} table>
        {() => null}
      </Panel>
    );
  const at = list.indexOf(day);
  const picker = (
    <span className="toolbar">
      <button
        type="button"
        className="icon-button"
        aria-label="The day before"
        disabled={at <= 0}
        onClick={() => choose(list[at - 1] ?? null)}
      >
        <Icon name="left" />
      </button>
      <label className="field">
        <span className="visually-hidden">Production day</span>
        <select value={day} onChange={(event) => choose(event.target.value)}>
          {list.map((each) => (
            <option key={each} value={each}>
              {dayText(each)}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        className="icon-button"
        aria-label="The day after"
        disabled={at >= list.length - 1}
        onClick={() => choose(list[at + 1] ?? null)}
      >
        <Icon name="right" />
      </button>
    </span>
  );
  return (
    <Panel id="factory/day" parameters={{ day }} span={12} tools={picker} height={210}>
      {(answer) => <Playback key={day} rows={records(answer)} />}
    </Panel>
  );
}

interface Lane {
  machine: string;
  steps: { at: number; row: Row }[];
}

function Playback({ rows }: { rows: Row[] }) {
  const lanes = useMemo(() => lanesOf(rows), [rows]);
  const start = Math.min(...lanes.flatMap((lane) => lane.steps.map((step) => step.at)));
  const end = Math.max(...lanes.flatMap((lane) => lane.steps.map((step) => step.at))) + STEP;
  const [now, setNow] = useState(end);
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState(1000);

  useEffect(() => {
    if (!playing) return;
    let frame = 0;
    let last = performance.now();
    const tick = (at: number): void => {
      const passed = (at - last) * speed;
      last = at;
      setNow((time) => {
        const next = time + passed;
        if (next >= end) setPlaying(false);
        return Math.min(end, next);
      });
      frame = requestAnimationFrame(tick);
    };
    frame = requestAnimationFrame(tick);
    return () => cancelAnimationFrame(frame);
  }, [playing, speed, end]);

  const play = (): void => {
    if (!playing && now >= end) setNow(start);
    setPlaying(!playing);
  };
  const clock = plantTime(lanes, Math.min(now, end - 1));
  return (
    <div className="player">
      <div className="toolbar">
        <button type="button" className="button primary" onClick={play}>
          <Icon name={playing ? 'pause' : 'play'} size={14} />
          {playing ? 'Pause' : now >= end ? 'Play the day' : 'Play'}
        </button>
        <SpeedSelect label="Speed of the playback" value={speed} onChange={setSpeed} />
        <span className="player-clock number">
          {clock} <span className="muted">plant time</span>
        </span>
        <input
          className="player-slider"
          type="range"
          aria-label="Time of the day"
          aria-valuetext={`${clock} plant time`}
          min={start}
          max={end}
          step={60_000}
          value={now}
          onChange={(event) => {
            setPlaying(false);
            setNow(Number(event.target.value));
          }}
        />
      </div>
      <div className="lanes">
        {lanes.map((lane) => (
          <LaneRow key={lane.machine} lane={lane} now={now} start={start} end={end} />
        ))}
      </div>
    </div>
  );
}

function LaneRow({ lane, now, start, end }: { lane: Lane; now: number; start: number; end: number }) {
  const current = stepAt(lane, now);
  const units = num(current?.['units']);
  return (
    <div className="lane">
      <div className="lane-name">
        <strong>{lane.machine}</strong>
        {current && <Tag tone={current['status'] === 'running' ? 'good' : 'plain'}>{text(current['status'])}</Tag>}
      </div>
      <svg className="lane-strip" viewBox={`0 0 1000 30`} preserveAspectRatio="none" role="img" aria-label={`When ${lane.machine} ran`}>
        {lane.steps.map((step) => (
          <rect
            key={step.at}
            x={((step.at - start) / (end - start)) * 1000}
            width={(STEP / (end - start)) * 1000 - 1.2}
            y="2"
            height="26"
            rx="2"
            className={`${step.row['status'] === 'running' ? 'running' : 'idle'}${step.at > now ? ' ahead' : ''}`}
          >
            <title>{`${text(step.row['plant_time'])} ${text(step.row['status'])} ${text(step.row['batch'])}`}</title>
          </rect>
        ))}
        <line
          x1={((now - start) / (end - start)) * 1000}
          x2={((now - start) / (end - start)) * 1000}
          y1="0"
          y2="30"
          className="now"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <dl className="lane-facts number">
        <Fact name="units" value={units === null ? '–' : quantity(Math.round(units))} />
        <Fact name="°C" value={shown(current?.['temperature'])} />
        <Fact
          name="efficiency"
          value={num(current?.['efficiency']) === null ? '–' : quantity(num(current?.['efficiency']) ?? 0, 'share')}
        />
      </dl>
    </div>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dd>{value}</dd>
      <dt>{name}</dt>
    </div>
  );
}

function shown(value: Row[string] | undefined): string {
  const n = num(value);
  return n === null ? '–' : quantity(n);
}

function lanesOf(rows: Row[]): Lane[] {
  const lanes = new Map<string, Lane>();
  for (const row of rows) {
    const machine = text(row['machine']);
    const lane = lanes.get(machine) ?? { machine, steps: [] };
    lane.steps.push({ at: Date.parse(text(row['at'])), row });
    lanes.set(machine, lane);
  }
  return [...lanes.values()].sort((a, b) => a.machine.localeCompare(b.machine, 'en'));
}

/** The state of a moment; what a step lacks (a temperature, an efficiency) is still as it was read last. */
function stepAt(lane: Lane, now: number): Row | undefined {
  const passed = lane.steps.filter((step) => step.at < now);
  const last = passed.at(-1);
  if (!last) return undefined;
  const known = (name: string) => passed.findLast((step) => num(step.row[name]) !== null)?.row[name] ?? null;
  return { ...last.row, temperature: known('temperature'), efficiency: known('efficiency') };
}

function plantTime(lanes: Lane[], now: number): string {
  const steps = lanes[0]?.steps ?? [];
  const step = steps.findLast((each) => each.at <= now) ?? steps[0];
  if (!step) return '';
  const [hours = 0, minutes = 0] = (
    text(step.row['plant_time'])
      .match(/(\d\d):(\d\d)/)
      ?.slice(1) ?? []
  ).map(Number);
  const past = hours * 60 + minutes + Math.floor(Math.max(0, now - step.at) / 60_000);
  return `${String(Math.floor(past / 60) % 24).padStart(2, '0')}:${String(past % 60).padStart(2, '0')}`;
}
