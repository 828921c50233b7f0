import { useMemo, useState } from 'react';
import type { ModelInfo } from '../api/types';
import { useQuery } from '../api/useQuery';
import { Failure, Skeleton } from '../components/Notice';
import { Section } from '../components/Section';
import { Segments } from '../components/Segments';
import { Graph } from '../lineage/Graph';
import { useParameter } from '../routing';
import { ModelPanel } from './ModelPanel';

const LAYERS = ['all', 'bronze', 'silver', 'gold'] as const;

/** Which model reads which; a click on one shows all of it. */
export function LineageTab() {
  const answer = useQuery<ModelInfo[]>('/api/models');
  const [chosen, choose] = useParameter('model');
  const [typed, setTyped] = useState('');
  const [layer, setLayer] = useState<(typeof LAYERS)[number]>('all');
  const [everything, setEverything] = useState(false);
  const all = answer.data;
  const absent = all?.filter((model) => !model.built).length ?? 0;
  const models = useMemo(
    () =>
      (all ?? []).filter(
        (model) =>
          (everything || model.built) && (layer === 'all' || model.layer === layer) && (!typed || model.name.includes(typed.toLowerCase())),
      ),
    [all, typed, layer, everything],
  );
  const shown = chosen && all ? all.filter((model) => everything || model.built || model.name === chosen) : models;
  if (!all)
    return (
      <Section title="Lineage">
        {answer.error ? <Failure error={answer.error} retry={answer.refresh} /> : <Skeleton height={400} />}
      </Section>
    );
  return (
    <>
      <Section
        title={chosen ? `What ${chosen} is made of, and what is made of it` : `${models.length} models`}
        flush
        tools={
          <span className="toolbar">
            {chosen ? (
              <button type="button" className="button" onClick={() => choose(null)}>
                All models
              </button>
            ) : (
              <>
                <label className="field">
                  <span className="visually-hidden">Name contains</span>
                  <input type="search" placeholder="Name contains …" value={typed} onChange={(event) => setTyped(event.target.value)} />
                </label>
                <Segments label="Layer" value={layer} onChange={setLayer} options={LAYERS.map((each) => ({ value: each, label: each }))} />
                {absent > 0 && (
                  <label className="field">
                    <input type="checkbox" checked={everything} onChange={(event) => setEverything(event.target.checked)} />
                    {absent} not built here
                  </label>
                )}
              </>
            )}
          </span>
        }
      >
        <Graph models={shown} selected={chosen ?? null} onSelect={choose} />
      </Section>
      {chosen && <ModelPanel name={chosen} onOpen={choose} />}
    </>
  );
}
