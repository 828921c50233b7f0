import { compactNumber, percent } from '../format/numbers';
import { num, text, type Row } from '../format/frame';
import { writePlace } from '../routing';
import { Icon, type IconName } from './Icon';

const STAGES: Record<string, { title: string; icon: IconName; page: string }> = {
  factory: { title: 'Factory', icon: 'factory', page: 'factory' },
  stock: { title: 'Stock', icon: 'stock', page: 'commerce' },
  orders: { title: 'Orders', icon: 'orders', page: 'orders' },
  trucks: { title: 'Trucks', icon: 'fleet', page: 'fleet' },
  customers: { title: 'Customers', icon: 'customers', page: 'orders' },
};

/** The chain as one picture: what went through each stage, from left to right. */
export function Chain({ stages }: { stages: Row[] }) {
  return (
    <ol className="chain">
      {stages.map((stage) => (
        <Stage key={text(stage['stage'])} stage={stage} />
      ))}
    </ol>
  );
}

function Stage({ stage }: { stage: Row }) {
  const name = text(stage['stage']);
  const { title, icon, page } = STAGES[name] ?? { title: name, icon: 'overview' as const, page: 'overview' };
  const today = num(stage['today']);
  const yesterday = num(stage['yesterday']);
  const share = num(stage['share']);
  return (
    <li className="chain-stage">
      <a href={writePlace(page)}>
        <span className="chain-icon">
          <Icon name={icon} size={22} />
        </span>
        <span className="chain-title">{title}</span>
        <span className="chain-value">{today === null ? '–' : compactNumber(today)}</span>
        <span className="chain-unit">{text(stage['unit'])}</span>
        <Change today={today} yesterday={yesterday} />
        {share !== null && (
          <span className="chain-share" title={text(stage['share_of'])}>
            <Ring share={share} />
            <span>
              <strong>{percent(share)}</strong> {text(stage['share_of'])}
            </span>
          </span>
        )}
      </a>
    </li>
  );
}

function Change({ today, yesterday }: { today: number | null; yesterday: number | null }) {
  if (today === null || !yesterday) return <span className="chain-change muted">no day before</span>;
  const change = today / yesterday - 1;
  const sign = change > 0.0005 ? '▲' : change < -0.0005 ? '▼' : '=';
  return (
    <span className="chain-change muted">
      <span aria-hidden="true">{sign}</span> {percent(Math.abs(change))}{' '}
      <span className="visually-hidden">{change < 0 ? 'less' : 'more'}</span> vs. {compactNumber(yesterday)}
    </span>
  );
}

/** A share as a ring: green when nearly all is well. */
function Ring({ share }: { share: number }) {
  const around = 2 * Math.PI * 8;
  const tone = share >= 0.95 ? 'good' : share >= 0.85 ? 'warn' : 'bad';
  return (
    <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
      <circle cx="11" cy="11" r="8" fill="none" stroke="var(--surface-3)" strokeWidth="3.5" />
      <circle
        cx="11"
        cy="11"
        r="8"
        fill="none"
        stroke={`var(--${tone})`}
        strokeWidth="3.5"
        strokeLinecap="round"
        strokeDasharray={`${around * share} ${around}`}
        transform="rotate(-90 11 11)"
      />
    </svg>
  );
}
