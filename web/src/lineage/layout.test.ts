import { describe, expect, it } from 'vitest';
import { layout, relatives, type Node } from './layout';

const models: Node[] = [
  { name: 'bronze.sales', layer: 'bronze', inputs: ['landing.sales'] },
  { name: 'bronze.trips', layer: 'bronze', inputs: ['landing.trips'] },
  { name: 'silver.orders', layer: 'silver', inputs: ['bronze.sales'] },
  { name: 'gold.fct_orders', layer: 'gold', inputs: ['silver.orders'] },
  { name: 'gold.kpi_gmv', layer: 'gold', inputs: ['gold.fct_orders', 'gold.kpi_gmv'] },
  { name: 'gold.fct_trip', layer: 'gold', inputs: ['bronze.trips'] },
];

describe('lineage', () => {
  it('places each model to the right of what it reads', () => {
    const { nodes, edges } = layout(models);
    const column = new Map(nodes.map((node) => [node.name, node.column]));
    for (const { from, to } of edges) expect(column.get(from)).toBeLessThan(column.get(to) ?? 0);
    expect(edges).toHaveLength(4);
  });

  it('puts no two models in one place', () => {
    const { nodes } = layout(models);
    expect(new Set(nodes.map((node) => `${node.column} ${node.row}`)).size).toBe(models.length);
  });

  it('finds what a model is made of and what is made of it, and nothing else', () => {
    expect([...relatives(models, 'silver.orders')].sort()).toEqual(['bronze.sales', 'gold.fct_orders', 'gold.kpi_gmv', 'silver.orders']);
  });

  it('survives models that read each other', () => {
    const round: Node[] = [
      { name: 'gold.a', layer: 'gold', inputs: ['gold.b'] },
      { name: 'gold.b', layer: 'gold', inputs: ['gold.a'] },
    ];
    expect(layout(round).nodes).toHaveLength(2);
  });
});
