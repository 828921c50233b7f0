import type { LiveAlert, LiveAlerts } from '../api/types';

const CLOSED_KEPT = 200;

/** Open alerts, and the last ones that are over. A change replaces what was said of the same alert. */
export class AlertLog {
  open: LiveAlert[] = [];
  closed: LiveAlert[] = [];

  fill(all: LiveAlerts): void {
    this.open = all.open;
    this.closed = all.closed.slice(0, CLOSED_KEPT);
  }

  take(alert: LiveAlert): void {
    this.open = this.open.filter((known) => known.alertId !== alert.alertId);
    this.closed = this.closed.filter((known) => known.alertId !== alert.alertId);
    if (alert.change === 'withdrawn') return;
    if (alert.closedAt) this.closed = [alert, ...this.closed].slice(0, CLOSED_KEPT);
    else this.open = [alert, ...this.open];
  }
}
