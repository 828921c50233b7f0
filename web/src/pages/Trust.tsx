import { useCallback } from 'react';
import { useQuery } from '../api/useQuery';
import type { Verification } from '../api/types';
import { Picture, SeriesChart } from '../charts';
import { tooltipLook } from '../charts/options';
import type { Palette } from '../charts/palette';
import type { Option } from '../charts/registry';
import { tip } from '../charts/tip';
import { DataTable } from '../components/DataTable';
import { Failure, Notice, Skeleton } from '../components/Notice';
import { Panel } from '../components/Panel';
import { QuarantineBrowser } from '../components/QuarantineBrowser';
import { ShareBar } from '../components/ShareBar';
import { Stat } from '../components/Stat';
import { Tag } from '../components/Tag';
import { largest, num, pivot, records, text, type Frame } from '../format/frame';
import { dateTime, day, name } from '../format/numbers';

export default function Trust() {
  return (
    <>
      <Verified />
      <div className="grid">
        <QuarantineBrowser />
        <Panel id="trust/quarantine_by_rule" span={7} table height={280} empty="No row was ever kept out.">
          {(answer) => (
            <DataTable
              frame={answer}
              label="Quarantine by rule"
              pageSize={8}
              sort={{ column: 'rows', direction: 'descending' }}
              show={['feed', 'rule', 'rows', 'share', 'first_day', 'last_day']}
              cells={{
                share: (value) => <ShareBar value={value} of={0.1} tone="bad" />,
                first_day: (value) => day(text(value)),
                last_day: (value) => day(text(value)),
              }}
            />
          )}
        </Panel>
        <Panel id="trust/repairs" span={5} table height={280}>
          {(answer) => (
            <DataTable
              frame={answer}
              label="Repaired and flagged"
              pageSize={8}
              sort={{ column: 'values', direction: 'descending' }}
              show={['feed', 'what', 'field', 'values']}
              cells={{ what: (value) => <Tag tone={value === 'repaired' ? 'info' : 'warn'}>{text(value)}</Tag> }}
            />
          )}
        </Panel>
        <Panel id="trust/quality_by_day" span={12} height={250} title="Rows kept out, by day and feed">
          {(answer) => {
            const { x, series } = pivot(records(answer), 'day', 'feed', 'quarantined');
            return (
              <SeriesChart
                label="Rows kept out by day and feed"
                places={x}
                lines={largest(series, 8).map((line) => ({
                  ...line,
                  name: name(line.name),
                  kind: 'bar' as const,
                  stack: 'feed',
                  unit: 'rows',
                }))}
              />
            );
          }}
        </Panel>
      </div>
    </>
  );
}

function Verified() {
  const answer = useQuery<Verification>('/api/verification');
  const data = answer.data;
  if (!data) {
    return (
      <div className="grid">
        <section className="panel span-12" aria-label="Verification">
          {answer.error?.status === 404 ? (
            <Notice title={answer.error.title}>{answer.error.hint ?? 'Run: waybill verify'}</Notice>
          ) : answer.error ? (
            <Failure error={answer.error} retry={answer.refresh} />
          ) : (
            <Skeleton height={160} />
          )}
        </section>
      </div>
    );
  }
  const sum = (pick: (fault: Verification['faults'][number]) => number): number =>
    data.faults.reduce((total, fault) => total + pick(fault), 0);
  const failed = data.checks.filter((check) => !check.pass);
  return (
    <div className="grid">
      <section className={`panel span-12 verdict ${data.pass ? 'passed' : 'failed'}`} aria-label="Verdict">
        <div className="panel-body">
          <div className="verdict-words">
            <h2>{data.pass ? 'The lake equals the truth' : 'The lake differs from the truth'}</h2>
            <p className="muted">
              Compared row by row and figure by figure{`, ${dateTime(data.when)} UTC`}. What nobody can know is counted apart from what is
              wrong.
            </p>
          </div>
          <div className="stats">
            <Stat
              label="Checks passed"
              value={`${(data.checks.length - failed.length).toLocaleString('en')} / ${data.checks.length.toLocaleString('en')}`}
              {...(failed.length ? { tone: 'bad' as const } : {})}
            />
            <Stat label="Tables compared" value={data.tables.length} />
            <Stat label="Faults injected" value={sum((fault) => fault.injected)} />
            <Stat label="Handled" value={sum((fault) => fault.handled)} definition="The result is as if the fault had not been." />
            <Stat
              label="Not knowable"
              value={sum((fault) => fault.unrecoverable)}
              definition="Nobody can know the true value, and the tables do not pretend to."
            />
            <Stat
              label="Missed"
              value={sum((fault) => fault.missed)}
              definition="It passed as truth."
              {...(sum((fault) => fault.missed) ? { tone: 'bad' as const } : {})}
            />
            <Stat
              label="False alarms"
              value={sum((fault) => fault.false)}
              definition="Repairs, flags or quarantined rows without such a fault."
            />
          </div>
        </div>
      </section>
      <FaultsPanel faults={data.faults} />
      <section className="panel span-6" aria-label="Tables beside the truth">
        <header className="panel-head">
          <h2>Tables beside the truth</h2>
        </header>
        <div className="panel-body flush">
          <DataTable
            frame={tableFrame(data)}
            label="Tables beside the truth"
            pageSize={10}
            titles={{ wrong_cells: 'Wrong cells' }}
            cells={{ verdict: (value) => <Tag tone={value === 'equal' ? 'good' : 'bad'}>{text(value)}</Tag> }}
          />
        </div>
      </section>
      <section className="panel span-6" aria-label="Checks">
        <header className="panel-head">
          <h2>Figures beside the truth</h2>
        </header>
        <div className="panel-body flush">
          <DataTable
            frame={checkFrame(data)}
            label="Figures beside the truth"
            pageSize={10}
            sort={{ column: 'pass', direction: 'ascending' }}
            cells={{ pass: (value) => <Tag tone={value === true ? 'good' : 'bad'}>{value === true ? 'pass' : 'fail'}</Tag> }}
          />
        </div>
      </section>
      {data.differences.length > 0 && (
        <section className="panel span-12" aria-label="Differences">
          <header className="panel-head">
            <h2>What is wrong</h2>
          </header>
          <div className="panel-body flush">
            <DataTable
              frame={frameOf(data.differences, ['table', 'what', 'key', 'column', 'truth', 'found'])}
              label="Differences"
              pageSize={10}
            />
          </div>
        </section>
      )}
      {data.unknowable.length > 0 && (
        <section className="panel span-12" aria-label="What nobody can know">
          <header className="panel-head">
            <h2>What nobody can know</h2>
          </header>
          <div className="panel-body flush">
            <DataTable
              frame={frameOf(data.unknowable, ['table', 'column', 'reason', 'count'])}
              label="What nobody can know"
              pageSize={8}
              sort={{ column: 'count', direction: 'descending' }}
            />
          </div>
        </section>
      )}
    </div>
  );
}

function frameOf<T extends object>(items: T[], names: (keyof T & string)[]): Frame {
  return {
    columns: names.map((name) => ({ name, type: typeof items[0]?.[name] === 'number' ? 'integer' : 'text' })),
    rows: items.map((item) => names.map((name) => (item[name] ?? null) as string | number | null)),
  };
}

function tableFrame(data: Verification): Frame {
  const number = (name: string) => ({ name, type: 'integer' });
  return {
    columns: [
      { name: 'table', type: 'text' },
      { name: 'verdict', type: 'text' },
      number('expected'),
      number('missing'),
      number('extra'),
      number('doubled'),
      number('wrong_cells'),
    ],
    rows: data.tables.map((table) => [
      table.table,
      table.missing + table.extra + table.doubled + wrongCells(table) === 0 ? 'equal' : 'differs',
      table.expected,
      table.missing,
      table.extra,
      table.doubled,
      wrongCells(table),
    ]),
  };
}

function wrongCells(table: Verification['tables'][number]): number {
  return table.columns.reduce((sum, column) => sum + column.wrong, 0);
}

function checkFrame(data: Verification): Frame {
  return {
    columns: [
      { name: 'check', type: 'text' },
      { name: 'table', type: 'text' },
      { name: 'pass', type: 'boolean' },
      { name: 'truth', type: 'number' },
      { name: 'knowable', type: 'number' },
      { name: 'found', type: 'number' },
      { name: 'error', type: 'number', unit: '%' },
    ],
    rows: data.checks.map((check) => [check.name, check.layer, check.pass, check.truth, check.knowable, check.found, check.errorPct]),
  };
}

function FaultsPanel({ faults }: { faults: Verification['faults'] }) {
  const sorted = [...faults].sort((a, b) => b.injected - a.injected);
  const option = useCallback((p: Palette) => faultOption(p, sorted), [faults]);
  return (
    <section className="panel span-12" aria-label="Faults by kind">
      <header className="panel-head">
        <h2>What became of every injected fault</h2>
      </header>
      <div className="panel-body faults">
        <Picture label="Faults by kind: handled, not knowable, missed" height={Math.max(240, sorted.length * 24 + 50)} option={option} />
        <div className="fault-table">
          <DataTable
            frame={frameOf(
              sorted.map((fault) => ({ ...fault, false_alarms: fault.false })),
              ['kind', 'injected', 'handled', 'unrecoverable', 'missed', 'false_alarms'],
            )}
            label="Faults by kind"
            pageSize={14}
            titles={{ unrecoverable: 'Not knowable' }}
            cells={{
              kind: (value) => text(value).replaceAll('_', ' '),
              missed: (value) => ((num(value) ?? 0) > 0 ? <Tag tone="bad">{String(value)}</Tag> : '0'),
            }}
          />
        </div>
      </div>
    </section>
  );
}

/** Shares of each kind, since kinds are as rare as one and as frequent as a hundred thousand. */
function faultOption(p: Palette, faults: Verification['faults']): Option {
  const parts = [
    ['handled', 'Handled', p.series[0]],
    ['unrecoverable', 'Not knowable', p.series[2]],
    ['missed', 'Missed', p.bad],
  ] as const;
  return {
    grid: { left: 4, right: 18, top: 34, bottom: 4, containLabel: true },
    legend: {
      top: 0,
      left: 0,
      icon: 'roundRect',
      itemWidth: 9,
      itemHeight: 9,
      textStyle: { color: p.ink2, fontFamily: p.font, fontSize: 12 },
    },
    xAxis: {
      type: 'value',
      max: 100,
      axisLabel: { formatter: '{value} %', color: p.ink3, fontFamily: p.font, fontSize: 11 },
      splitLine: { lineStyle: { color: p.line } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: faults.map((fault) => fault.kind.replaceAll('_', ' ')),
      axisTick: { show: false },
      axisLine: { show: false },
      axisLabel: { color: p.ink2, fontFamily: p.font, fontSize: 11, interval: 0 },
    },
    tooltip: {
      ...tooltipLook(p),
      trigger: 'axis',
      axisPointer: { type: 'shadow', shadowStyle: { color: p.line, opacity: 0.35 } },
      formatter: (raw) => {
        const fault = faults[(Array.isArray(raw) ? raw[0] : raw)?.dataIndex ?? 0];
        return fault
          ? tip(
              fault.kind.replaceAll('_', ' '),
              parts.map(([key, name, tone]) => ({ colour: tone, name, value: fault[key].toLocaleString('en') })),
            )
          : '';
      },
    },
    series: parts.map(([key, name, tone]) => ({
      type: 'bar' as const,
      name,
      stack: 'all',
      barMaxWidth: 14,
      itemStyle: { color: tone ?? p.ink3 },
      data: faults.map((fault) => (fault.injected ? (100 * fault[key]) / fault.injected : 0)),
    })),
  };
}
