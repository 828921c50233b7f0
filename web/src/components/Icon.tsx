/** Line icons on a 20 by 20 grid, drawn for this dashboard. */
const PATHS = {
  overview: 'M3 10h3l2-5 4 10 2-5h3',
  orders: 'M5 3h10v14l-2.5-1.6L10 17l-2.5-1.6L5 17zM8 7h4M8 10h4',
  commerce: 'M4 6h12l-1 10H5zM7 6a3 3 0 0 1 6 0',
  factory: 'M3 17V9l4 3V9l4 3V4h4l2 13zM7 15h1M11 15h1',
  fleet: 'M2 5h9v9H2zM11 8h4l3 3v3h-7M5.5 16.5a1.8 1.8 0 1 0 0-.1M14.5 16.5a1.8 1.8 0 1 0 0-.1',
  trust: 'M10 2.5l6 2.5v4.5c0 4-2.6 6.6-6 8-3.4-1.4-6-4-6-8V5zM7.2 10l2 2 3.6-4',
  pipeline: 'M4 5.5a1.8 1.8 0 1 0 0-.1M16 10a1.8 1.8 0 1 0 0-.1M4 14.5a1.8 1.8 0 1 0 0-.1M6 5.5c5 0 4 4.5 8 4.5M6 14.5c5 0 4-4.5 8-4.5',
  info: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM10 9.2v4.3M10 6.4v.4',
  table: 'M3 4.5h14v11H3zM3 8.2h14M3 11.9h14M8.5 8.2v7.3',
  chart: 'M4 16V9M8.5 16V4M13 16v-5M17 16H3',
  download: 'M10 3v9m-3.5-3.2L10 12.3l3.5-3.5M4 16h12',
  play: 'M6 4l10 6-10 6z',
  pause: 'M6.5 4v12M13.5 4v12',
  sun: 'M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM10 2v1.6M10 16.4V18M2 10h1.6M16.4 10H18M4.4 4.4l1.1 1.1M14.5 14.5l1.1 1.1M4.4 15.6l1.1-1.1M14.5 5.5l1.1-1.1',
  moon: 'M16 11.8A6.5 6.5 0 1 1 8.2 4a5.2 5.2 0 0 0 7.8 7.8z',
  close: 'M5 5l10 10M15 5L5 15',
  left: 'M12 5l-5 5 5 5',
  right: 'M8 5l5 5-5 5',
  plus: 'M10 4v12M4 10h12',
  minus: 'M4 10h12',
  fit: 'M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4',
  search: 'M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM13 13l4 4',
  stock: 'M3 7l7-4 7 4v6.5l-7 4-7-4zM3 7l7 4 7-4M10 11v6.5',
  customers:
    'M7.5 9a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6zM2.5 16.5c.3-3 2.2-4.7 5-4.7s4.700 1.700 5 4.700M13.500 9.200a2.300 2.300 0 1 0-.8-4.500M14.500 12c1.800.4 2.800 1.900 3 4',
} as const;

export type IconName = keyof typeof PATHS;

const FILLED = new Set<IconName>(['play']);

export function Icon({ name, size = 17 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      aria-hidden="true"
      fill={FILLED.has(name) ? 'currentColor' : 'none'}
      stroke="currentColor"
      strokeWidth="1.55"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
