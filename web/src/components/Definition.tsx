import { useId, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { Icon } from './Icon';

/** A small button that tells, on hover, focus and touch, what exactly a figure means. */
export function Definition({ of, children }: { of: string; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const bubble = useRef<HTMLDivElement>(null);
  const id = useId();

  useLayoutEffect(() => {
    if (!open || !button.current || !bubble.current) return;
    const place = button.current.getBoundingClientRect();
    const size = bubble.current.getBoundingClientRect();
    const left = Math.min(Math.max(12, place.left - 20), window.innerWidth - size.width - 12);
    const below = place.bottom + 6 + size.height < window.innerHeight;
    bubble.current.style.left = `${left}px`;
    bubble.current.style.top = `${below ? place.bottom + 6 : Math.max(8, place.top - 6 - size.height)}px`;
  }, [open]);

  return (
    <span className="definition" onMouseEnter={() => setOpen(true)} onMouseLeave={() => setOpen(false)}>
      <button
        ref={button}
        type="button"
        className="icon-button"
        aria-label={`What is ${of}?`}
        aria-expanded={open}
        aria-describedby={open ? id : undefined}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onClick={() => setOpen(true)}
        onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}
      >
        <Icon name="info" size={15} />
      </button>
      {open && (
        <div ref={bubble} id={id} role="tooltip" className="bubble">
          {children}
        </div>
      )}
    </span>
  );
}
