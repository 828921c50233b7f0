/** Places the models of a pipeline from left to right: each to the right of all that it reads, near to what it is connected with. */
export interface Node {
  name: string;
  layer: string;
  inputs: string[];
}

export interface Placed {
  name: string;
  layer: string;
  column: number;
  row: number;
}

export interface Layout {
  nodes: Placed[];
  edges: { from: string; to: string }[];
  columns: number;
  rows: number;
}

const LAYERS = ['landing', 'seed', 'bronze', 'silver', 'gold'];
const SWEEPS = 6;

export function layout(models: Node[]): Layout {
  const byName = new Map(models.map((model) => [model.name, model]));
  const edges = models.flatMap((model) =>
    model.inputs.filter((input) => byName.has(input) && input !== model.name).map((input) => ({ from: input, to: model.name })),
  );
  const columns = columnsOf(models, byName);
  const lists: string[][] = [];
  for (const model of models) (lists[columns.get(model.name) ?? 0] ??= []).push(model.name);
  const filled = lists.filter((list) => list !== undefined && list.length > 0);
  for (const list of filled) list.sort((a, b) => a.localeCompare(b, 'en'));
  straighten(filled, edges);
  const nodes = filled.flatMap((list, column) => list.map((name, row) => ({ name, layer: byName.get(name)?.layer ?? '', column, row })));
  return { nodes, edges, columns: filled.length, rows: Math.max(0, ...filled.map((list) => list.length)) };
}

/** A layer begins where the deepest model of the layer before it ends. */
function columnsOf(models: Node[], byName: Map<string, Node>): Map<string, number> {
  const depth = new Map<string, number>();
  const inLayer = (model: Node, path: Set<string>): number => {
    const known = depth.get(model.name);
    if (known !== undefined) return known;
    if (path.has(model.name)) return 0;
    path.add(model.name);
    let deepest = 0;
    for (const input of model.inputs) {
      const read = byName.get(input);
      if (read && read.layer === model.layer && read !== model) deepest = Math.max(deepest, inLayer(read, path) + 1);
    }
    depth.set(model.name, deepest);
    return deepest;
  };
  const layers = [...new Set(models.map((model) => model.layer))].sort((a, b) => LAYERS.indexOf(a) - LAYERS.indexOf(b));
  const columns = new Map<string, number>();
  let first = 0;
  for (const layer of layers) {
    const members = models.filter((model) => model.layer === layer);
    const depths = members.map((model) => inLayer(model, new Set()));
    members.forEach((model, i) => columns.set(model.name, first + (depths[i] ?? 0)));
    first += Math.max(0, ...depths) + 1;
  }
  return columns;
}

/** Each sweep puts the models of a column in the order of the middle of their neighbours, which takes most crossings away. */
function straighten(columns: string[][], edges: { from: string; to: string }[]): void {
  const neighbours = new Map<string, string[]>();
  for (const { from, to } of edges) {
    neighbours.set(from, [...(neighbours.get(from) ?? []), to]);
    neighbours.set(to, [...(neighbours.get(to) ?? []), from]);
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const place = new Map(columns.flatMap((list) => list.map((name, row) => [name, (row + 0.5) / list.length] as const)));
    for (const list of sweep % 2 === 0 ? columns : [...columns].reverse()) {
      const middle = new Map(
        list.map((name) => {
          const near = (neighbours.get(name) ?? []).map((other) => place.get(other) ?? 0.5);
          return [name, near.length ? near.reduce((sum, each) => sum + each, 0) / near.length : (place.get(name) ?? 0.5)] as const;
        }),
      );
      list.sort((a, b) => (middle.get(a) ?? 0) - (middle.get(b) ?? 0) || a.localeCompare(b, 'en'));
      list.forEach((name, row) => place.set(name, (row + 0.5) / list.length));
    }
  }
}

/** A model with everything that it is made of and everything that is made of it. */
export function relatives(models: Node[], name: string): Set<string> {
  const byName = new Map(models.map((model) => [model.name, model]));
  const found = new Set([name]);
  const up = (each: string): void => {
    for (const input of byName.get(each)?.inputs ?? []) {
      if (!byName.has(input) || found.has(input)) continue;
      found.add(input);
      up(input);
    }
  };
  const readers = new Map<string, string[]>();
  for (const model of models) for (const input of model.inputs) readers.set(input, [...(readers.get(input) ?? []), model.name]);
  const seen = new Set([name]);
  const down = (each: string): void => {
    for (const reader of readers.get(each) ?? []) {
      if (seen.has(reader)) continue;
      seen.add(reader);
      found.add(reader);
      down(reader);
    }
  };
  up(name);
  down(name);
  return found;
}
