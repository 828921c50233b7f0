import { useMemo, useState } from 'react';
import type { ModelInfo } from '../api/types';
import { layout, relatives } from './layout';

const WIDTH = 164;
const GAP = 56;
const LINE = 27;

/** The pipeline from left to right. A model that is pointed at shows what it is connected with; a chosen one leaves only its relatives. */
export function Graph({ models, selected, onSelect }: { models: ModelInfo[]; selected: string | null; onSelect: (name: string) => void }) {
  const [pointed, setPointed] = useState<string>();
  const kept = useMemo(() => {
    const near = selected && models.some((model) => model.name === selected) ? relatives(models, selected) : undefined;
    return near ? models.filter((model) => near.has(model.name)) : models;
  }, [models, selected]);
  const placed = useMemo(() => layout(kept), [kept]);
  const near = useMemo(() => (pointed ? relatives(kept, pointed) : undefined), [kept, pointed]);
  const height = Math.max(placed.rows * LINE + 40, 120);
  const width = placed.columns * (WIDTH + GAP) - GAP;
  const place = new Map(
    placed.nodes.map((node) => {
      const rows = placed.nodes.filter((other) => other.column === node.column).length;
      const step = Math.min(LINE * 2.2, (height - 40) / rows);
      return [node.name, { x: node.column * (WIDTH + GAP), y: 34 + (height - 40 - rows * step) / 2 + node.row * step }];
    }),
  );
  const built = new Map(models.map((model) => [model.name, model.built]));
  const layers = new Map<string, number>();
  for (const node of placed.nodes) layers.set(node.layer, Math.min(node.column, layers.get(node.layer) ?? node.column));
  return (
    <div className="graph" tabIndex={0} role="region" aria-label="Lineage of models">
      <div style={{ width, height, position: 'relative' }}>
        <svg width={width} height={height} aria-hidden="true">
          {placed.edges.map(({ from, to }) => {
            const a = place.get(from);
            const b = place.get(to);
            if (!a || !b) return null;
            const lit = near?.has(from) && near.has(to);
            const x1 = a.x + WIDTH;
            const middle = (x1 + b.x) / 2;
            return (
              <path
                key={`${from} ${to}`}
                className={near ? (lit ? 'lit' : 'dim') : ''}
                d={`M${x1} ${a.y + 11}C${middle} ${a.y + 11} ${middle} ${b.y + 11} ${b.x} ${b.y + 11}`}
              />
            );
          })}
        </svg>
        {[...layers].map(([layer, column]) => (
          <span key={layer} className="graph-layer" style={{ left: column * (WIDTH + GAP) }}>
            {layer}
          </span>
        ))}
        {placed.nodes.map((node) => {
          const at = place.get(node.name) ?? { x: 0, y: 0 };
          return (
            <button
              key={node.name}
              type="button"
              style={{ left: at.x, top: at.y, width: WIDTH }}
              aria-pressed={node.name === selected}
              title={node.name}
              className={`node ${node.layer} ${built.get(node.name) ? '' : 'absent'} ${near && !near.has(node.name) ? 'dim' : ''}`}
              onMouseEnter={() => setPointed(node.name)}
              onMouseLeave={() => setPointed(undefined)}
              onFocus={() => setPointed(node.name)}
              onBlur={() => setPointed(undefined)}
              onClick={() => onSelect(node.name)}
            >
              {node.name.slice(node.name.indexOf('.') + 1)}
            </button>
          );
        })}
      </div>
    </div>
  );
}
