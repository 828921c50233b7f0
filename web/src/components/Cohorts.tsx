import { distinct, num, text, type Row } from '../format/frame';
import { percent } from '../format/numbers';

/** A heat map as a table: each month's new customers, and how many of them came back. */
export function Cohorts({ rows }: { rows: Row[] }) {
  const cohorts = distinct(rows, 'cohort_month');
  const months = distinct(rows, 'month');
  const most = Math.max(0.001, ...rows.filter((row) => num(row['month']) !== 0).map((row) => num(row['share']) ?? 0));
  const cells = new Map(rows.map((row) => [`${text(row['cohort_month'])} ${text(row['month'])}`, row]));
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label="Cohorts of customers">
      <table className="heat">
        <thead>
          <tr>
            <th scope="col">First order</th>
            <th scope="col">People</th>
            {months.map((month) => (
              <th key={month} scope="col">
                +{month}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cohorts.map((cohort) => (
            <tr key={cohort}>
              <th scope="row">{cohort.slice(0, 7)}</th>
              <td className="number">{num(cells.get(`${cohort} 0`)?.['customers'])?.toLocaleString('en') ?? '–'}</td>
              {months.map((month) => (
                <HeatCell key={month} share={num(cells.get(`${cohort} ${month}`)?.['share'])} most={month === '0' ? 1 : most} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function HeatCell({ share, most }: { share: number | null; most: number }) {
  if (share === null) return <td />;
  const weight = Math.round(Math.min(1, share / most) * 100);
  return (
    <td
      className={`number ${weight > 55 ? 'strong' : ''}`}
      style={{ background: `color-mix(in oklab, var(--heat-high) ${weight}%, var(--heat-low))` }}
    >
      {percent(share).replace(/\.\d+/, '')}
    </td>
  );
}
