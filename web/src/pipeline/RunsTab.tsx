import { useEffect, useState } from 'react';
import { ApiError, sendJson } from '../api/client';
import type { RunInfo, RunScheduleState } from '../api/types';
import { useQuery } from '../api/useQuery';
import { useWorkspace } from '../api/workspace';
import { DataTable } from '../components/DataTable';
import { Failure, Notice, Skeleton } from '../components/Notice';
import { Section } from '../components/Section';
import { Tag } from '../components/Tag';
import { text, type Frame } from '../format/frame';
import { bytes, dateTime, seconds } from '../format/numbers';
import { useLive } from '../live/useLive';
import { useParameter } from '../routing';

/** Runs of the pipeline, the newest first, and what each step of one did. */
export function RunsTab() {
  const answer = useQuery<RunInfo[]>('/api/runs');
  const [chosen, choose] = useParameter('run');
  const up = useWorkspace()?.mode === 'up';
  const step = useLive((live) => live.run);
  const { refresh } = answer;
  // A step without a model is the beginning or the end of a run.
  useEffect(() => {
    if (step?.model === '') refresh();
  }, [step, refresh]);
  const runs = [...(answer.data ?? [])].sort((a, b) => b.startedAt.localeCompare(a.startedAt) || b.runId.localeCompare(a.runId));
  const run = runs.find((each) => each.runId === chosen) ?? runs[0];
  if (!answer.data)
    return (
      <Section title="Runs">{answer.error ? <Failure error={answer.error} retry={answer.refresh} /> : <Skeleton height={240} />}</Section>
    );
  if (!run)
    return (
      <>
        {up && <Schedule onStarted={answer.refresh} />}
        <Section title="Runs">
          <Notice title="Nothing ran yet">
            {up ? 'The first run shows here when it has ended.' : 'Bring the tables up to date with: waybill run'}
          </Notice>
        </Section>
      </>
    );
  return (
    <>
      {up && <Schedule onStarted={answer.refresh} />}
      <Section title="Runs" span={12} flush>
        <DataTable
          frame={runsFrame(runs)}
          label="Runs"
          pageSize={7}
          onRow={(row) => choose(text(row[0]))}
          selected={(row) => row[0] === run.runId}
          cells={{
            state: (value) => <Tag tone={value === 'succeeded' ? 'good' : 'bad'}>{text(value)}</Tag>,
            took: (value) => seconds(Number(value)),
            started: (value) => dateTime(text(value), true),
            clock: (value) => dateTime(text(value)),
          }}
        />
      </Section>
      <RunSteps run={run} />
    </>
  );
}

function runsFrame(runs: RunInfo[]): Frame {
  const integer = (name: string) => ({ name, type: 'integer' });
  return {
    columns: [
      { name: 'run', type: 'text' },
      { name: 'state', type: 'text' },
      { name: 'started', type: 'text' },
      { name: 'clock', type: 'text', meaning: 'the moment that the tables say they were made at' },
      { name: 'took', type: 'number' },
      integer('models'),
      integer('rows_added'),
      integer('rows_removed'),
      integer('quarantined'),
    ],
    rows: runs.map((run) => [
      run.runId,
      run.succeeded ? 'succeeded' : 'failed',
      run.startedAt,
      run.clock,
      run.seconds,
      run.steps.length,
      total(run, 'rowsAdded'),
      total(run, 'rowsRemoved'),
      total(run, 'quarantined'),
    ]),
  };
}

function total(run: RunInfo, name: 'rowsAdded' | 'rowsRemoved' | 'quarantined'): number {
  return run.steps.reduce((sum, step) => sum + step[name], 0);
}

function RunSteps({ run }: { run: RunInfo }) {
  const frame: Frame = {
    columns: [
      { name: 'model', type: 'text' },
      { name: 'action', type: 'text' },
      { name: 'took', type: 'number' },
      { name: 'changed', type: 'integer', meaning: 'keys that were computed again' },
      { name: 'rows_added', type: 'integer' },
      { name: 'rows_removed', type: 'integer' },
      { name: 'quarantined', type: 'integer' },
      { name: 'size', type: 'number' },
      { name: 'notes', type: 'text' },
    ],
    rows: run.steps.map((step) => [
      step.model,
      step.action.replaceAll('_', ' '),
      step.seconds,
      step.changed,
      step.rowsAdded,
      step.rowsRemoved,
      step.quarantined,
      step.bytes,
      [...step.failedChecks.map((check) => `${check.severity}: ${check.name} (${check.rows} rows) ${check.sample}`), ...step.notes].join(
        ' · ',
      ),
    ]),
  };
  const longest = Math.max(0.001, ...run.steps.map((step) => step.seconds));
  return (
    <Section title={`Steps of run ${run.runId}`} flush>
      {run.error && (
        <p className="panel-note delta down" role="alert">
          {run.error}
        </p>
      )}
      {run.steps.length === 0 ? (
        <Notice title="No steps">Nothing had changed.</Notice>
      ) : (
        <DataTable
          frame={frame}
          label={`Steps of run ${run.runId}`}
          pageSize={12}
          sort={{ column: 'took', direction: 'descending' }}
          cells={{
            action: (value) => (
              <Tag tone={value === 'failed' ? 'bad' : value === 'skipped' ? 'warn' : value === 'up to date' ? 'plain' : 'info'}>
                {text(value)}
              </Tag>
            ),
            took: (value) => (
              <span className="bar-cell">
                <i style={{ '--share': `${(Number(value) / longest) * 100}%` } as React.CSSProperties} />
                <span>{seconds(Number(value))}</span>
              </span>
            ),
            size: (value) => (value === 0 ? '–' : bytes(Number(value))),
            changed: (value) => (Number(value) < 0 ? 'all' : Number(value).toLocaleString('en')),
            model: (value) => <a href={`#/pipeline?tab=lineage&model=${encodeURIComponent(text(value))}`}>{text(value)}</a>,
          }}
        />
      )}
    </Section>
  );
}

/** When the pipeline runs by itself, and a button for now. */
function Schedule({ onStarted }: { onStarted: () => void }) {
  const schedule = useQuery<RunScheduleState>('/api/schedule');
  const run = useLive((live) => live.run);
  const [failure, setFailure] = useState<string>();
  const start = (): void => {
    setFailure(undefined);
    sendJson('POST', '/api/runs', {}).then(
      () => {
        schedule.refresh();
        onStarted();
      },
      (error: unknown) => setFailure(error instanceof ApiError ? `${error.title} ${error.hint ?? ''}` : String(error)),
    );
  };
  const state = schedule.data;
  if (!state) return null;
  const rhythm = state.every ? `every ${state.every}` : state.cron ? `at ${state.cron}` : 'only when asked';
  return (
    <Section
      title="Schedule"
      tools={
        <button type="button" className="button primary" onClick={start}>
          Run now
        </button>
      }
    >
      <p>
        Runs {rhythm}. {state.next && <>The next one starts at {dateTime(state.next, true)} UTC. </>}
        {run?.model && <Tag tone="info">{`${run.model}: ${run.state.replaceAll('_', ' ')}`}</Tag>}
        {failure && <Tag tone="bad">{failure}</Tag>}
      </p>
    </Section>
  );
}
