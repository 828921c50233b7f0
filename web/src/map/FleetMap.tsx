import { useEffect, useMemo, useRef, useState } from 'react';
import { Icon } from '../components/Icon';
import { useTheme } from '../design/theme';
import { number } from '../format/numbers';
import type { DrawnTruck, Fleet } from '../live/fleet';
import { progress } from '../live/fleet';
import { drawGround, drawTrucks, readColours, type Road, type TracePoint } from './draw';
import { boundsOf, fit, pan, project, zoom, type View } from './projection';

interface Props {
  roads: Road[];
  fleet: Fleet;
  trace: TracePoint[];
  selected: string | null;
  onSelect: (truck: string | null) => void;
  height: number;
}

/** Two canvases: the ground, drawn when it changes, and the trucks, drawn for each frame while any of them moves. */
export function FleetMap({ roads, fleet, trace, selected, onSelect, height }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const ground = useRef<HTMLCanvasElement>(null);
  const top = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState<{ width: number; height: number }>();
  const [view, setView] = useState<View>();
  const [hovered, setHovered] = useState<{ truck: DrawnTruck; x: number; y: number }>();
  const theme = useTheme();
  const colours = useMemo(readColours, [theme]);
  const bounds = useMemo(() => {
    const stops = roads.flatMap((road) => road.stops);
    // Before the first run has built the roads, the trucks themselves say where the map is.
    return boundsOf(stops.length > 0 ? stops : [...fleet.trucks.values()].map(({ toLat, toLon }) => ({ lat: toLat, lon: toLon })));
  }, [roads, fleet]);
  const whole = useMemo(() => (size ? fit(bounds, size.width, size.height, size.width < 500 ? 34 : 56) : undefined), [bounds, size]);
  const current = view && size ? { ...view, ...size } : whole;

  useEffect(() => {
    if (!box.current) return;
    const watch = new ResizeObserver(([entry]) => entry && setSize({ width: entry.contentRect.width, height: entry.contentRect.height }));
    watch.observe(box.current);
    return () => watch.disconnect();
  }, []);

  useEffect(() => {
    const g = current && context(ground.current, current);
    if (g && current) drawGround(g, current, roads, trace, colours);
  }, [current, roads, trace, colours]);

  useEffect(() => {
    if (!current) return;
    const g = context(top.current, current);
    if (!g) return;
    let frame = 0;
    let drawn = -1;
    let gliding = true;
    const draw = (now: number): void => {
      if (gliding || drawn !== fleet.changes) {
        drawn = fleet.changes;
        g.clearRect(0, 0, current.width, current.height);
        gliding = drawTrucks(g, current, fleet.trucks.values(), selected, now, colours);
      }
      frame = requestAnimationFrame(draw);
    };
    frame = requestAnimationFrame(draw);
    return () => cancelAnimationFrame(frame);
  }, [current, fleet, selected, colours]);

  const drag = useDrag(current, setView, (x, y) => onSelect(current ? (nearest(fleet, current, x, y)?.truck.truckId ?? null) : null));

  // React listens passively to the wheel, and a passive listener cannot keep the page from scrolling.
  const wheelView = useRef(current);
  wheelView.current = current;
  useEffect(() => {
    const element = top.current;
    if (!element) return;
    const turn = (event: WheelEvent): void => {
      if (!wheelView.current || !(event.ctrlKey || event.metaKey || document.activeElement === element)) return;
      event.preventDefault();
      setView(zoom(wheelView.current, event.deltaY < 0 ? 1.2 : 1 / 1.2, { x: event.offsetX, y: event.offsetY }));
    };
    element.addEventListener('wheel', turn, { passive: false });
    return () => element.removeEventListener('wheel', turn);
  }, []);

  const middle = current ? { x: current.width / 2, y: current.height / 2 } : { x: 0, y: 0 };
  const change = (next: (view: View) => View): void => {
    if (current) setView(next(current));
  };
  const keys: Record<string, (view: View) => View> = {
    ArrowLeft: (v) => pan(v, 60, 0),
    ArrowRight: (v) => pan(v, -60, 0),
    ArrowUp: (v) => pan(v, 0, 60),
    ArrowDown: (v) => pan(v, 0, -60),
    '+': (v) => zoom(v, 1.4, middle),
    '=': (v) => zoom(v, 1.4, middle),
    '-': (v) => zoom(v, 1 / 1.4, middle),
  };

  return (
    <div className="map" ref={box} style={{ height }}>
      <canvas ref={ground} aria-hidden="true" />
      <canvas
        ref={top}
        tabIndex={0}
        role="application"
        aria-label="Map of roads and trucks. Arrow keys move it, plus and minus zoom. The table of trucks has the same."
        onKeyDown={(event) => {
          const next = keys[event.key];
          if (!next) return;
          event.preventDefault();
          change(next);
        }}
        {...drag}
        onMouseMove={(event) => {
          if (!current) return;
          const truck = nearest(fleet, current, event.nativeEvent.offsetX, event.nativeEvent.offsetY);
          setHovered(truck && { truck, x: event.nativeEvent.offsetX, y: event.nativeEvent.offsetY });
        }}
        onMouseLeave={() => setHovered(undefined)}
      />
      <div className="map-tools">
        <button type="button" className="icon-button" aria-label="Closer" onClick={() => change((v) => zoom(v, 1.5, middle))}>
          <Icon name="plus" />
        </button>
        <button type="button" className="icon-button" aria-label="Farther" onClick={() => change((v) => zoom(v, 1 / 1.5, middle))}>
          <Icon name="minus" />
        </button>
        <button type="button" className="icon-button" aria-label="Show all roads" onClick={() => setView(undefined)}>
          <Icon name="fit" />
        </button>
      </div>
      <ul className="map-legend">
        <li>
          <i className="swatch-moving" />
          driving
        </li>
        <li>
          <i className="swatch-resting" />
          standing
        </li>
        <li>
          <i className="swatch-alarm" />
          open alert
        </li>
      </ul>
      {hovered && (
        <div className="map-tip" style={{ left: Math.min(hovered.x + 14, (current?.width ?? 0) - 190), top: Math.max(6, hovered.y - 30) }}>
          <strong>{hovered.truck.truck.truckId}</strong>
          <span>
            {hovered.truck.truck.temp === null ? 'no temperature' : `${number(hovered.truck.truck.temp)} °C`} ·{' '}
            {Math.round(hovered.truck.truck.speedKmh ?? 0)} km/h
          </span>
          {hovered.truck.truck.alerts.map((rule) => (
            <span key={rule} className="delta down">
              {rule.replaceAll('_', ' ')}
            </span>
          ))}
        </div>
      )}
    </div>
  );
}

function context(canvas: HTMLCanvasElement | null, view: View): CanvasRenderingContext2D | null {
  if (!canvas) return null;
  const ratio = window.devicePixelRatio || 1;
  const width = Math.round(view.width * ratio);
  const height = Math.round(view.height * ratio);
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const g = canvas.getContext('2d');
  g?.setTransform(ratio, 0, 0, ratio, 0, 0);
  return g;
}

function nearest(fleet: Fleet, view: View, x: number, y: number): DrawnTruck | undefined {
  const now = performance.now();
  let best: DrawnTruck | undefined;
  let closest = 16;
  for (const drawn of fleet.trucks.values()) {
    const done = progress(drawn, now);
    const at = project(view, drawn.fromLat + (drawn.toLat - drawn.fromLat) * done, drawn.fromLon + (drawn.toLon - drawn.fromLon) * done);
    const away = Math.hypot(at.x - x, at.y - y);
    if (away < closest) {
      closest = away;
      best = drawn;
    }
  }
  return best;
}

/** Moves the map while the pointer is held down; a press without a move is a click. */
function useDrag(view: View | undefined, setView: (view: View) => void, onClick: (x: number, y: number) => void) {
  const held = useRef<{ x: number; y: number; view: View; moved: boolean }>(undefined);
  return {
    onPointerDown: (event: React.PointerEvent<HTMLCanvasElement>) => {
      if (!view || event.pointerType === 'touch') return;
      held.current = { x: event.clientX, y: event.clientY, view, moved: false };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: React.PointerEvent<HTMLCanvasElement>) => {
      const start = held.current;
      if (!start) return;
      const dx = event.clientX - start.x;
      const dy = event.clientY - start.y;
      start.moved ||= Math.hypot(dx, dy) > 4;
      if (start.moved) setView(pan(start.view, dx, dy));
    },
    onPointerUp: (event: React.PointerEvent<HTMLCanvasElement>) => {
      const start = held.current;
      held.current = undefined;
      if ((start && !start.moved) || event.pointerType === 'touch') onClick(event.nativeEvent.offsetX, event.nativeEvent.offsetY);
    },
  };
}
