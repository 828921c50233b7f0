import type { ReactNode } from 'react';

/** A panel that asks nothing of the lake by itself. */
export function Section({
  title,
  span = 12,
  flush = false,
  tools,
  children,
  height,
}: {
  title: string;
  span?: number;
  flush?: boolean;
  tools?: ReactNode;
  children: ReactNode;
  height?: number;
}) {
  return (
    <section className={`panel span-${span}`} aria-label={title}>
      <header className="panel-head">
        <h2>{title}</h2>
        {tools && <div className="panel-tools">{tools}</div>}
      </header>
      <div className={`panel-body${flush ? ' flush' : ''}`} style={height ? { minHeight: height } : undefined}>
        {children}
      </div>
    </section>
  );
}
