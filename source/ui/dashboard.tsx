import process from 'node:process';
import type {DashboardOptions} from './dashboard-options.ts';

/** Shows the dashboard on a terminal until the user leaves it or the signal is aborted. The engine stays open. */
export async function runDashboard(options: DashboardOptions): Promise<void> {
	// React decides what it is when it is loaded, and its way for developers is several times slower.
	process.env['NODE_ENV'] ??= 'production';
	const {mountDashboard} = await import('./mount-dashboard.tsx');
	await mountDashboard(options);
}
