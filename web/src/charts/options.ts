import { compactNumber, isShare, quantity, shortDay, unitSuffix } from '../format/numbers';
import type { Palette } from './palette';
import type { Option } from './registry';
import { tip } from './tip';

type Unit = string | null | undefined;

export interface Series {
  name: string;
  values: (number | null)[];
  unit?: Unit;
  /** 'bar', 'line', or 'area'; lines unless said. */
  kind?: 'line' | 'bar' | 'area' | 'dashed';
  colour?: string | undefined;
  stack?: string;
  /** On the right axis, with its own unit. */
  right?: boolean;
  /** Not in the legend: what it is can be seen. */
  quiet?: boolean;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function withUnit(value: number, unit: Unit): string {
  const suffix = unitSuffix(unit);
  return suffix ? `${quantity(value, unit)} ${suffix}` : quantity(value, unit);
}

function axisText(unit: Unit): (value: number) => string {
  return (value) => (isShare(unit) ? `${Math.round(value * 1000) / 10} %` : compactNumber(value));
}

export function placeText(place: string): string {
  return DAY.test(place)
    ? shortDay(place)
    : place.length > 10 && DAY.test(place.slice(0, 10))
      ? `${shortDay(place)} ${place.slice(11, 16)}`
      : place;
}

export function tooltipLook(p: Palette) {
  return {
    backgroundColor: p.surface,
    borderColor: p.line,
    borderWidth: 1,
    padding: [8, 11] as [number, number],
    confine: true,
    transitionDuration: 0.1,
    extraCssText: '',
    textStyle: { color: p.ink2, fontFamily: p.font, fontSize: 12 },
  };
}

function valueAxis(p: Palette, unit: Unit, extra: object = {}) {
  return {
    type: 'value' as const,
    name: isShare(unit) ? '' : unitSuffix(unit),
    nameTextStyle: { color: p.ink3, fontFamily: p.font, fontSize: 11, align: 'left' as const, padding: [0, 0, 0, -20] },
    nameGap: 10,
    axisLabel: { color: p.ink3, fontFamily: p.font, fontSize: 11, formatter: axisText(unit) },
    splitLine: { lineStyle: { color: p.line } },
    splitNumber: 4,
    ...extra,
  };
}

function categoryAxis(p: Palette, places: string[], extra: object = {}) {
  return {
    type: 'category' as const,
    data: places,
    axisLine: { lineStyle: { color: p.line } },
    axisTick: { show: false },
    axisLabel: { color: p.ink3, fontFamily: p.font, fontSize: 11, hideOverlap: true, formatter: placeText },
    ...extra,
  };
}

/** Lines, areas and bars over the same places (days, hours, months, names). */
export function series(
  p: Palette,
  places: string[],
  lines: Series[],
  settings: { zero?: boolean; max?: number; min?: number; xName?: string } = {},
): Option {
  const left = lines.find((line) => !line.right)?.unit;
  const right = lines.find((line) => line.right);
  const named = lines.filter((line) => !line.quiet);
  const legend = named.length > 1;
  const hasBars = lines.some((line) => line.kind === 'bar');
  return {
    grid: {
      left: 4,
      right: right ? 4 : 10,
      top: legend ? 34 : isShare(left) || !unitSuffix(left) ? 12 : 26,
      bottom: settings.xName ? 18 : 2,
      containLabel: true,
    },
    legend: {
      show: legend,
      data: named.map((line) => line.name),
      top: 0,
      left: 0,
      type: 'scroll',
      icon: 'roundRect',
      itemWidth: 9,
      itemHeight: 9,
      itemGap: 14,
      pageIconColor: p.ink2,
      pageTextStyle: { color: p.ink3 },
      textStyle: { color: p.ink2, fontFamily: p.font, fontSize: 12 },
    },
    xAxis: categoryAxis(p, places, {
      boundaryGap: hasBars,
      name: settings.xName ?? '',
      nameLocation: 'middle',
      nameGap: 26,
      nameTextStyle: { color: p.ink3, fontFamily: p.font, fontSize: 11 },
    }),
    yAxis: [
      valueAxis(p, left, { scale: settings.zero === false, ...(legend ? { name: '' } : {}), ...ends(lines, settings) }),
      ...(right ? [valueAxis(p, right.unit, { splitLine: { show: false }, name: '', scale: settings.zero === false })] : []),
    ],
    tooltip: {
      ...tooltipLook(p),
      trigger: 'axis',
      axisPointer: { type: hasBars ? 'shadow' : 'line', lineStyle: { color: p.line }, shadowStyle: { color: p.line, opacity: 0.35 } },
      formatter: (raw) => {
        const items = (Array.isArray(raw) ? raw : [raw]).filter((item) => typeof item.value === 'number');
        const place = String((Array.isArray(raw) ? raw[0] : raw)?.name ?? '');
        return tip(
          settings.xName ? `${placeText(place)} ${settings.xName}` : placeText(place),
          items.map((item) => ({
            colour: typeof item.color === 'string' ? item.color : undefined,
            name: item.seriesName ?? '',
            value: withUnit(item.value as number, lines[item.seriesIndex ?? 0]?.unit),
          })),
        );
      },
    },
    series: lines.map((line, i) => {
      const tone = line.colour ?? p.series[i % p.series.length] ?? p.accent;
      const shared = {
        name: line.name,
        data: line.values,
        itemStyle: { color: tone },
        ...(line.stack ? { stack: line.stack } : {}),
        yAxisIndex: line.right && right ? 1 : 0,
      };
      if (line.kind === 'bar')
        return {
          ...shared,
          type: 'bar' as const,
          barMaxWidth: 30,
          barCategoryGap: '28%',
          itemStyle: { color: tone, borderRadius: line.stack ? 0 : [3, 3, 0, 0] },
        };
      return {
        ...shared,
        type: 'line' as const,
        showSymbol: places.length < 2,
        symbolSize: 5,
        connectNulls: line.kind === 'dashed',
        lineStyle: { width: 2, color: tone, type: line.kind === 'dashed' ? ('dashed' as const) : ('solid' as const) },
        ...(line.kind === 'area' ? { areaStyle: { color: tone, opacity: line.stack ? 0.55 : 0.13 } } : {}),
        emphasis: { focus: 'series' as const },
      };
    }),
  };
}

/** The axis of shares that end at one: round steps down from there, as far as the lowest share needs. */
function ends(lines: Series[], settings: { zero?: boolean; max?: number; min?: number }): object {
  if (settings.max !== 1)
    return { ...(settings.max === undefined ? {} : { max: settings.max }), ...(settings.min === undefined ? {} : { min: settings.min }) };
  if (settings.zero !== false) return { max: 1, min: 0, interval: 0.25 };
  const lowest = Math.min(1, ...lines.flatMap((line) => line.values.filter((value) => value !== null)));
  const step = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25].find((each) => (1 - lowest) / each <= 5) ?? 0.25;
  const steps = Math.max(1, Math.ceil((1 - lowest) / step - 1e-9));
  return { max: 1, min: Math.round((1 - steps * step) * 1000) / 1000, interval: step };
}

/** Bars that lie down: names are read where they start. The first is on top. */
export function ranking(
  p: Palette,
  names: string[],
  values: (number | null)[],
  unit: Unit,
  name: string,
  settings: { colour?: string; colours?: (string | undefined)[]; max?: number; min?: number } = {},
): Option {
  return {
    grid: { left: 4, right: 56, top: 4, bottom: 2, containLabel: true },
    xAxis: valueAxis(p, unit, {
      name: '',
      splitNumber: 3,
      ...(settings.max === undefined ? {} : { max: settings.max }),
      ...(settings.min === undefined ? {} : { min: settings.min }),
      axisLabel: { show: false },
      splitLine: { show: false },
    }),
    yAxis: categoryAxis(p, names, {
      inverse: true,
      axisLine: { show: false },
      axisLabel: { color: p.ink2, fontFamily: p.font, fontSize: 12, width: 130, overflow: 'truncate' },
    }),
    tooltip: {
      ...tooltipLook(p),
      trigger: 'axis',
      axisPointer: { type: 'shadow', shadowStyle: { color: p.line, opacity: 0.35 } },
      formatter: (raw) => {
        const item = Array.isArray(raw) ? raw[0] : raw;
        return tip(
          String(item?.name ?? ''),
          typeof item?.value === 'number' ? [{ colour: String(item.color), name, value: withUnit(item.value, unit) }] : [],
        );
      },
    },
    series: [
      {
        type: 'bar',
        name,
        barMaxWidth: 18,
        barCategoryGap: '32%',
        data: values.map((value, i) => ({
          value,
          itemStyle: { color: settings.colours?.[i] ?? settings.colour ?? p.series[0] ?? p.accent, borderRadius: [0, 3, 3, 0] },
        })) as never,
        label: {
          show: true,
          position: 'right',
          color: p.ink2,
          fontFamily: p.font,
          fontSize: 11,
          formatter: (item) => (typeof item.value === 'number' ? quantity(item.value, unit, true) : ''),
        },
      },
    ],
  };
}

/** Flows from left to right, as wide as what flows. */
export function flow(p: Palette, links: { source: string; target: string; value: number }[], unit: Unit): Option {
  const names = [...new Set(links.flatMap((link) => [link.source, link.target]))];
  return {
    tooltip: {
      ...tooltipLook(p),
      formatter: (raw) => {
        const item = Array.isArray(raw) ? raw[0] : raw;
        const data = item?.data as { source?: string; target?: string; value?: number; name?: string } | undefined;
        const head = data?.source ? `${data.source} → ${data.target}` : (item?.name ?? '');
        return tip(head, [{ name: 'Flow', value: withUnit(Number(item?.value ?? data?.value ?? 0), unit) }]);
      },
    },
    series: [
      {
        type: 'sankey',
        left: 4,
        right: 150,
        top: 8,
        bottom: 8,
        nodeWidth: 14,
        nodeGap: 14,
        draggable: false,
        data: names.map((name, i) => ({ name, itemStyle: { color: p.series[i % p.series.length] ?? p.accent } })),
        links,
        lineStyle: { color: 'gradient', opacity: 0.32, curveness: 0.5 },
        label: { color: p.ink2, fontFamily: p.font, fontSize: 12 },
        emphasis: { focus: 'adjacency' },
      },
    ],
  };
}
