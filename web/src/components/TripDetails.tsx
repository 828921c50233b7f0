import { useCallback } from 'react';
import { usePanel } from '../api/panels';
import { Picture } from '../charts';
import { tooltipLook, withUnit } from '../charts/options';
import type { Palette } from '../charts/palette';
import type { Option } from '../charts/registry';
import { tip } from '../charts/tip';
import { num, records, text, type Row } from '../format/frame';
import { cellText, dateTime, unitSuffix, words } from '../format/numbers';
import { DataTable } from './DataTable';
import { Icon } from './Icon';
import { Panel } from './Panel';
import { Tag } from './Tag';

/** One trip: its figures, what the air and the cargo felt, and when they were outside of the limits. */
export function TripDetails({ id, onClose }: { id: string; onClose: () => void }) {
  const parameters = { trip_id: id };
  const excursions = usePanel('fleet/trip_excursions', parameters);
  const outside = excursions.data ? records(excursions.data) : [];
  const close = (
    <button type="button" className="icon-button" aria-label="Close the trip" onClick={onClose}>
      <Icon name="close" size={15} />
    </button>
  );
  return (
    <>
      <Panel
        id="fleet/trip_trace"
        parameters={parameters}
        span={8}
        height={320}
        title={`Trip ${id}`}
        tools={close}
        empty="The truck reported nothing on this trip."
      >
        {(answer) => <Trace rows={records(answer)} outside={outside} id={id} />}
      </Panel>
      <Panel id="fleet/trip" parameters={parameters} span={4} height={320} title="Its figures" empty="There is no trip with this id.">
        {(answer) => {
          const row = records(answer)[0] ?? {};
          return (
            <dl className="facts dense">
              {answer.columns
                .filter((c) => row[c.name] !== null && c.name !== 'trip')
                .map((c) => (
                  <div key={c.name} title={c.meaning ?? undefined}>
                    <dt>{words(c.name)}</dt>
                    <dd>
                      {cellText(row[c.name] ?? null, c.type, c.unit)} <span className="muted">{unitSuffix(c.unit)}</span>
                    </dd>
                  </div>
                ))}
            </dl>
          );
        }}
      </Panel>
      <Panel
        id="fleet/trip_excursions"
        parameters={parameters}
        span={12}
        table
        empty="The air was never outside of the cargo's limits on this trip."
      >
        {(answer) => (
          <DataTable
            frame={answer}
            label="Excursions"
            cells={{
              kind: (value) => <Tag tone={value === 'warm' ? 'bad' : 'info'}>{text(value)}</Tag>,
              started: (value) => dateTime(text(value)),
              ended: (value) => dateTime(text(value)),
            }}
          />
        )}
      </Panel>
    </>
  );
}

function Trace({ rows, outside, id }: { rows: Row[]; outside: Row[]; id: string }) {
  const key = `${rows.length} ${text(rows.at(-1)?.['at'])} ${outside.length}`;
  const option = useCallback((p: Palette) => traceOption(p, rows, outside), [key, id]);
  return <Picture label={`Temperatures of trip ${id}; shaded where the air was outside of the limits`} height={310} option={option} />;
}

function traceOption(p: Palette, rows: Row[], outside: Row[]): Option {
  const at = (row: Row): number => Date.parse(text(row['at']));
  const line = (name: string, label: string, tone: string, extra: object = {}) => ({
    type: 'line' as const,
    name: label,
    showSymbol: false,
    data: rows.map((row) => [at(row), num(row[name])]),
    itemStyle: { color: tone },
    lineStyle: { width: 1.6, color: tone },
    ...extra,
  });
  const limits = [...new Set(outside.map((row) => num(row['limit'])).filter((limit) => limit !== null))];
  const axis = {
    axisLabel: { color: p.ink3, fontFamily: p.font, fontSize: 11 },
    nameTextStyle: { color: p.ink3, fontFamily: p.font, fontSize: 11 },
  };
  return {
    grid: [
      { left: 40, right: 12, top: 34, height: '58%' },
      { left: 40, right: 12, bottom: 24, height: '14%' },
    ],
    legend: {
      top: 0,
      left: 0,
      icon: 'roundRect',
      itemWidth: 9,
      itemHeight: 9,
      textStyle: { color: p.ink2, fontFamily: p.font, fontSize: 12 },
    },
    xAxis: [0, 1].map((gridIndex) => ({
      type: 'time' as const,
      gridIndex,
      axisLine: { lineStyle: { color: p.line } },
      axisLabel: { ...axis.axisLabel, show: gridIndex === 1, formatter: (value: number) => new Date(value).toISOString().slice(11, 16) },
      axisTick: { show: false },
    })),
    yAxis: [
      { type: 'value', gridIndex: 0, name: '°C', scale: true, ...axis, splitLine: { lineStyle: { color: p.line } } },
      { type: 'value', gridIndex: 1, name: 'km/h', ...axis, splitNumber: 2, splitLine: { show: false } },
    ],
    tooltip: {
      ...tooltipLook(p),
      trigger: 'axis',
      formatter: (raw) => {
        const items = (Array.isArray(raw) ? raw : [raw]).filter((item) => typeof (item.value as unknown[])[1] === 'number');
        const time = Number((items[0]?.value as number[] | undefined)?.[0] ?? 0);
        return tip(
          `${dateTime(new Date(time).toISOString())} UTC`,
          items.map((item) => ({
            colour: String(item.color),
            name: item.seriesName ?? '',
            value: withUnit(Number((item.value as number[])[1]), item.seriesName === 'Speed' ? 'km/h' : '°C'),
          })),
        );
      },
    },
    series: [
      line('temp', 'Air', p.series[0] ?? p.accent, {
        markArea: {
          silent: true,
          itemStyle: { color: p.bad, opacity: 0.14 },
          data: outside.map((row) => [{ xAxis: Date.parse(text(row['started'])) }, { xAxis: Date.parse(text(row['ended'])) }]),
        },
        markLine: {
          silent: true,
          symbol: 'none',
          lineStyle: { color: p.bad, type: 'dashed' },
          label: { color: p.bad, fontFamily: p.font, fontSize: 11, formatter: 'limit {c} °C', position: 'insideEndTop' },
          data: limits.map((limit) => ({ yAxis: limit })),
        },
      }),
      line('cargo_temp', 'Cargo', p.series[1] ?? p.accent),
      line('set_point', 'Set point', p.ink3, { lineStyle: { width: 1.2, type: 'dotted', color: p.ink3 } }),
      line('speed', 'Speed', p.series[6] ?? p.ink3, {
        xAxisIndex: 1,
        yAxisIndex: 1,
        areaStyle: { opacity: 0.15 },
        lineStyle: { width: 1 },
      }),
    ],
  };
}
